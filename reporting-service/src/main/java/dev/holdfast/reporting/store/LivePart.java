package dev.holdfast.reporting.store;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of a portfolio's overview as it was last said. */
public record LivePart(String portfolioId, String part, long sequence, JsonNode body) {}
