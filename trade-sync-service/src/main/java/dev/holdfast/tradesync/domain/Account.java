package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

/**
 * Where a portfolio trades, by its configuration.
 *
 * @param clientOrderPrefix marks orders as the portfolio's own
 * @param version of the configuration this was taken from
 */
public record Account(Venue venue, TradingMode mode, String clientOrderPrefix, long version) {}
