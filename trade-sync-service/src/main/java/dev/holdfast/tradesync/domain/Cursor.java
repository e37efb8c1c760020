package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.TradeId;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the fills of a symbol are known: the latest one that was read to the end of its history.
 */
public record Cursor(Instant at, TradeId tradeId) {

    /** Where the next sync starts: before the cursor, for fills that the venue showed late. */
    public Instant since(Duration overlap) {
        return at.minus(overlap);
    }

    Cursor orLater(VenueFill fill) {
        return fill.occurredAt().isBefore(at)
                ? this
                : new Cursor(fill.occurredAt(), fill.tradeId());
    }
}
