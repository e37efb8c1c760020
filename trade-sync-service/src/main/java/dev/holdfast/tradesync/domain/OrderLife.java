package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of an approved order, from its approval to its end. A step that does not fit where the
 * order stands (an answer that came twice, an order that ended meanwhile) changes nothing.
 */
public final class OrderLife {

    private static final String CANCELLED_EARLY = "cancelled before it was approved";

    private OrderLife() {}

    /** Records the order as pending; it is sent only after this was committed. */
    public static SyncResult approved(PortfolioSync state, RiskEvent.Approved approved) {
        ClientOrderId id = approved.clientOrderId();
        if (state.orders().containsKey(id)) {
            return SyncResult.unchanged(state);
        }
        WorkingOrder order = WorkingOrder.of(approved);
        PortfolioSync next = state;
        if (state.cancelledEarly().contains(id)) {
            order = order.cancelAsked(CANCELLED_EARLY);
            List<ClientOrderId> others = new ArrayList<>(state.cancelledEarly());
            others.remove(id);
            next = state.withCancelledEarly(others);
        }
        return new SyncResult(
                next.with(order), List.of(), List.of(changed(state, order, approved.occurredAt())));
    }

    /** Somebody wants the order gone; the venue is asked after this was committed. */
    public static SyncResult cancelAsked(PortfolioSync state, ClientOrderId id, String reason) {
        WorkingOrder order = state.orders().get(id);
        if (order == null) {
            return new SyncResult(state.cancelledEarly(id), List.of(), List.of());
        }
        return order.cancelReason().isPresent()
                ? SyncResult.unchanged(state)
                : new SyncResult(state.with(order.cancelAsked(reason)), List.of(), List.of());
    }

    /** The venue knows the order, from now or from an earlier attempt whose answer was lost. */
    public static SyncResult accepted(PortfolioSync state, ClientOrderId id, VenueOrder answer) {
        WorkingOrder pending = state.orders().get(id);
        if (pending == null || !pending.unconfirmed()) {
            return SyncResult.unchanged(state);
        }
        WorkingOrder order = pending.accepted(answer);
        OrderEvent event =
                new OrderEvent.Accepted(
                        state.portfolio(),
                        order.runId(),
                        order.botVersion(),
                        venue(state),
                        id,
                        answer.orderId(),
                        order.symbol(),
                        order.side(),
                        order.orderType(),
                        order.quantity(),
                        order.filled(),
                        order.limitPrice(),
                        order.reduceOnly(),
                        answer.updatedAt());
        return new SyncResult(
                state.with(order),
                List.of(event),
                List.of(changed(state, order, answer.updatedAt())));
    }

    /**
     * It is sent as soon as this is committed: whoever dies from here on must ask the venue whether
     * it has the order before sending it again.
     */
    public static SyncResult sending(PortfolioSync state, ClientOrderId id, Instant at) {
        return sent(state, id, Optional.of(at));
    }

    /** The venue has said that it did not look at the order. */
    public static SyncResult notSent(PortfolioSync state, ClientOrderId id) {
        return sent(state, id, Optional.empty());
    }

    private static SyncResult sent(PortfolioSync state, ClientOrderId id, Optional<Instant> at) {
        WorkingOrder order = state.orders().get(id);
        return order == null || !order.unconfirmed()
                ? SyncResult.unchanged(state)
                : new SyncResult(state.with(order.sent(at)), List.of(), List.of());
    }

    /** Sent, and no answer came: the venue is asked until it is known. */
    public static SyncResult uncertain(PortfolioSync state, ClientOrderId id, Instant at) {
        WorkingOrder order = state.orders().get(id);
        if (order == null || !order.unconfirmed() || order.status() == OrderStatus.UNKNOWN) {
            return SyncResult.unchanged(state);
        }
        WorkingOrder unknown = order.uncertain();
        return new SyncResult(state.with(unknown), List.of(), List.of(changed(state, unknown, at)));
    }

