package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of its past a portfolio needs for some records: gathered from the records, answered by a
 * {@link Past}. Not for sharing.
 */
public final class Reach {

    /** An order, whose id may repeat over symbols. */
    public record OrderKey(Symbol symbol, OrderId orderId) {}

    private final PortfolioState state;
    private final Journal journal;
    private final Optional<Instant> latestBoundary;
    private final Map<Symbol, Instant> fillsFrom = new HashMap<>();
    private final Set<Symbol> outOfOrder = new HashSet<>();
    private final Set<TradeEvent.FillKey> unplaced = new HashSet<>();
    private final Set<OrderKey> orders = new HashSet<>();
    private Optional<Instant> boundariesAfter = Optional.empty();

    /** The portfolio must be registered. */
    public Reach(PortfolioState state) {
        this.state = state;
        this.journal = state.journal().orElseThrow();
        this.latestBoundary =
                state.timeline().taken().stream().map(Timeline.Point::at).max(Instant::compareTo);
    }

    /**
     * @param conflicting as {@link Bookkeeper#book} takes it
     */
    public void add(Event event, boolean conflicting) {
        switch (event) {
            case TradeEvent.Synced e -> {
                touched(e.occurredAt());
                order(e.symbol(), e.orderId());
                fill(e, conflicting);
            }
            case TradeEvent.Corrected e -> {
                touched(e.occurredAt());
                fill(e, true);
            }
            case OrderEvent.Accepted e -> {
                touched(e.occurredAt());
                order(e.symbol(), e.orderId());
            }
            case CashEvent.Moved e -> touched(e.occurredAt());
            case CostEvent e -> touched(e.occurredAt());
            default -> {}
        }
    }

    private void touched(Instant at) {
        if (latestBoundary.isPresent() && at.isBefore(latestBoundary.get())) {
            boundariesAfter = earlier(boundariesAfter, at);
        }
    }

    private void order(Symbol symbol, OrderId orderId) {
        boolean kept =
                journal.kept().orders().stream()
                        .anyMatch(
                                known ->
                                        known.orderId().equals(orderId)
                                                && known.symbol().equals(symbol));
        if (!kept && journal.since().isAfter(Instant.EPOCH)) {
            orders.add(new OrderKey(symbol, orderId));
        }
    }

    private void fill(TradeEvent event, boolean known) {
        Fill fill = FillRates.one(event.fill()).booked(event);
        if (known && journal.kept().like(fill).isEmpty()) {
            unplaced.add(event.fill().key());
        }
        if (fill.at().isBefore(journal.since())) {
            from(fill.symbol(), fill.at());
            if (!Journal.comesLast(fill, journal.checkpoint())) {
                outOfOrder.add(fill.symbol());
            }
        }
    }

    /** A fill that is to change was found at this time. */
    public void placed(TradeEvent.FillKey key, Instant at) {
        touched(at);
        if (at.isBefore(journal.since())) {
            outOfOrder.add(key.symbol());
            from(key.symbol(), at);
        }
    }

    private void from(Symbol symbol, Instant at) {
        fillsFrom.merge(symbol, at, (one, other) -> one.isBefore(other) ? one : other);
    }

    public boolean isEmpty() {
        return fillsFrom.isEmpty()
                && unplaced.isEmpty()
                && orders.isEmpty()
                && boundariesAfter.isEmpty();
    }

    public PortfolioState state() {
        return state;
    }

    /** Up to where fills are fetched: the others are kept. */
    public Instant until() {
        return journal.since();
    }

    /** Fills that are corrected and not kept: when they happened is to be found. */
    public Set<TradeEvent.FillKey> unplaced() {
        return unplaced;
    }

    /** The symbols whose fills are needed, each from an instant on. */
    public Map<Symbol, Instant> fillsFrom() {
        Map<Symbol, Instant> fetched = new HashMap<>(fillsFrom);
        fetched.keySet().retainAll(outOfOrder);
        return fetched;
    }

    /** The orders of which it must be known whether they are counted. */
    public Set<OrderKey> orders() {
        return orders;
    }

    /** From when on days are touched. */
    public Optional<Instant> boundariesAfter() {
        return boundariesAfter;
    }

    /** Tails of symbols that every late fill follows on: nothing needs to be fetched for them. */
    public List<Tail> knownTails() {
        return fillsFrom.entrySet().stream()
                .filter(late -> !outOfOrder.contains(late.getKey()))
                .map(
                        late ->
                                Tail.of(
                                        late.getValue(),
                                        journal.checkpoint().position(late.getKey()),
                                        List.of()))
                .toList();
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Instant other) {
        return one.filter(known -> known.isBefore(other)).or(() -> Optional.of(other));
    }
}
