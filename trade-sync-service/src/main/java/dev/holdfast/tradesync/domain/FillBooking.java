package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Origin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Books what a venue's trade history shows: each fill once by its identity, a changed one as a
 * correction, one that is the same again not at all. Rows of a page may repeat, stand in any order,
 * and reach back before the cursor.
 */
public final class FillBooking {

    private FillBooking() {}

    /** How many of the result's events are fills seen for the first time. */
    public static long newTrades(List<Event> events) {
        return events.stream().filter(TradeEvent.Synced.class::isInstance).count();
    }

    /**
     * @param recordedAt the wall clock, for the record alone
     */
    public static SyncResult book(
            PortfolioSync state, List<VenueFill> fills, Known known, Instant recordedAt) {
        Account account = state.account().orElseThrow();
        List<VenueFill> inOrder = fills.stream().sorted(VenueFill.IN_ORDER).toList();
        Map<TradeEvent.FillKey, Known.Booked> seen = new HashMap<>(known.fills());
        Map<TradeEvent.FillKey, Known.Held> held = new HashMap<>(known.held());
        List<Event> events = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Map<ClientOrderId, Instant> touched = new LinkedHashMap<>();
        PortfolioSync next = state;
        Recognition imported = new Recognition(known.twins());
        for (VenueFill told : inOrder) {
            Optional<Known.Twin> twin =
                    bookable(next, told, known, seen) ? imported.find(told) : Optional.empty();
            VenueFill venueFill = twin.map(one -> nameAgain(told, one, seen)).orElse(told);
            if (twin.isPresent()) {
                SyncResult named = named(twin.get(), told, state, held, recordedAt);
                events.addAll(named.events());
                changes.addAll(named.changes());
            }
            TradeEvent.Fill fill = venueFill.fill(state.portfolio(), account.venue());
            Optional<Known.Booked> before = Optional.ofNullable(seen.get(fill.key()));
            if (before.filter(booked -> booked.fill().sameContent(fill)).isPresent()) {
                next = next.assignmentDone(fill.key());
                continue;
            }
            SyncResult confirmed = confirmedBy(next, venueFill);
            next = confirmed.state();
            events.addAll(confirmed.events());
            changes.addAll(confirmed.changes());
            Optional<Known.Booked> booked =
                    before.map(was -> new Known.Booked(fill, was.tags(), was.origin()))
                            .or(
                                    () ->
                                            taken(
                                                    FillOwnership.of(
                                                            confirmed.state(), venueFill, known),
                                                    fill));
            if (booked.isEmpty()) {
                SyncResult left = leave(next, venueFill, fill, known, held, recordedAt);
                next = left.state();
                events.addAll(left.events());
                changes.addAll(left.changes());
                continue;
            }
            seen.put(fill.key(), booked.get());
            boolean correction = before.isPresent();
            events.add(
                    correction
                            ? corrected(state, account, venueFill, booked.get(), recordedAt)
                            : synced(state, account, venueFill, booked.get(), recordedAt));
            changes.add(new Change.FillBooked(booked.get(), correction, recordedAt));
            if (held.remove(fill.key()) != null) {
                changes.add(new Change.FillReleased(fill.key()));
                events.add(WaitingFill.released(fill, recordedAt));
            }
            next = next.assignmentDone(fill.key());
            Optional<WorkingOrder> order = next.order(venueFill.orderId());
            if (order.isPresent()) {
                next = next.with(order.get().filledBy(fill, before.map(Known.Booked::fill)));
                touched.put(order.get().clientOrderId(), fill.occurredAt());
            }
        }
        SyncResult booked = new SyncResult(next, events, changes);
        for (Map.Entry<ClientOrderId, Instant> order : touched.entrySet()) {
            booked = booked.then(s -> progress(s, account, order.getKey(), order.getValue()));
        }
        return booked;
    }

