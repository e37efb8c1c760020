package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.TradeEvent.FillKey;

import java.math.BigDecimal;

/**
 * What a fill did to the position (signed, after fees in the base), so that it can be corrected.
 */
public record BookedFill(FillKey key, BigDecimal moved) {}
