package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.FillOwnership;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OwnIds;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncCycle;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.venue.VenueAdapter;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The account's fills, page by page. All but the last ones are booked as they come, so that a long
 * outage neither fills the memory nor starts from its beginning after a crash; the rest is booked
 * with the end of the sync.
 *
 * <p>While a page is being booked the next ones are read, and looked up where the answer cannot
 * depend on what is being booked. The cursor moves with the commit of what it covers, so a crash
 * costs the reading of these pages and nothing else.
 *
 * <p>A venue that answers newest first is read to its end before anything is booked, so that fills
 * are published in their order and the cursor can move with each part. Where that is more than
 * {@value #MOST_KEPT} fills, what was read is booked as it comes, and the cursor moves at the end
 * alone: readers order fills by their own time.
 */
final class History {

    private static final Logger LOG = Logger.getLogger(History.class);
    private static final int MOST_KEPT = 20_000;
    private static final int AT_ONCE = 2_000;

    private final PortfolioId portfolio;
    private final VenueAdapter venue;
    private final Ledger ledger;
    private final Duration overlap;
    private final String account;
    private final OwnIds ids;
    private final AtomicReference<SyncResult> result = new AtomicReference<>();
    private long newTrades;
    private boolean booked;
    private Optional<VenueFill> latest = Optional.empty();
    private List<VenueFill> rest = List.of();
    private Known known = Known.NOTHING;
    private Collection<VenueFill> readThrough = List.of();
    private Optional<Booking> onItsWay = Optional.empty();

    /** Fills that are being booked. */
    private record Booking(Ledger.Update update, Set<TradeEvent.FillKey> keys) {}

    History(PortfolioSync started, VenueAdapter venue, Ledger ledger, Duration overlap) {
        this.portfolio = started.portfolio();
        this.venue = venue;
        this.ledger = ledger;
        this.overlap = overlap;
        this.account = venue.accountName(portfolio);
        this.ids = new OwnIds(started, venue.capabilities());
    }

    /** The latest fill that was read. */
    Optional<VenueFill> latest() {
        return latest;
    }

    /** Whether anything came of what was booked already. */
    boolean booked() {
        return booked;
    }

    /** How many fills were booked for the first time, without those that are not booked yet. */
    long newTrades() {
        return newTrades;
    }

    /**
     * @param symbol empty for all of them
     */
    void read(Optional<Symbol> symbol, Optional<Cursor> from) {
        if (venue.capabilities().history() == HistoryOrder.OLDEST_FIRST) {
            readOldestFirst(new TradeQuery(symbol, from, overlap, Optional.empty()));
        } else {
            readNewestFirst(new TradeQuery(symbol, from, overlap, Optional.empty()));
        }
    }

    private void readOldestFirst(TradeQuery first) {
        Map<Symbol, VenueFill> latestOf = new TreeMap<>();
        Optional<TradeQuery> query = Optional.of(first);
        while (query.isPresent()) {
            TradePage page = page(query.get(), latestOf);
            take(page.fills(), List.copyOf(latestOf.values()));
            query = page.next().map(query.get()::page);
        }
    }

    private void readNewestFirst(TradeQuery first) {
        Map<Symbol, VenueFill> latestOf = new TreeMap<>();
        List<VenueFill> kept = new ArrayList<>();
        boolean whole = true;
        Optional<TradeQuery> query = Optional.of(first);
        while (query.isPresent()) {
            TradePage page = page(query.get(), latestOf);
            kept.addAll(page.fills());
            if (kept.size() > MOST_KEPT) {
                takeInParts(kept, false);
                kept.clear();
                whole = false;
            }
            query = page.next().map(query.get()::page);
        }
        takeInParts(kept, whole);
        if (!whole) {
            take(List.of(), latestOf.values());
        }
    }

    private TradePage page(TradeQuery query, Map<Symbol, VenueFill> latestOf) {
        TradePage read = venue.trades(portfolio, query);
        List<VenueFill> fills = read.fills().stream().map(ids::told).toList();
        for (VenueFill fill : fills) {
            latestOf.merge(fill.symbol(), fill, BinaryOperator.maxBy(VenueFill.IN_ORDER));
            latest =
                    latest.filter(last -> VenueFill.IN_ORDER.compare(last, fill) >= 0)
                            .or(() -> Optional.of(fill));
        }
        return new TradePage(fills, read.next());
    }

    private void takeInParts(List<VenueFill> fills, boolean readToTheEnd) {
        List<VenueFill> inOrder = fills.stream().sorted(VenueFill.IN_ORDER).toList();
        Map<Symbol, VenueFill> latestOf = new TreeMap<>();
        for (int from = 0; from < inOrder.size(); from += AT_ONCE) {
            List<VenueFill> part = inOrder.subList(from, Math.min(inOrder.size(), from + AT_ONCE));
            part.forEach(fill -> latestOf.put(fill.symbol(), fill));
            take(part, readToTheEnd ? List.copyOf(latestOf.values()) : List.of());
        }
    }

    /** These are booked next, and what was to be booked before is booked now. */
    private void take(List<VenueFill> fills, Collection<VenueFill> through) {
        bookNow();
        rest = fills;
        known = known(fills);
        readThrough = through;
    }

    private Known known(List<VenueFill> fills) {
        if (fills.isEmpty()) {
            return Known.NOTHING;
        }
        if (onItsWay.filter(booking -> matters(booking, fills)).isPresent()) {
            untilBooked();
        }
        Known read = ledger.known(ledger.seen(portfolio), account, fills);
        if (!read.twins().isEmpty() && onItsWay.isPresent()) {
            // One that was imported stands for one fill, perhaps for one that is being booked.
            untilBooked();
            read = ledger.known(ledger.seen(portfolio), account, fills);
        }
        Set<TradeEvent.FillKey> wanted =
                FillOwnership.wanted(ledger.seen(portfolio), account, fills, read);
        return wanted.isEmpty() ? read : read.claimed(wanted, ledger.claim(account, wanted));
    }

    /**
     * Whether what is being booked may change the judgement of these fills: a row may repeat, and a
     * fill may be the answer to an order that was not answered.
     */
    private boolean matters(Booking booking, List<VenueFill> fills) {
        return ledger.seen(portfolio).hasUnconfirmedOrders()
                || fills.stream().map(this::key).anyMatch(booking.keys()::contains);
    }

    private TradeEvent.FillKey key(VenueFill fill) {
        return fill.key(portfolio, venue.venue());
    }

    /** Fills that wait and could be told by now: an answer has come, or a configuration. */
    void judgeWhatWaits() {
        untilBooked();
        if (bringsNothing() && ledger.seen(portfolio).holdingSince().isEmpty()) {
            return;
        }
        bookNow();
        untilBooked();
        PortfolioSync now = ledger.seen(portfolio);
        List<VenueFill> waiting = ledger.toJudge(now);
        if (!waiting.isEmpty()) {
            take(waiting.stream().map(ids::told).toList(), List.of());
        } else if (!ledger.holds(portfolio)) {
            ledger.update(portfolio, SyncCycle::holdsNothing);
        }
    }

    /** Whether what was read last is booked already, just as it was read. */
    private boolean bringsNothing() {
        return rest.stream().allMatch(fill -> known.holds(fill.fill(portfolio, venue.venue())));
    }

    /** Begins to book what is left, after what was being booked before. */
    private void bookNow() {
        if (rest.isEmpty() && readThrough.isEmpty()) {
            return;
        }
        untilBooked();
        List<VenueFill> fills = rest;
        Known knownOfThem = known;
        Collection<VenueFill> through = readThrough;
        Ledger.Update update =
                ledger.begin(
                        portfolio,
                        state -> {
                            SyncResult folded = book(state, fills, knownOfThem, through);
                            result.set(folded);
                            return folded;
                        });
        onItsWay =
                Optional.of(
                        new Booking(
                                update, fills.stream().map(this::key).collect(Collectors.toSet())));
        rest = List.of();
        readThrough = List.of();
    }

    /** After a failure: the next sync must find what was being booked, or know that it was not. */
    void settle() {
        try {
            untilBooked();
        } catch (RuntimeException e) {
            LOG.warnf("What was read of %s before the failure is read again: %s", portfolio, e);
        }
    }

    private void untilBooked() {
        if (onItsWay.isPresent()) {
            onItsWay.get().update().committed();
            onItsWay = Optional.empty();
            newTrades += FillBooking.newTrades(result.get().events());
            booked |= !result.getAndSet(null).silent();
        }
    }

    /** What was read last and is not booked yet. */
    SyncResult bookRest(PortfolioSync state) {
        return book(state, rest, known, readThrough);
    }

    private SyncResult book(
            PortfolioSync state,
            List<VenueFill> fills,
            Known knownOfThem,
            Collection<VenueFill> through) {
        SyncResult folded = FillBooking.book(state, fills, knownOfThem, ledger.wallClock());
        for (VenueFill fill : through) {
            folded = folded.then(then -> SyncCycle.readThrough(then, fill));
        }
        return folded;
    }
}
