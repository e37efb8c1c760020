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
 * @param peak the largest quantity that was held in it, without a sign
 * @param realized in the quote, free of fees, within this cycle
 * @param realizedBase the same in the base currency, at the rates of the closing fills
 */
public record Cycle(
        Instant openedAt,
        Attribution openedBy,
        Side side,
        BigDecimal peak,
        BigDecimal realized,
        Converted realizedBase,
        Optional<Instant> closedAt) {

    static Cycle opened(Instant at, Attribution by, Side side, BigDecimal quantity) {
        return new Cycle(
                at, by, side, quantity.abs(), BigDecimal.ZERO, Converted.ZERO, Optional.empty());
    }

    Cycle holding(BigDecimal quantity) {
        return quantity.abs().compareTo(peak) <= 0
                ? this
                : new Cycle(
                        openedAt, openedBy, side, quantity.abs(), realized, realizedBase, closedAt);
    }

    Cycle realizing(BigDecimal more, Converted moreBase) {
        return new Cycle(
                openedAt,
                openedBy,
                side,
                peak,
                realized.add(more),
                realizedBase.plus(moreBase),
                closedAt);
    }

    Cycle closed(Instant at) {
        return new Cycle(openedAt, openedBy, side, peak, realized, realizedBase, Optional.of(at));
    }
}
