package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.TradeId;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An open part of a position, with who opened it.
 *
 * @param quantity as opened; below zero in a short
 * @param remaining what of it is still open, with the same sign
 * @param price in the quote, of one unit
 * @param cost of what remains, in the quote; below zero in a short
 * @param costBase the same in the base currency, at the rates at which it was opened
 */
public record Lot(
        TradeId tradeId,
        Attribution by,
        Instant openedAt,
        BigDecimal quantity,
        BigDecimal remaining,
        BigDecimal price,
        BigDecimal cost,
        Converted costBase) {}
