package dev.holdfast.reporting.store;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/** A page of lines, as JSON, and where the next one begins. */
public record Listing(List<JsonNode> items, Optional<String> next) {}
