package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.domain.Told.Telling;
import dev.holdfast.tradesync.imports.Imports;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;
import dev.holdfast.tradesync.venue.Venues;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that is done for one portfolio at its venue: orders by one thread at a time, the sync by
 * another, so that an order does not wait for a long history.
 */
@ApplicationScoped
public class VenueWork {

    private final Ledger ledger;
    private final Venues venues;
    private final VenueStates states;
    private final Imports imports;
    private final int degradedAfter;
    private final OrderDesk orders;
    private final AccountSync accounts;
    private final Map<PortfolioId, Account> opened = new ConcurrentHashMap<>();
    private final Set<PortfolioId> looked = ConcurrentHashMap.newKeySet();

    VenueWork(
            Ledger ledger,
            Venues venues,
            VenueStates states,
            Imports imports,
            TradeSyncConfig config) {
        this.ledger = ledger;
        this.venues = venues;
        this.states = states;
        this.imports = imports;
        this.degradedAfter = config.degradedAfter();
        this.orders =
                new OrderDesk(
                        ledger,
                        new OrderDesk.Terms(
                                config.liveTrading(), config.settle(), config.deadline()));
        this.accounts = new AccountSync(ledger, config.overlap(), config.quiet());
    }

    /**
     * Sends, asks and withdraws.
     *
     * @throws VenueUnavailable where the venue did not answer; what was not done is found again
     */
    OrderDesk.Done orders(PortfolioId portfolio) {
        PortfolioSync state = ledger.committed(portfolio);
        if (state.account().isEmpty()) {
            return OrderDesk.Done.NOTHING;
        }
        Account account = state.account().get();
        Optional<VenueAdapter> venue = venues.serving(account);
        if (venue.isEmpty() || !orders.sends(account)) {
            orders.refuseAll(state, account);
            return OrderDesk.Done.NOTHING;
        }
        VenueAdapter at = venue.get();
        try {
            open(state, account, at);
            OrderDesk.Done done = orders.work(state, at, states.places(at, ledger.wallClock()));
            if (done.answered()) {
                states.ordersAnswered(at);
            }
            return done;
        } catch (VenueUnavailable e) {
            states.ordersFailed(at, e, ledger.wallClock());
            throw e;
        }
    }

    /**
     * Reads fills, balances, open orders and the venue's clock. What was imported is booked on
     * request, and once after a start.
     *
     * @param telling when its end is said where nothing has changed
     * @return whether the portfolio should be synced again at once
     * @throws VenueUnavailable where the venue did not answer
     */
    boolean sync(PortfolioId portfolio, Telling telling) {
        PortfolioSync state = ledger.committed(portfolio);
        Optional<Account> account = state.account();
        if (account.isEmpty()) {
            return false;
        }
        Optional<VenueAdapter> venue = venues.serving(account.get());
        if (looked.add(portfolio) || telling == Telling.ALWAYS) {
            imports.book(state, venue);
        }
        if (venue.isEmpty()) {
            return false;
        }
        VenueAdapter at = venue.get();
        try {
            open(state, account.get(), at);
            Set<Symbol> untraded = new TreeSet<>(at.watched());
            untraded.removeAll(at.instruments().keySet());
            boolean healthy = states.takesOrders(at) && untraded.isEmpty();
            boolean again = accounts.sync(portfolio, at, telling, healthy);
            if (untraded.isEmpty()) {
                states.readingAnswered(at);
            } else {
                misnamed(portfolio, at, untraded);
            }
            return again;
        } catch (VenueUnavailable e) {
            states.readingFailed(at, e, ledger.wallClock());
            throw e;
        }
    }

    /** What is watched and not traded would be passed over in silence. */
    private void misnamed(PortfolioId portfolio, VenueAdapter venue, Set<Symbol> untraded) {
        String reason =
                venue.venue()
                        + " does not trade "
                        + untraded
                        + ": mend holdfast.venues."
                        + venue.venue()
                        + ".symbols.";
        states.readingAnsweredBut(venue, VenueFault.UNKNOWN_SYMBOL, reason);
        ledger.update(
                portfolio,
                state ->
                        SyncCycle.degraded(
                                state,
                                VenueFault.UNKNOWN_SYMBOL.name(),
                                reason,
                                state.through().orElseGet(ledger::wallClock)));
    }

    private void open(PortfolioSync state, Account account, VenueAdapter venue) {
        opened.compute(
                state.portfolio(),
                (portfolio, before) -> {
                    if (!account.equals(before)) {
                        venue.open(portfolio);
                        ledger.update(
                                portfolio,
                                now -> SyncCycle.opened(now, venue.accountName(portfolio)));
                    }
                    return account;
                });
    }

    /** Says that the venue is out of reach, once it has failed often enough in a row. */
    void failed(PortfolioId portfolio, VenueUnavailable failure, int inARow) {
        if (inARow >= degradedAfter || !failure.fault().passing()) {
            ledger.update(
                    portfolio,
                    state ->
                            SyncCycle.degraded(
                                    state,
                                    failure.code(),
                                    failure.getMessage(),
                                    state.through().orElseGet(ledger::wallClock)));
        }
    }
}
