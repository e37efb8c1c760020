package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.time.Instant;

/**
 * One trade on the tape: the market moved to this price, and this much changed hands.
 *
 * @param line where it stands in the tape's file, counted from 1
 * @param quantity may be zero, where the recording rounded a tiny trade away: a price without
 *     volume
 */
public record Print(long line, Instant at, Price price, Quantity quantity) {}
