package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.TimeInForce;

import java.util.Set;

/**
 * What a venue can do and where it is peculiar, declared by its adapter.
 *
 * @param pageSize the most fills in one page of trade history
 * @param history in which order its pages come
 * @param tradeIds how far a trade id reaches; the identity of a fill holds for each of them
 * @param orderTypes what may be placed
 * @param timesInForce what may be placed
 */
public record Capabilities(
        int pageSize,
        HistoryOrder history,
        TradeIdScope tradeIds,
        Set<OrderType> orderTypes,
        Set<TimeInForce> timesInForce) {

    public Capabilities {
        orderTypes = Set.copyOf(orderTypes);
        timesInForce = Set.copyOf(timesInForce);
    }

    /**
     * With {@link #OLDEST_FIRST} a cursor may move with each page; otherwise only when the last
     * page was read, or a crash between two pages would leave a hole below the cursor.
     */
    public enum HistoryOrder {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Within what a trade id is unique. */
    public enum TradeIdScope {
        VENUE,
        SYMBOL,
        ORDER
    }
}
