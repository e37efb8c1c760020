package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.sync.Attention.Wanted;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueUnavailable;
import dev.holdfast.tradesync.venue.Venues;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All that is done for one portfolio when it wants attention; by one thread at a time for each. */
@ApplicationScoped
public class VenueWork {

    private final Ledger ledger;
    private final Venues venues;
    private final int degradedAfter;
    private final OrderDesk orders;
    private final AccountSync accounts;
    private final Map<PortfolioId, Account> opened = new ConcurrentHashMap<>();

    VenueWork(Ledger ledger, Venues venues, TradeSyncConfig config) {
        this.ledger = ledger;
        this.venues = venues;
        this.degradedAfter = config.degradedAfter();
        this.orders = new OrderDesk(ledger, config.liveTrading());
        this.accounts = new AccountSync(ledger, config.overlap());
    }

    /**
     * @return whether the portfolio should be synced again at once
     * @throws VenueUnavailable where the venue did not answer; what was not done is found again
     */
    boolean attend(PortfolioId portfolio, Wanted wanted) {
        PortfolioSync state = ledger.committed(portfolio);
        Optional<Account> account = state.account();
        if (account.isEmpty()) {
            return false;
        }
        Optional<VenueAdapter> venue = venues.serving(account.get());
        if (venue.isEmpty() || !orders.sends(account.get())) {
            orders.refuseAll(state, account.get());
        }
        if (venue.isEmpty()) {
            return false;
        }
        boolean first = open(portfolio, account.get(), venue.get());
        boolean withdrawn = orders.sends(account.get()) && orders.work(state, venue.get());
        return (first || withdrawn || wanted != Wanted.ORDERS)
                && accounts.sync(portfolio, venue.get(), wanted == Wanted.SYNC_ON_REQUEST);
    }

    private boolean open(PortfolioId portfolio, Account account, VenueAdapter venue) {
        if (account.equals(opened.get(portfolio))) {
            return false;
        }
        venue.open(portfolio);
        opened.put(portfolio, account);
        return true;
    }

    /** Says that the venue is out of reach, once it has failed often enough in a row. */
    void failed(PortfolioId portfolio, VenueUnavailable failure, int inARow) {
        if (inARow >= degradedAfter) {
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
