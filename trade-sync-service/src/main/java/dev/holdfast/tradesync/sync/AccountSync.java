package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities.HistoryScope;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.OwnIds;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.Told;
import dev.holdfast.tradesync.domain.Told.Telling;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.domain.WorkingOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads an account to the end and books what is new.
 *
 * <p>The order of the questions is the point: balances and open orders first, then what became of
 * orders that are no longer open, then the fills. So every fill that the first two answers count is
 * among those read last, and what is said to be known through a time is known.
 */
final class AccountSync {

    /** A venue may show a movement long after the time that it gives it. */
    private static final Duration LATE_MOVEMENTS = Duration.ofDays(7);

    private final Ledger ledger;
    private final Duration overlap;
    private final Duration quiet;
    private final Map<PortfolioId, Told> told = new ConcurrentHashMap<>();

    AccountSync(Ledger ledger, Duration overlap, Duration quiet) {
        this.ledger = ledger;
        this.overlap = overlap;
        this.quiet = quiet;
    }

    /**
     * @param telling when its end is said where nothing has changed
     * @param healthy whether the venue takes orders too, so that it has recovered once it answers
     * @return whether the account went on meanwhile, so that another sync is due at once
     */
    boolean sync(PortfolioId portfolio, VenueAdapter venue, Telling telling, boolean healthy) {
        PortfolioSync state = ledger.seen(portfolio);
        List<VenueMovement> movements =
                SyncCycle.ownsMovements(state, venue.capabilities())
                        ? venue.movements(
                                portfolio, state.through().map(at -> at.minus(LATE_MOVEMENTS)))
                        : List.of();
        AccountSnapshot snapshot =
                new OwnIds(state, venue.capabilities()).told(venue.observe(portfolio));
        List<VenueOrder> ended = ended(state, snapshot, venue);
        History history = new History(state, venue, ledger, overlap);
        try {
            readThrough(history, state, venue);
        } catch (RuntimeException e) {
            history.settle();
            throw e;
        }
        Optional<Told> before = Optional.ofNullable(told.get(portfolio));
        Function<PortfolioSync, SyncResult> finish =
                now -> {
                    SyncResult result = read(now, movements, snapshot, ended, history, healthy);
                    boolean news = !result.silent() || history.booked();
                    return news || Told.isDue(telling, now, snapshot, before, quiet)
                            ? end(result, snapshot, history)
                            : result;
                };
        boolean overtaken = SyncCycle.overtaken(snapshot, history.latest());
        PortfolioSync seen = ledger.seen(portfolio);
        SyncResult result = finish.apply(seen);
        if (result.silent() && result.state() == seen) {
            return overtaken;
        }
        ledger.update(portfolio, finish);
        if (overtaken) {
            told.remove(portfolio);
        } else if (!result.silent()) {
            told.put(portfolio, Told.of(snapshot, before));
        }
        return overtaken;
    }

    private static void readThrough(History history, PortfolioSync state, VenueAdapter venue) {
        if (venue.capabilities().historyScope() == HistoryScope.ACCOUNT) {
            history.read(Optional.empty(), latest(state));
        } else {
            for (Symbol symbol : symbols(state, venue)) {
                history.read(Optional.of(symbol), Optional.ofNullable(state.cursors().get(symbol)));
            }
        }
        history.judgeWhatWaits();
    }

    /** Where fills may be: what is watched, what has orders of ours, what had fills before. */
    private static Set<Symbol> symbols(PortfolioSync state, VenueAdapter venue) {
        Set<Symbol> symbols = new TreeSet<>(venue.watched());
        state.orders().values().forEach(order -> symbols.add(order.symbol()));
        symbols.addAll(state.cursors().keySet());
        return symbols;
    }

    /**
     * How far all fills of an account are known that tells them together: where one symbol is known
     * through an instant, so are the others.
     */
    private static Optional<Cursor> latest(PortfolioSync state) {
        return state.cursors().values().stream().max(Comparator.comparing(Cursor::at));
    }

    /** Our orders that the venue no longer holds open, as they ended. */
    private static List<VenueOrder> ended(
            PortfolioSync state, AccountSnapshot snapshot, VenueAdapter venue) {
        OwnIds ids = new OwnIds(state, venue.capabilities());
        var open = snapshot.openOrders().stream().map(VenueOrder::orderId).toList();
        List<VenueOrder> ended = new ArrayList<>();
        for (WorkingOrder order : state.orders().values()) {
            if (order.orderId().isPresent() && !open.contains(order.orderId().get())) {
                venue.findOrder(state.portfolio(), ids.query(order))
                        .map(ids::told)
                        .ifPresent(ended::add);
            }
        }
        return ended;
    }

    /** What the sync has found, but for what was booked as it came. */
    private static SyncResult read(
            PortfolioSync before,
            List<VenueMovement> movements,
            AccountSnapshot snapshot,
            List<VenueOrder> ended,
            History history,
            boolean healthy) {
        SyncResult result =
                (healthy
                                ? SyncCycle.recovered(before, snapshot.asOf())
                                : SyncResult.unchanged(before))
                        .then(state -> SyncCycle.moved(state, movements))
                        .then(history::bookRest);
        for (VenueOrder order : ended) {
            result =
                    result.then(
                            state ->
                                    order.clientOrderId()
                                            .map(id -> OrderLife.ended(state, id, order))
                                            .orElseGet(() -> SyncResult.unchanged(state)));
        }
        return result;
    }

    private static SyncResult end(SyncResult found, AccountSnapshot snapshot, History history) {
        long newTrades = history.newTrades() + FillBooking.newTrades(found.events());
        return found.then(
                state -> SyncCycle.completed(state, snapshot, history.latest(), newTrades));
    }
}