    /** Whether the fill may be one that was imported: an order of ours is followed by its own. */
    private static boolean bookable(
            PortfolioSync state,
            VenueFill fill,
            Known known,
            Map<TradeEvent.FillKey, Known.Booked> seen) {
        TradeEvent.FillKey key = fill.key(state.portfolio(), state.account().orElseThrow().venue());
        return !seen.containsKey(key)
                && !known.lost().contains(key)
                && state.order(fill.orderId()).isEmpty();
    }

    private static VenueFill nameAgain(
            VenueFill told, Known.Twin twin, Map<TradeEvent.FillKey, Known.Booked> seen) {
        TradeEvent.FillKey key = twin.booked().fill().key();
        seen.putIfAbsent(key, twin.booked());
        return told.named(key.orderId(), key.tradeId());
    }

    private static SyncResult named(
            Known.Twin twin,
            VenueFill told,
            PortfolioSync state,
            Map<TradeEvent.FillKey, Known.Held> held,
            Instant recordedAt) {
        List<Event> events = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        if (twin.name().isEmpty()) {
            changes.add(
                    new Change.FillNamed(
                            twin.booked().fill().key(),
                            new Known.Name(told.orderId(), told.tradeId())));
        }
        TradeEvent.FillKey waiting =
                told.key(state.portfolio(), state.account().orElseThrow().venue());
        Known.Held waited = held.remove(waiting);
        if (waited != null) {
            changes.add(new Change.FillReleased(waiting));
            events.add(WaitingFill.released(waited.fill(), recordedAt));
        }
        return new SyncResult(state, events, changes);
    }

