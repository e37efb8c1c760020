package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
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

    /**
     * What the store knows of the fills at hand.
     *
     * @param fills content by identity, of those booked before
     * @param orders who caused an order that has ended, by the venue's order id
     */
    public record Known(
            Map<TradeEvent.FillKey, TradeEvent.Fill> fills, Map<OrderId, OrderTags> orders) {

        public static final Known NOTHING = new Known(Map.of(), Map.of());

        public Known {
            fills = Map.copyOf(fills);
            orders = Map.copyOf(orders);
        }
    }

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
        Map<TradeEvent.FillKey, TradeEvent.Fill> seen = new HashMap<>(known.fills());
        List<Event> events = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Map<ClientOrderId, Instant> touched = new LinkedHashMap<>();
        PortfolioSync next = state;
        for (VenueFill venueFill : inOrder) {
            TradeEvent.Fill fill = venueFill.fill(state.portfolio(), account.venue());
            TradeEvent.Fill before = seen.put(fill.key(), fill);
            if (before != null && before.sameContent(fill)) {
                continue;
            }
            SyncResult confirmed = confirmedBy(next, venueFill);
            next = confirmed.state();
            events.addAll(confirmed.events());
            changes.addAll(confirmed.changes());
            Optional<WorkingOrder> order = next.order(venueFill.orderId());
            Optional<OrderTags> ours =
                    order.map(WorkingOrder::tags)
                            .or(() -> Optional.ofNullable(known.orders().get(venueFill.orderId())));
            OrderTags tags = ours.orElseGet(() -> OrderTags.untagged(venueFill.clientOrderId()));
            Origin origin =
                    ours.isPresent() || hasPrefix(venueFill, account)
                            ? Origin.PLATFORM
                            : Origin.EXTERNAL;
            boolean correction = before != null;
            events.add(
                    correction
                            ? corrected(state, account, venueFill, tags, origin, recordedAt)
                            : synced(state, account, venueFill, tags, origin, recordedAt));
            changes.add(new Change.FillBooked(fill, tags, origin, correction, recordedAt));
            if (order.isPresent()) {
                next = next.with(order.get().filledBy(fill, Optional.ofNullable(before)));
                touched.put(order.get().clientOrderId(), fill.occurredAt());
            }
        }
        SyncResult booked = new SyncResult(next, events, changes);
        for (Map.Entry<ClientOrderId, Instant> order : touched.entrySet()) {
            booked = booked.then(s -> progress(s, account, order.getKey(), order.getValue()));
        }
        return booked;
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

    private static boolean hasPrefix(VenueFill fill, Account account) {
        return !account.clientOrderPrefix().isEmpty()
                && fill.clientOrderId()
                        .filter(id -> id.value().startsWith(account.clientOrderPrefix()))
                        .isPresent();
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
            OrderTags tags,
            Origin origin,
            Instant recordedAt) {
        return new TradeEvent.Synced(
                state.portfolio(),
                tags.runId(),
                tags.botVersion(),
                account.venue(),
                fill.tradeId(),
                fill.orderId(),
                tags.clientOrderId(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                origin,
                fill.venueSequence(),
                tags.tag(),
                fill.occurredAt(),
                recordedAt);
    }

    private static TradeEvent corrected(
            PortfolioSync state,
            Account account,
            VenueFill fill,
            OrderTags tags,
            Origin origin,
            Instant recordedAt) {
        return new TradeEvent.Corrected(
                state.portfolio(),
                tags.runId(),
                tags.botVersion(),
                account.venue(),
                fill.tradeId(),
                fill.orderId(),
                tags.clientOrderId(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                origin,
                fill.venueSequence(),
                tags.tag(),
                false,
                Optional.of("The venue's trade history says something else than before."),
                fill.occurredAt(),
                recordedAt);
    }
}
