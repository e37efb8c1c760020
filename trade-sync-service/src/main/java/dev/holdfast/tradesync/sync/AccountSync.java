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
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.domain.WorkingOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    AccountSync(Ledger ledger, Duration overlap) {
        this.ledger = ledger;
        this.overlap = overlap;
    }

    /**
     * @param healthy whether the venue takes orders too, so that it has recovered once it answers
     * @param onRequest whether its end is said even where nothing has changed
     * @return whether the account went on meanwhile, so that another sync is due at once
     */
    boolean sync(PortfolioId portfolio, VenueAdapter venue, boolean onRequest, boolean healthy) {
        PortfolioSync state = ledger.committed(portfolio);
        List<VenueMovement> movements =
                SyncCycle.ownsMovements(state, venue.capabilities())
                        ? venue.movements(
                                portfolio, state.through().map(at -> at.minus(LATE_MOVEMENTS)))
                        : List.of();
        AccountSnapshot snapshot =
                new OwnIds(state, venue.capabilities()).told(venue.observe(portfolio));
        List<VenueOrder> ended = ended(state, snapshot, venue);
        History history = new History(state, venue, ledger, overlap);
        if (venue.capabilities().historyScope() == HistoryScope.ACCOUNT) {
            history.read(Optional.empty(), latest(state));
        } else {
            for (Symbol symbol : symbols(state, venue)) {
                history.read(Optional.of(symbol), Optional.ofNullable(state.cursors().get(symbol)));
            }
        }
        history.judgeWhatWaits();
        ledger.update(
                portfolio,
                before -> finish(before, movements, snapshot, ended, history, onRequest, healthy));
        return SyncCycle.overtaken(snapshot, history.latest());
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

    private static SyncResult finish(
            PortfolioSync before,
            List<VenueMovement> movements,
            AccountSnapshot snapshot,
            List<VenueOrder> ended,
            History history,
            boolean onRequest,
            boolean healthy) {
        SyncResult result =
                (healthy
                                ? SyncCycle.recovered(before, snapshot.asOf())
                                : SyncResult.unchanged(before))
                        .then(state -> SyncCycle.moved(state, movements))
                        .then(history::bookRest);
        long newTrades = history.newTrades() + FillBooking.newTrades(result.events());
        for (VenueOrder order : ended) {
            result =
                    result.then(
                            state ->
                                    order.clientOrderId()
                                            .map(id -> OrderLife.ended(state, id, order))
                                            .orElseGet(() -> SyncResult.unchanged(state)));
        }
        boolean timeWentOn =
                before.through().filter(through -> !through.isBefore(snapshot.asOf())).isEmpty();
        return result.silent() && !timeWentOn && !onRequest
                ? result
                : result.then(
                        state -> SyncCycle.completed(state, snapshot, history.latest(), newTrades));
    }
}
