package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An approved order that has not ended.
 *
 * @param quantity as approved until the venue has accepted it, then as placed (rounded to the lot)
 * @param status PENDING (perhaps not sent), UNKNOWN (sent, no answer), OPEN or PARTIALLY_FILLED
 * @param stopPrice at which an order of type STOP becomes a market order
 * @param filled cumulative, from the fills that were booked
 * @param filledValue sum of price times quantity over those fills, exact
 * @param sentAt when it was last sent, or was about to be, by our own clock; empty where the venue
 *     cannot know it
 * @param cancelReason present once somebody asked to cancel it
 */
public record WorkingOrder(
        ClientOrderId clientOrderId,
        RunId runId,
        Optional<BotVersion> botVersion,
        Symbol symbol,
        Side side,
        OrderType orderType,
        Quantity quantity,
        Optional<Price> limitPrice,
        Optional<Price> stopPrice,
        TimeInForce timeInForce,
        Optional<Instant> expiresAt,
        boolean reduceOnly,
        Optional<String> tag,
        OrderStatus status,
        Optional<OrderId> orderId,
        Quantity filled,
        BigDecimal filledValue,
        Optional<String> cancelReason,
        Optional<Instant> sentAt,
        Instant approvedAt) {

    static WorkingOrder of(RiskEvent.Approved approved) {
        OrderIntentEvent.Intended order = approved.order();
        return new WorkingOrder(
                approved.clientOrderId(),
                order.runId(),
                order.botVersion().or(approved::botVersion),
                order.symbol(),
                order.side(),
                order.orderType(),
                order.quantity(),
                order.limitPrice(),
                order.stopPrice(),
                order.timeInForce(),
                order.expiresAt(),
                order.reduceOnly(),
                order.tag(),
                OrderStatus.PENDING,
                Optional.empty(),
                Quantity.ZERO,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                approved.occurredAt());
    }

    /** Whether the venue may not know it: to be asked about, then sent. */
    public boolean unconfirmed() {
        return orderId.isEmpty();
    }

    WorkingOrder accepted(VenueOrder order) {
        return new WorkingOrder(
                clientOrderId,
                runId,
                botVersion,
                symbol,
                side,
                orderType,
                order.quantity(),
                order.limitPrice().or(this::limitPrice),
                stopPrice,
                timeInForce,
                expiresAt,
                reduceOnly,
                tag,
                OrderStatus.OPEN,
                Optional.of(order.orderId()),
                filled,
                filledValue,
                cancelReason,
                sentAt,
                approvedAt);
    }

    /**
     * @param before what the same fill said before, where it was corrected
     */
    WorkingOrder filledBy(TradeEvent.Fill fill, Optional<TradeEvent.Fill> before) {
        Quantity cumulative =
                filled.plus(fill.quantity())
                        .lessAtMost(before.map(TradeEvent.Fill::quantity).orElse(Quantity.ZERO));
        return with(
                cumulative.compareTo(quantity) >= 0
                        ? OrderStatus.FILLED
                        : OrderStatus.PARTIALLY_FILLED,
                cumulative,
                filledValue
                        .add(value(fill))
                        .subtract(before.map(WorkingOrder::value).orElse(BigDecimal.ZERO)),
                cancelReason);
    }

    private static BigDecimal value(TradeEvent.Fill fill) {
        return fill.quantity().value().multiply(fill.price().value());
    }

    WorkingOrder uncertain() {
        return with(OrderStatus.UNKNOWN, filled, filledValue, cancelReason);
    }

    WorkingOrder ended(OrderStatus end) {
        return with(end, filled, filledValue, cancelReason);
    }

    WorkingOrder cancelAsked(String reason) {
        return with(status, filled, filledValue, Optional.of(reason));
    }

    WorkingOrder sent(Optional<Instant> at) {
        return with(status, filled, filledValue, cancelReason, at);
    }

    private WorkingOrder with(
            OrderStatus status, Quantity filled, BigDecimal value, Optional<String> cancelReason) {
        return with(status, filled, value, cancelReason, sentAt);
    }

    private WorkingOrder with(
            OrderStatus status,
            Quantity filled,
            BigDecimal value,
            Optional<String> cancelReason,
            Optional<Instant> sentAt) {
        return new WorkingOrder(
                clientOrderId,
                runId,
                botVersion,
                symbol,
                side,
                orderType,
                quantity,
                limitPrice,
                stopPrice,
                timeInForce,
                expiresAt,
                reduceOnly,
                tag,
                status,
                orderId,
                filled,
                value,
                cancelReason,
                sentAt,
                approvedAt);
    }

    /** The mean price of what was filled, as published; empty before the first fill. */
    public Optional<Price> averagePrice() {
        return filled.isZero()
                ? Optional.empty()
                : Optional.of(
                        new Price(
                                Decimals.published(
                                        filledValue.divide(filled.value(), Decimals.DIVISION))));
    }

    OrderTags tags() {
        return new OrderTags(Optional.of(clientOrderId), runId, botVersion, tag);
    }
}