    /** The order was not taken: by the rules of placement, or by the venue. */
    public static SyncResult refused(
            PortfolioSync state, ClientOrderId id, String code, String reason, Instant at) {
        WorkingOrder order = state.orders().get(id);
        if (order == null || !order.unconfirmed()) {
            return SyncResult.unchanged(state);
        }
        OrderEvent event =
                new OrderEvent.Refused(
                        state.portfolio(),
                        order.runId(),
                        order.botVersion(),
                        venue(state),
                        id,
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        code,
                        reason,
                        at);
        return end(
                state,
                order,
                OrderStatus.REFUSED,
                Optional.of(code),
                Optional.of(reason),
                at,
                event);
    }

    /** It was never sent, and never will be. */
    public static SyncResult cancelledUnsent(PortfolioSync state, ClientOrderId id, Instant at) {
        WorkingOrder order = state.orders().get(id);
        return order == null || !order.unconfirmed()
                ? SyncResult.unchanged(state)
                : cancelled(state, order, order.cancelReason(), at);
    }

    /** Its time was over before it was sent. */
    public static SyncResult expiredUnsent(PortfolioSync state, ClientOrderId id, Instant at) {
        WorkingOrder order = state.orders().get(id);
        return order == null || !order.unconfirmed()
                ? SyncResult.unchanged(state)
                : expired(state, order, at);
    }

    /**
     * The venue says that an accepted order ended without being filled whole. Believed once every
     * fill that it counts was booked; until then the next sync asks again.
     */
    public static SyncResult ended(PortfolioSync state, ClientOrderId id, VenueOrder answer) {
        WorkingOrder order = state.orders().get(id);
        if (order == null || order.filled().compareTo(answer.filled()) < 0) {
            return SyncResult.unchanged(state);
        }
        return switch (answer.status()) {
            case CANCELLED, REFUSED ->
                    cancelled(
                            state,
                            order,
                            order.cancelReason().or(answer::reason),
                            answer.updatedAt());
            case EXPIRED -> expired(state, order, answer.updatedAt());
            case PENDING, OPEN, PARTIALLY_FILLED, FILLED, UNKNOWN -> SyncResult.unchanged(state);
        };
    }

    private static SyncResult cancelled(
            PortfolioSync state, WorkingOrder order, Optional<String> reason, Instant at) {
        OrderEvent event =
                new OrderEvent.Cancelled(
                        state.portfolio(),
                        order.runId(),
                        order.botVersion(),
                        venue(state),
                        order.clientOrderId(),
                        order.orderId(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.filled(),
                        reason,
                        at);
        return end(state, order, OrderStatus.CANCELLED, Optional.empty(), reason, at, event);
    }

    private static SyncResult expired(PortfolioSync state, WorkingOrder order, Instant at) {
        OrderEvent event =
                new OrderEvent.Expired(
                        state.portfolio(),
                        order.runId(),
                        order.botVersion(),
                        venue(state),
                        order.clientOrderId(),
                        order.orderId(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.filled(),
                        at);
        return end(
                state, order, OrderStatus.EXPIRED, Optional.empty(), Optional.empty(), at, event);
    }

    private static SyncResult end(
            PortfolioSync state,
            WorkingOrder order,
            OrderStatus status,
            Optional<String> code,
            Optional<String> reason,
            Instant at,
            OrderEvent event) {
        return new SyncResult(
                state.without(order.clientOrderId()),
                List.of(event),
                List.of(
                        new Change.OrderChanged(
                                state.portfolio(),
                                state.account().map(Account::venue),
                                order.ended(status),
                                code,
                                reason,
                                at)));
    }

    static Change changed(PortfolioSync state, WorkingOrder order, Instant at) {
        return new Change.OrderChanged(
                state.portfolio(),
                state.account().map(Account::venue),
                order,
                Optional.empty(),
                Optional.empty(),
                at);
    }

    /** Nothing is sent, so nothing is answered, before the portfolio is configured. */
    private static Venue venue(PortfolioSync state) {
        return state.account().orElseThrow().venue();
    }
}
