package dev.holdfast.tradesync.venue;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A venue, as the accounts of portfolios see it. Calls block and are made on threads that may. For
 * one portfolio, at most two threads call at a time: one that places, finds and cancels orders, and
 * one that syncs, so that an order does not wait for a long history.
 *
 * <p>Where an answer does not come, or is not one, a method throws {@link VenueUnavailable}. Unless
 * its fault says that nothing happened, it is then unknown whether an order was placed, and {@link
 * #findOrder} is asked before it is sent again.
 */
public interface VenueAdapter {

    Venue venue();

    /** Whether its accounts are simulated. */
    TradingMode mode();

    Capabilities capabilities();

    /**
     * Names the venue's account on which the portfolio trades. Portfolios with the same name share
     * it: each sees all of its fills and takes those that are its own.
     */
    default String accountName(PortfolioId portfolio) {
        return switch (capabilities().account()) {
            case PORTFOLIO -> portfolio.value();
            case SHARED -> "main";
        };
    }

    /** Prepares the portfolio's account; called before anything else of it, any number of times. */
    void open(PortfolioId account);

    /** The venue's clock. */
    Instant clock();

    /** What is traded, by symbol. */
    Map<Symbol, Instrument> instruments();

    /**
     * Symbols that are synced although no order of ours is known in them, and whose marks it tells.
     */
    Set<Symbol> watched();

    /** The last price of a symbol, where one is known. */
    Optional<Price> lastPrice(Symbol symbol);

    /**
     * Places an order under its client order id, which stands as the venue takes it: adapters never
     * change ids, and answer with those that the venue tells.
     */
    Placement place(PortfolioId account, NewOrder order);

    /** The order that was placed under this id, however long ago and whatever became of it. */
    Optional<VenueOrder> findOrder(PortfolioId account, OrderQuery query);

    /** Withdraws an order; one that has ended already is left as it is. */
    void cancel(PortfolioId account, Symbol symbol, OrderId orderId);

    /** Balances and open orders; every fill up to its {@code asOf} is in them. */
    AccountSnapshot observe(PortfolioId account);

    /**
     * A page of the account's trade history. Rows may repeat between pages, stand in any order
     * within one, and lie before what was asked for; none may be missing.
     */
    TradePage trades(PortfolioId account, TradeQuery query);

    /**
     * Deposits and withdrawals that the venue made on the account, each under an id that stays.
     *
     * @param since what happened before was read; earlier ones and repeated ones do no harm
     */
    List<VenueMovement> movements(PortfolioId account, Optional<Instant> since);

    /** Names a listener for accounts in which something happened that a sync should look at. */
    void onActivity(Consumer<PortfolioId> listener);

    /** What a venue answers to a new order. */
    sealed interface Placement {

        record Accepted(VenueOrder order) implements Placement {}

        /** Not taken, and it will not be: the code is the venue's. */
        record Refused(String code, String reason) implements Placement {}
    }
}
