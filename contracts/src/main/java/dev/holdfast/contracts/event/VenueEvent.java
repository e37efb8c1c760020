package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code venue-state.v1}: what the venue says of an account. */
public sealed interface VenueEvent extends Event {

    Venue venue();

    record AccountObserved(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            List<Balance> balances,
            List<OpenOrder> openOrders,
            Instant asOf,
            Instant occurredAt)
            implements VenueEvent {}

    /** All fills before {@code through} have been published. */
    record SyncCompleted(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            Instant through,
            long newTrades,
            Instant occurredAt)
            implements VenueEvent {}

    record Degraded(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            String code,
            String reason,
            Instant occurredAt)
            implements VenueEvent {}

    record Recovered(PortfolioId portfolioId, RunId runId, Venue venue, Instant occurredAt)
            implements VenueEvent {}

    /**
     * A fill on the account that nobody is known to have caused: it is booked nowhere until an
     * operator assigns it, or a rule does. Said again where the venue says something else of it.
     */
    record TradeHeld(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            TradeId tradeId,
            OrderId orderId,
            Optional<ClientOrderId> clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Price price,
            Instant occurredAt,
            Instant recordedAt)
            implements VenueEvent {}

    /** A fill that was held waits no more: it was booked, here or by another portfolio. */
    record TradeReleased(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            TradeId tradeId,
            OrderId orderId,
            Symbol symbol,
            Instant occurredAt,
            Instant recordedAt)
            implements VenueEvent {}

    /** {@code available} is the part of {@code total} that open orders do not hold. */
    record Balance(Currency currency, BigDecimal total, BigDecimal available) {}

    record OpenOrder(
            OrderId orderId,
            Optional<ClientOrderId> clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Optional<Price> limitPrice) {}
}
