package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.TimeInForce;

import java.util.Set;

/**
 * What a venue can do and where it is peculiar, declared by its adapter.
 *
 * @param pageSize the most fills in one page of trade history
 * @param history in which order its pages come
 * @param historyScope whether it tells the fills of all symbols together
 * @param tradeIds how far a trade id reaches; the identity of a fill holds for each of them
 * @param account whether portfolios have accounts of their own there
 * @param clientOrderIds which of them it takes
 * @param orderTypes what may be placed; with STOP among them a stop can rest at the venue
 * @param timesInForce what may be placed
 */
public record Capabilities(
        int pageSize,
        HistoryOrder history,
        HistoryScope historyScope,
        TradeIdScope tradeIds,
        AccountScope account,
        ClientOrderIds clientOrderIds,
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

    /** Of what one question tells the fills. */
    public enum HistoryScope {
        /** A question tells the fills of one symbol. */
        SYMBOL,
        /** A question tells all, which costs the same however many symbols there are. */
        ACCOUNT
    }

    /** Within what a trade id is unique. */
    public enum TradeIdScope {
        VENUE,
        SYMBOL,
        ORDER
    }

    /** Whose fills, orders and balances an account shows. */
    public enum AccountScope {
        /** Each portfolio's own. */
        PORTFOLIO,
        /** Those of everybody who trades with the same keys, people included. */
        SHARED
    }
}
