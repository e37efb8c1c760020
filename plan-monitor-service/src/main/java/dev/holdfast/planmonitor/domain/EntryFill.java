package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Quantity;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What was filled of an entry, in one fill or several.
 *
 * @param quantity what was filled
 * @param guarded what it added to the position: less than the quantity by a fee in the base
 * @param cost quantity times price, in the quote currency
 * @param at when the first of it was filled
 */
record EntryFill(Quantity quantity, Quantity guarded, BigDecimal cost, Instant at) {}