    /**
     * Books a fill from a venue's export, which is new and was claimed.
     *
     * @param baseline whether it is of what the account held before, unless an order of ours made
     *     it
     */
    public static SyncResult imported(
            PortfolioSync state,
            VenueFill venueFill,
            Known known,
            boolean baseline,
            Instant recordedAt) {
        Account account = state.account().orElseThrow();
        TradeEvent.Fill fill = venueFill.fill(state.portfolio(), account.venue());
        OrderTags tags =
                Optional.ofNullable(known.orders().get(venueFill.orderId()))
                        .orElseGet(
                                () ->
                                        baseline
                                                ? OrderTags.baseline(venueFill.clientOrderId())
                                                : OrderTags.untagged(venueFill.clientOrderId()));
        Known.Booked booked = new Known.Booked(fill, tags, Origin.IMPORTED);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.FillBooked(booked, false, recordedAt));
        List<Event> events = new ArrayList<>();
        events.add(synced(state, account, venueFill, booked, recordedAt));
        if (known.held().containsKey(fill.key())) {
            changes.add(new Change.FillReleased(fill.key()));
            events.add(WaitingFill.released(fill, recordedAt));
        }
        return new SyncResult(state, events, changes);
    }

    private static Optional<Known.Booked> taken(
            FillOwnership.Verdict verdict, TradeEvent.Fill fill) {
        return switch (verdict) {
            case FillOwnership.Verdict.Own own ->
                    Optional.of(new Known.Booked(fill, own.tags(), Origin.PLATFORM));
            case FillOwnership.Verdict.Taken taken ->
                    Optional.of(new Known.Booked(fill, taken.tags(), Origin.EXTERNAL));
            case FillOwnership.Verdict.Theirs theirs -> Optional.empty();
            case FillOwnership.Verdict.Waits waits -> Optional.empty();
        };
    }

    /** Another portfolio's fill is let go; one that is nobody's waits where an operator sees it. */
    private static SyncResult leave(
            PortfolioSync state,
            VenueFill venueFill,
            TradeEvent.Fill fill,
            Known known,
            Map<TradeEvent.FillKey, Known.Held> held,
            Instant recordedAt) {
        Known.Held before = held.get(fill.key());
        if (!(FillOwnership.of(state, venueFill, known)
                instanceof FillOwnership.Verdict.Waits waits)) {
            held.remove(fill.key());
            return new SyncResult(
                    state.assignmentDone(fill.key()),
                    before == null ? List.of() : List.of(WaitingFill.released(fill, recordedAt)),
                    before == null ? List.of() : List.of(new Change.FillReleased(fill.key())));
        }
        if (before != null && before.judgedBy() == waits.by() && before.fill().sameContent(fill)) {
            return SyncResult.unchanged(state);
        }
        held.put(fill.key(), new Known.Held(fill, waits.by()));
        return new SyncResult(
                state.holding(recordedAt),
                before != null && before.fill().sameContent(fill)
                        ? List.of()
                        : List.of(WaitingFill.held(venueFill, fill, recordedAt)),
                List.of(
                        new Change.FillHeld(
                                fill, venueFill.clientOrderId(), waits.by(), recordedAt)));
    }

    /** A fill of an order whose placing was not answered yet is the answer. */
    private static SyncResult confirmedBy(PortfolioSync state, VenueFill fill) {
        return fill.clientOrderId()
                .map(state.orders()::get)
                .filter(WorkingOrder::unconfirmed)
                .map(
                        order ->
                                OrderLife.accepted(
                                        state,
                                        order.clientOrderId(),
                                        new VenueOrder(
                                                fill.orderId(),
                                                fill.clientOrderId(),
                                                fill.symbol(),
                                                fill.side(),
                                                OrderStatus.OPEN,
                                                order.quantity(),
                                                order.filled(),
                                                order.limitPrice(),
                                                Optional.empty(),
                                                fill.occurredAt())))
                .orElseGet(() -> SyncResult.unchanged(state));
    }

    /** What an order has come to by its fills, said once for all that were booked together. */
    private static SyncResult progress(
            PortfolioSync state, Account account, ClientOrderId id, Instant at) {
        WorkingOrder order = state.orders().get(id);
        boolean whole = order.status() == OrderStatus.FILLED;
        OrderEvent event =
                whole
                        ? new OrderEvent.Filled(
                                state.portfolio(),
                                order.runId(),
                                order.botVersion(),
                                account.venue(),
                                id,
                                order.orderId().orElseThrow(),
                                order.symbol(),
                                order.side(),
                                order.quantity(),
                                order.filled(),
                                order.averagePrice().orElseThrow(),
                                at)
                        : new OrderEvent.PartiallyFilled(
                                state.portfolio(),
                                order.runId(),
                                order.botVersion(),
                                account.venue(),
                                id,
                                order.orderId().orElseThrow(),
                                order.symbol(),
                                order.side(),
                                order.quantity(),
                                order.filled(),
                                order.averagePrice().orElseThrow(),
                                at);
        return new SyncResult(
                whole ? state.without(id) : state,
                List.of(event),
                List.of(OrderLife.changed(state, order, at)));
    }

    private static TradeEvent synced(
            PortfolioSync state,
            Account account,
            VenueFill fill,
            Known.Booked booked,
            Instant recordedAt) {
        return new TradeEvent.Synced(
                state.portfolio(),
                booked.tags().runId(),
                booked.tags().botVersion(),
                account.venue(),
                fill.tradeId(),
                fill.orderId(),
                booked.tags().clientOrderId(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                booked.origin(),
                fill.venueSequence(),
                booked.tags().tag(),
                fill.occurredAt(),
                recordedAt);
    }

    private static TradeEvent corrected(
            PortfolioSync state,
            Account account,
            VenueFill fill,
            Known.Booked booked,
            Instant recordedAt) {
        return new TradeEvent.Corrected(
                state.portfolio(),
                booked.tags().runId(),
                booked.tags().botVersion(),
                account.venue(),
                fill.tradeId(),
                fill.orderId(),
                booked.tags().clientOrderId(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                booked.origin(),
                fill.venueSequence(),
                booked.tags().tag(),
                false,
                Optional.of("The venue's trade history says something else than before."),
                fill.occurredAt(),
                recordedAt);
    }
}
