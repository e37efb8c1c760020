package dev.holdfast.risk.store;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.runtime.handler.Row;

/**
 * A decision to be kept.
 *
 * @param number counts the decisions of a portfolio from 1
 */
public record DecisionRow(long number, RiskEvent event) implements Row {}
