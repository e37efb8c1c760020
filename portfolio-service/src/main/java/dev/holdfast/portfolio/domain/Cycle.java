package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A round trip of a position: from flat (or from the other side) to flat.
 *
 * @param openedBy whose fill opened it
 * @param side of that fill: BUY for a long
 * @param realized in the quote, free of fees, within this cycle
 */
public record Cycle(
        Instant openedAt,
        Attribution openedBy,
        Side side,
        BigDecimal realized,
        Optional<Instant> closedAt) {

    Cycle realizing(BigDecimal more) {
        return new Cycle(openedAt, openedBy, side, realized.add(more), closedAt);
    }

    Cycle closed(Instant at) {
        return new Cycle(openedAt, openedBy, side, realized, Optional.of(at));
    }
}
