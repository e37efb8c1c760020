package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;

/** An order that reached its venue, first heard of by its acceptance or by a fill of it. */
public record Placed(OrderId orderId, Symbol symbol, Side side, Attribution by, Instant at) {

    /** Ids of orders may repeat over symbols. */
    boolean sameOrderAs(Placed other) {
        return orderId.equals(other.orderId) && symbol.equals(other.symbol);
    }

    /** What both say: the earlier time, and every tag that either knows. */
    Placed and(Placed other) {
        Placed first = other.at.isBefore(at) ? other : this;
        Placed second = first == this ? other : this;
        return new Placed(orderId, symbol, first.side, first.by.or(second.by), first.at);
    }
}
