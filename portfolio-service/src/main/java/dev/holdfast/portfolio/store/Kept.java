package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.runtime.handler.Row;

/** An event that becomes part of a portfolio's history. */
public record Kept(Event event) implements Row {}
