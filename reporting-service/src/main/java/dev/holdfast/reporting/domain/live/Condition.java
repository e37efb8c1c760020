package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.reporting.domain.entry.Entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether everything around the portfolio works.
 *
 * @param failedExits exits of plans that were refused, and not made good since
 * @param unapplied the newest {@value #UNAPPLIED_KEPT} records that could not be read or applied
 * @param held fills on the account that are nobody's yet, in order of time; the newest {@value
 *     #HELD_KEPT}
 */
public record Condition(
        Trading trading,
        Optional<Connection> venue,
        Optional<Reconciliation> reconciliation,
        Map<PlanId, FailedExit> failedExits,
        List<Entry.Unapplied> unapplied,
        List<VenueEvent.TradeHeld> held) {

    private static final int UNAPPLIED_KEPT = 5;
    private static final int HELD_KEPT = 100;

    public Condition {
        // A state that was written before fills were announced as held has none.
        held = held == null ? List.of() : List.copyOf(held);
    }

    /** Nothing heard yet: trading is allowed until risk-service says otherwise. */
    public static final Condition INITIAL =
            new Condition(
                    Trading.ACTIVE,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    List.of());

    public record Trading(
            TradingState state,
            boolean allowExits,
            Optional<String> cause,
            Optional<String> reason,
            Optional<Instant> since,
            boolean quarantined) {

        static final Trading ACTIVE =
                new Trading(
                        TradingState.ACTIVE,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
    }

    /**
     * @param state {@code UP} or {@code DEGRADED}
     */
    public record Connection(
            Venue venue,
            String state,
            Optional<String> code,
            Optional<String> reason,
            Optional<Instant> since,
            Optional<Instant> syncedThrough,
            Optional<Instant> observedAt) {

        boolean isDegraded() {
            return "DEGRADED".equals(state);
        }
    }

    /**
     * @param state {@code MATCHED} or {@code MISMATCHED}
     */
    public record Reconciliation(
            String state, Instant asOf, Venue venue, List<ReconciliationEvent.Item> items) {

        boolean isMismatched() {
            return "MISMATCHED".equals(state);
        }
    }

    public record FailedExit(PlanId planId, Optional<Symbol> symbol, String why, Instant at) {}

    public Condition after(RiskEvent.TradingStateChanged e) {
        return with(
                new Trading(
                        e.to(),
                        e.allowExits(),
                        Optional.of(e.cause()),
                        Optional.of(e.reason()),
                        Optional.of(e.occurredAt()),
                        e.to() != TradingState.ACTIVE && e.cause().contains("QUARANTINE")));
    }

    public Condition after(VenueEvent event) {
        Connection known =
                venue.filter(v -> v.venue().equals(event.venue()))
                        .orElse(
                                new Connection(
                                        event.venue(),
                                        "UP",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
        return with(
                switch (event) {
                    case VenueEvent.AccountObserved e ->
                            new Connection(
                                    known.venue,
                                    known.state,
                                    known.code,
                                    known.reason,
                                    known.since,
                                    known.syncedThrough,
                                    Optional.of(e.asOf()));
                    case VenueEvent.SyncCompleted e ->
                            new Connection(
                                    known.venue,
                                    known.state,
                                    known.code,
                                    known.reason,
                                    known.since,
                                    Optional.of(e.through()),
                                    known.observedAt);
                    case VenueEvent.Degraded e ->
                            new Connection(
                                    known.venue,
                                    "DEGRADED",
                                    Optional.of(e.code()),
                                    Optional.of(e.reason()),
                                    Optional.of(e.occurredAt()),
                                    known.syncedThrough,
                                    known.observedAt);
                    case VenueEvent.Recovered e ->
                            new Connection(
                                    known.venue,
                                    "UP",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(e.occurredAt()),
                                    known.syncedThrough,
                                    known.observedAt);
                    case VenueEvent.TradeHeld e -> known;
                    case VenueEvent.TradeReleased e -> known;
                });
    }

    public Condition after(ReconciliationEvent event) {
        return with(
                switch (event) {
                    case ReconciliationEvent.Matched e ->
                            new Reconciliation("MATCHED", e.asOf(), e.venue(), e.items());
                    case ReconciliationEvent.Mismatched e ->
                            new Reconciliation("MISMATCHED", e.asOf(), e.venue(), e.items());
                });
    }

    public Condition exitFailed(FailedExit failed) {
        Map<PlanId, FailedExit> next = new HashMap<>(failedExits);
        next.put(failed.planId(), failed);
        return new Condition(trading, venue, reconciliation, Map.copyOf(next), unapplied, held);
    }

    public Condition exitMadeGood(PlanId plan) {
        if (!failedExits.containsKey(plan)) {
            return this;
        }
        Map<PlanId, FailedExit> next = new HashMap<>(failedExits);
        next.remove(plan);
        return new Condition(trading, venue, reconciliation, Map.copyOf(next), unapplied, held);
    }

    public Condition unapplied(Entry.Unapplied record) {
        List<Entry.Unapplied> next = new ArrayList<>(unapplied);
        next.add(record);
        return new Condition(
                trading,
                venue,
                reconciliation,
                failedExits,
                List.copyOf(next.subList(Math.max(0, next.size() - UNAPPLIED_KEPT), next.size())),
                held);
    }

    /** A fill waits to be assigned, or its venue says something else of it. */
    public Condition holding(VenueEvent.TradeHeld fill) {
        List<VenueEvent.TradeHeld> next = without(fill.symbol(), fill.orderId(), fill.tradeId());
        next.add(fill);
        next.sort(Comparator.comparing(VenueEvent.TradeHeld::occurredAt));
        return with(next.subList(Math.max(0, next.size() - HELD_KEPT), next.size()));
    }

    /** A fill waits no more. */
    public Condition released(VenueEvent.TradeReleased fill) {
        return with(without(fill.symbol(), fill.orderId(), fill.tradeId()));
    }

    private List<VenueEvent.TradeHeld> without(Symbol symbol, OrderId order, TradeId trade) {
        List<VenueEvent.TradeHeld> others = new ArrayList<>(held);
        others.removeIf(
                fill ->
                        fill.symbol().equals(symbol)
                                && fill.orderId().equals(order)
                                && fill.tradeId().equals(trade));
        return others;
    }

    private Condition with(List<VenueEvent.TradeHeld> next) {
        return new Condition(trading, venue, reconciliation, failedExits, unapplied, next);
    }

    List<FailedExit> failedExitsInOrder() {
        return failedExits.values().stream()
                .sorted(Comparator.comparing(FailedExit::at).thenComparing(FailedExit::planId))
                .toList();
    }

    private Condition with(Trading next) {
        return new Condition(next, venue, reconciliation, failedExits, unapplied, held);
    }

    private Condition with(Connection next) {
        return new Condition(
                trading, Optional.of(next), reconciliation, failedExits, unapplied, held);
    }

    private Condition with(Reconciliation next) {
        return new Condition(trading, venue, Optional.of(next), failedExits, unapplied, held);
    }
}
