package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code operator-commands.v1}: what a person orders. {@code commandId} makes a repeated one
 * harmless. Activate, ReduceOnly and Halt of the portfolio {@code *} hold for all portfolios, also
 * for those to come.
 */
public sealed interface OperatorCommand extends Event {

    String commandId();

    /** Who ordered it, for the audit trail. */
    String operator();

    String reason();

    record Activate(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            Instant occurredAt)
            implements OperatorCommand {}

    record ReduceOnly(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            Instant occurredAt)
            implements OperatorCommand {}

    /**
     * Stops bots; stops and operators still act unless {@code allowExits} is false (absent means
     * true).
     */
    record Halt(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            Optional<Boolean> allowExits,
            Instant occurredAt)
            implements OperatorCommand {}

    /** What a person ordered for all portfolios, told to one of them by risk-service. */
    record SetForAll(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            TradingState state,
            boolean allowExits,
            Instant occurredAt)
            implements OperatorCommand {}

    /** risk-service knows of a portfolio now, which is to be told what is ordered for all. */
    record Enrol(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            PortfolioId member,
            Instant occurredAt)
            implements OperatorCommand {}

    /** Leaves a position, whole where no quantity is given. */
    record ClosePosition(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            Symbol symbol,
            Optional<Quantity> quantity,
            Instant occurredAt)
            implements OperatorCommand {}

    record CancelOrder(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            ClientOrderId clientOrderId,
            Instant occurredAt)
            implements OperatorCommand {}

    /** Gives an unassigned fill to the portfolio. */
    record AssignTrade(
            PortfolioId portfolioId,
            RunId runId,
            String commandId,
            String operator,
            String reason,
            Venue venue,
            Symbol symbol,
            OrderId orderId,
            TradeId tradeId,
            Instant occurredAt)
            implements OperatorCommand {}
}
