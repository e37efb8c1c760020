package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.Capabilities.HistoryScope;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.OwnIds;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.domain.WorkingOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;

/**
 * Reads an account to the end and books what is new.
 *
 * <p>The order of the questions is the point: balances and open orders first, then what became of
 * orders that are no longer open, then the fills. So every fill that the first two answers count is
 * among those read last, and what is said to be known through a time is known.
 */
final class AccountSync {

    private final Ledger ledger;
    private final Duration overlap;

    AccountSync(Ledger ledger, Duration overlap) {
        this.ledger = ledger;
        this.overlap = overlap;
    }

    /**
     * @param onRequest whether its end is said even where nothing has changed
     * @return whether the account went on meanwhile, so that another sync is due at once
     */
    boolean sync(PortfolioId portfolio, VenueAdapter venue, boolean onRequest) {
        PortfolioSync state = ledger.committed(portfolio);
        List<VenueMovement> movements = venue.movements(portfolio);
        AccountSnapshot snapshot =
                new OwnIds(state, venue.capabilities()).told(venue.observe(portfolio));
        List<VenueOrder> ended = ended(state, snapshot, venue);
        History history = new History(state, venue);
        if (venue.capabilities().historyScope() == HistoryScope.ACCOUNT) {
            history.read(Optional.empty(), latest(state));
        } else {
            for (Symbol symbol : symbols(state, venue)) {
                history.read(Optional.of(symbol), Optional.ofNullable(state.cursors().get(symbol)));
            }
        }
        ledger.update(
                portfolio,
                before -> finish(before, movements, snapshot, ended, history, onRequest));
        return SyncCycle.overtaken(snapshot, history.latest);
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
            boolean onRequest) {
        SyncResult result =
                SyncCycle.recovered(before, snapshot.asOf())
                        .then(state -> SyncCycle.moved(state, movements))
                        .then(history::bookRest);
        long newTrades = history.newTrades.get() + FillBooking.newTrades(result.events());
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
                        state -> SyncCycle.completed(state, snapshot, history.latest, newTrades));
    }

    /**
     * The account's fills, page by page. All pages but the last of the last symbol are booked as
     * they come, so that a long outage neither fills the memory nor starts from its beginning after
     * a crash; the rest is booked with the end of the sync.
     */
    private final class History {

        private final PortfolioSync started;
        private final PortfolioId portfolio;
        private final VenueAdapter venue;
        private final OwnIds ids;
        private final AtomicLong newTrades = new AtomicLong();
        private Optional<VenueFill> latest = Optional.empty();
        private List<VenueFill> rest = List.of();
        private FillBooking.Known known = FillBooking.Known.NOTHING;
        private Collection<VenueFill> readThrough = List.of();

        private History(PortfolioSync started, VenueAdapter venue) {
            this.started = started;
            this.portfolio = started.portfolio();
            this.venue = venue;
            this.ids = new OwnIds(started, venue.capabilities());
        }

        /**
         * @param symbol empty for all of them
         */
        private void read(Optional<Symbol> symbol, Optional<Cursor> from) {
            boolean oldestFirst = venue.capabilities().history() == HistoryOrder.OLDEST_FIRST;
            Map<Symbol, VenueFill> latestOf = new TreeMap<>();
            TradeQuery query = new TradeQuery(symbol, from, overlap, Optional.empty());
            Optional<String> next;
            do {
                bookNow();
                TradePage read = venue.trades(portfolio, query);
                rest = read.fills().stream().map(ids::told).toList();
                known = ledger.known(started, rest);
                for (VenueFill fill : rest) {
                    latestOf.merge(fill.symbol(), fill, BinaryOperator.maxBy(VenueFill.IN_ORDER));
                    latest = later(latest, fill);
                }
                next = read.next();
                readThrough =
                        oldestFirst || next.isEmpty() ? List.copyOf(latestOf.values()) : List.of();
                query = next.map(query::page).orElse(query);
            } while (next.isPresent());
        }

        private void bookNow() {
            if (rest.isEmpty() && readThrough.isEmpty()) {
                return;
            }
            AtomicLong found = new AtomicLong();
            ledger.update(
                    portfolio,
                    state -> {
                        SyncResult booked = bookRest(state);
                        found.set(FillBooking.newTrades(booked.events()));
                        return booked;
                    });
            newTrades.addAndGet(found.get());
            rest = List.of();
            readThrough = List.of();
        }

        private SyncResult bookRest(PortfolioSync state) {
            SyncResult booked = FillBooking.book(state, rest, known, ledger.wallClock());
            for (VenueFill fill : readThrough) {
                booked = booked.then(then -> SyncCycle.readThrough(then, fill));
            }
            return booked;
        }

        private static Optional<VenueFill> later(Optional<VenueFill> before, VenueFill fill) {
            return before.filter(latest -> VenueFill.IN_ORDER.compare(latest, fill) >= 0)
                    .or(() -> Optional.of(fill));
        }
    }
}
