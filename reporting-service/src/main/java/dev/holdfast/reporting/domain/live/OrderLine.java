package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An approved order and what became of it.
 *
 * @param reserved the headroom that it holds, in the base currency; what is filled no longer counts
 * @param heardAt when the venue last spoke of it or listed it, or when it was approved
 * @param unheardSince the same, where risk-service has raised that as too long ago
 */
public record OrderLine(
        ClientOrderId clientOrderId,
        Optional<OrderId> orderId,
        Symbol symbol,
        Side side,
        Optional<OrderType> orderType,
        Quantity quantity,
        Quantity filledQuantity,
        Optional<Price> limitPrice,
        Optional<Price> averagePrice,
        boolean reduceOnly,
        BigDecimal reserved,
        Optional<BotVersion> botVersion,
        RunId runId,
        Optional<PlanId> planId,
        OrderStatus status,
        Optional<String> code,
        Optional<String> reason,
        Instant placedAt,
        Instant updatedAt,
        Instant heardAt,
        Optional<Instant> unheardSince) {

    static OrderLine approved(RiskEvent.Approved approved) {
        OrderIntentEvent.Intended order = approved.order();
        return new OrderLine(
                approved.clientOrderId(),
                Optional.empty(),
                order.symbol(),
                order.side(),
                Optional.of(order.orderType()),
                order.quantity(),
                Quantity.ZERO,
                order.limitPrice(),
                Optional.empty(),
                order.reduceOnly(),
                approved.reserved(),
                order.botVersion(),
                approved.runId(),
                order.planId(),
                OrderStatus.PENDING,
                Optional.empty(),
                order.reason(),
                approved.occurredAt(),
                approved.occurredAt(),
                approved.occurredAt(),
                Optional.empty());
    }

    /** An order whose approval was not seen (yet): what the venue's answer tells of it. */
    static OrderLine unseen(OrderEvent event) {
        return new OrderLine(
                event.clientOrderId(),
                Optional.empty(),
                event.symbol(),
                event.side(),
                Optional.empty(),
                event.quantity(),
                event.filledQuantity(),
                Optional.empty(),
                Optional.empty(),
                false,
                BigDecimal.ZERO,
                event.botVersion(),
                event.runId(),
                Optional.empty(),
                OrderStatus.OPEN,
                Optional.empty(),
                Optional.empty(),
                event.occurredAt(),
                event.occurredAt(),
                event.occurredAt(),
                Optional.empty());
    }

    /** What the venue said of it; an answer ends the silence that was raised. */
    OrderLine after(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Accepted e ->
                    accepted(e)
                            .at(
                                    OrderStatus.OPEN,
                                    e,
                                    Optional.of(e.orderId()),
                                    averagePrice,
                                    code,
                                    reason);
            case OrderEvent.PartiallyFilled e ->
                    at(
                            OrderStatus.PARTIALLY_FILLED,
                            e,
                            Optional.of(e.orderId()),
                            Optional.of(e.averagePrice()),
                            code,
                            reason);
            case OrderEvent.Filled e ->
                    at(
                            OrderStatus.FILLED,
                            e,
                            Optional.of(e.orderId()),
                            Optional.of(e.averagePrice()),
                            code,
                            reason);
            case OrderEvent.Cancelled e ->
                    at(
                            OrderStatus.CANCELLED,
                            e,
                            orderId,
                            averagePrice,
                            code,
                            e.reason().or(() -> reason));
            case OrderEvent.Expired e ->
                    at(OrderStatus.EXPIRED, e, orderId, averagePrice, code, reason);
            case OrderEvent.Refused e ->
                    at(
                            OrderStatus.REFUSED,
                            e,
                            orderId,
                            averagePrice,
                            Optional.of(e.code()),
                            Optional.of(e.reason()));
        };
    }

    /** Nothing more will come of it. */
    public boolean finished() {
        return switch (status) {
            case FILLED, CANCELLED, EXPIRED, REFUSED -> true;
            case PENDING, OPEN, PARTIALLY_FILLED, UNKNOWN -> false;
        };
    }

    /** Headroom still held: the part of the reservation that is not filled. */
    BigDecimal stillReserved() {
        if (quantity.isZero() || filledQuantity.isZero()) {
            return reserved;
        }
        BigDecimal open = quantity.lessAtMost(filledQuantity).value();
        return Decimals.published(
                reserved.multiply(open).divide(quantity.value(), Decimals.DIVISION));
    }

    /** As the venue would list it; empty until the venue has it. */
    Optional<VenueEvent.OpenOrder> atVenue() {
        return orderId.map(
                id ->
                        new VenueEvent.OpenOrder(
                                id,
                                Optional.of(clientOrderId),
                                symbol,
                                side,
                                quantity,
                                filledQuantity,
                                limitPrice));
    }

    /** Heard of at an instant, or raised as unheard of since. */
    OrderLine heard(Instant at, Optional<Instant> since) {
        return new OrderLine(
                clientOrderId,
                orderId,
                symbol,
                side,
                orderType,
                quantity,
                filledQuantity,
                limitPrice,
                averagePrice,
                reduceOnly,
                reserved,
                botVersion,
                runId,
                planId,
                status,
                code,
                reason,
                placedAt,
                updatedAt,
                at,
                since);
    }

    /** With the terms as the venue took them. */
    private OrderLine accepted(OrderEvent.Accepted e) {
        return new OrderLine(
                clientOrderId,
                orderId,
                symbol,
                side,
                Optional.of(e.orderType()),
                quantity,
                filledQuantity,
                e.limitPrice().or(() -> limitPrice),
                averagePrice,
                e.reduceOnly(),
                reserved,
                botVersion,
                runId,
                planId,
                status,
                code,
                reason,
                placedAt,
                updatedAt,
                heardAt,
                unheardSince);
    }

    private OrderLine at(
            OrderStatus now,
            OrderEvent event,
            Optional<OrderId> id,
            Optional<Price> average,
            Optional<String> why,
            Optional<String> words) {
        Quantity filled =
                event.filledQuantity().compareTo(filledQuantity) > 0
                        ? event.filledQuantity()
                        : filledQuantity;
        return new OrderLine(
                clientOrderId,
                id,
                symbol,
                side,
                orderType,
                quantity,
                filled,
                limitPrice,
                average,
                reduceOnly,
                reserved,
                botVersion,
                runId,
                planId,
                now,
                why,
                words,
                placedAt,
                event.occurredAt(),
                event.occurredAt(),
                Optional.empty());
    }
}
