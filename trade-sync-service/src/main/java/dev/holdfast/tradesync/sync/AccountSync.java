package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.domain.WorkingOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

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
        AccountSnapshot snapshot = venue.observe(portfolio);
        List<VenueOrder> ended = ended(state, snapshot, venue);
        History history = new History(portfolio, venue);
        for (Symbol symbol : new TreeSet<>(venue.instruments().keySet())) {
            history.read(state, symbol);
        }
        ledger.update(
                portfolio,
                before -> finish(before, movements, snapshot, ended, history, onRequest));
        return SyncCycle.overtaken(snapshot, history.latest);
    }

    /** Our orders that the venue no longer holds open, as they ended. */
    private static List<VenueOrder> ended(
            PortfolioSync state, AccountSnapshot snapshot, VenueAdapter venue) {
        var open = snapshot.openOrders().stream().map(VenueOrder::orderId).toList();
        List<VenueOrder> ended = new ArrayList<>();
        for (WorkingOrder order : state.orders().values()) {
            if (order.orderId().isPresent() && !open.contains(order.orderId().get())) {
                venue.findOrder(state.portfolio(), order.symbol(), order.clientOrderId())
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

        private final PortfolioId portfolio;
        private final VenueAdapter venue;
        private final AtomicLong newTrades = new AtomicLong();
        private Optional<VenueFill> latest = Optional.empty();
        private List<VenueFill> rest = List.of();
        private FillBooking.Known known = FillBooking.Known.NOTHING;
        private Optional<VenueFill> readThrough = Optional.empty();

        private History(PortfolioId portfolio, VenueAdapter venue) {
            this.portfolio = portfolio;
            this.venue = venue;
        }

        private void read(PortfolioSync state, Symbol symbol) {
            bookNow();
            Optional<Instant> since =
                    Optional.ofNullable(state.cursors().get(symbol))
                            .map((Cursor cursor) -> cursor.since(overlap));
            boolean oldestFirst = venue.capabilities().history() == HistoryOrder.OLDEST_FIRST;
            Optional<VenueFill> latestOfSymbol = Optional.empty();
            Optional<String> page = Optional.empty();
            do {
                bookNow();
                TradePage read = venue.trades(portfolio, symbol, since, page);
                rest = read.fills();
                known = ledger.known(state, rest);
                latestOfSymbol = later(latestOfSymbol, rest);
                latest = later(latest, rest);
                page = read.next();
                readThrough = oldestFirst || page.isEmpty() ? latestOfSymbol : Optional.empty();
            } while (page.isPresent());
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
            readThrough = Optional.empty();
        }

        private SyncResult bookRest(PortfolioSync state) {
            return FillBooking.book(state, rest, known, ledger.wallClock())
                    .then(
                            booked ->
                                    readThrough
                                            .map(fill -> SyncCycle.readThrough(booked, fill))
                                            .orElseGet(() -> SyncResult.unchanged(booked)));
        }

        private static Optional<VenueFill> later(
                Optional<VenueFill> before, List<VenueFill> fills) {
            return java.util.stream.Stream.concat(before.stream(), fills.stream())
                    .max(VenueFill.IN_ORDER);
        }
    }
}
