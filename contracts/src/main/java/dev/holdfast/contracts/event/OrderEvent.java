package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code orders.v1}: what became of an approved order at its venue. Quantities filled are
 * cumulative.
 */
public sealed interface OrderEvent extends Event {

    Optional<BotVersion> botVersion();

    ClientOrderId clientOrderId();

    Symbol symbol();

    Side side();

    /** The quantity ordered. */
    Quantity quantity();

    /** How much of it was filled by now. */
    Quantity filledQuantity();

    record Accepted(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            OrderId orderId,
            Symbol symbol,
            Side side,
            OrderType orderType,
            Quantity quantity,
            Quantity filledQuantity,
            Optional<Price> limitPrice,
            boolean reduceOnly,
            Instant occurredAt)
            implements OrderEvent {}

    record PartiallyFilled(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            OrderId orderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Price averagePrice,
            Instant occurredAt)
            implements OrderEvent {}

    record Filled(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            OrderId orderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Price averagePrice,
            Instant occurredAt)
            implements OrderEvent {}

    record Cancelled(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            Optional<OrderId> orderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Optional<String> reason,
            Instant occurredAt)
            implements OrderEvent {}

    record Expired(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            Optional<OrderId> orderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Instant occurredAt)
            implements OrderEvent {}

    /** The venue, or the way there, did not take the order; nothing of it was filled. */
    record Refused(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            String code,
            String reason,
            Instant occurredAt)
            implements OrderEvent {

        @Override
        public Quantity filledQuantity() {
            return Quantity.ZERO;
        }
    }
}
