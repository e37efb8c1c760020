package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.Symbol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which fills are asked for.
 *
 * @param symbol empty for those of the whole account, where the venue tells them together
 * @param from the latest fill that is known; empty for all there ever were
 * @param overlap how far before it to start, for fills that the venue showed late
 * @param page what the page before named as its next; empty for the first
 */
public record TradeQuery(
        Optional<Symbol> symbol, Optional<Cursor> from, Duration overlap, Optional<String> page) {

    /** Fills from this instant on, included; empty for all there ever were. */
    public Optional<Instant> since() {
        return from.map(cursor -> cursor.since(overlap));
    }

    public TradeQuery page(String next) {
        return new TradeQuery(symbol, from, overlap, Optional.of(next));
    }
}
