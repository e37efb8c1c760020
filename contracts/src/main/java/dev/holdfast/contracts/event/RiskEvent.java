package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.contracts.value.Verdict;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code risk-decisions.v1}: what may be placed and why not. Amounts in the base currency of the
 * portfolio.
 */
public sealed interface RiskEvent extends Event {

    /**
     * The order may be placed, as the intent within it says; its headroom is reserved. {@code
     * requestedQuantity} stands where the intent asked for more and for RESIZE.
     */
    record Approved(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            ClientOrderId clientOrderId,
            OrderIntentEvent.Intended order,
            List<Check> checks,
            BigDecimal reserved,
            BigDecimal exposureBefore,
            BigDecimal exposureAfter,
            long limitsVersion,
            Optional<Quantity> requestedQuantity,
            Instant occurredAt)
            implements RiskEvent {

        /** An order of the size that was asked for. */
        public Approved(
                PortfolioId portfolioId,
                RunId runId,
                Optional<BotVersion> botVersion,
                ClientOrderId clientOrderId,
                OrderIntentEvent.Intended order,
                List<Check> checks,
                BigDecimal reserved,
                BigDecimal exposureBefore,
                BigDecimal exposureAfter,
                long limitsVersion,
                Instant occurredAt) {
            this(
                    portfolioId,
                    runId,
                    botVersion,
                    clientOrderId,
                    order,
                    checks,
                    reserved,
                    exposureBefore,
                    exposureAfter,
                    limitsVersion,
                    Optional.empty(),
                    occurredAt);
        }
    }

    /**
     * The order may not be placed. {@code order} is absent where the intent could not be read as
     * one.
     */
    record Rejected(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            ClientOrderId clientOrderId,
            List<String> reasons,
            List<Check> checks,
            Optional<BigDecimal> exposureBefore,
            Optional<BigDecimal> exposureAfter,
            Optional<Quantity> suggestedQuantity,
            long limitsVersion,
            Optional<OrderIntentEvent.Intended> order,
            Instant occurredAt)
            implements RiskEvent {}

    /** A cap is used to 90% or more. */
    record LimitWarned(
            PortfolioId portfolioId,
            RunId runId,
            String check,
            BigDecimal observed,
            BigDecimal limit,
            Optional<String> currency,
            Instant occurredAt)
            implements RiskEvent {}

    /**
     * What may be traded has changed, or why. {@code cause} is {@code OPERATOR name}, {@code
     * OPERATOR name FOR ALL}, {@code BREAKER reason-code} or {@code RELEASE reason-code}; {@code
     * to} is the strictest of all that holds.
     */
    record TradingStateChanged(
            PortfolioId portfolioId,
            RunId runId,
            TradingState from,
            TradingState to,
            boolean allowExits,
            String cause,
            String reason,
            Instant occurredAt)
            implements RiskEvent {}

    /**
     * An approved order of which nothing was heard for longer than its portfolio allows: its
     * headroom stays reserved, the venue is to be asked about it, and an operator to look.
     *
     * @param heardAt when the venue last spoke of it, or when it was approved
     * @param times how often this was said of the order, this time included
     */
    record ReservationUnresolved(
            PortfolioId portfolioId,
            RunId runId,
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            Quantity remainingQuantity,
            Instant heardAt,
            int times,
            Instant occurredAt)
            implements RiskEvent {}

    /**
     * One check: what it saw against its limit. {@code observed} and {@code limit} are numbers in
     * plain notation where the check compares numbers, in {@code currency} or {@code unit}, else
     * short words. {@code scope} says to which orders the limit applies, where it is not all.
     */
    record Check(
            String check,
            Verdict verdict,
            Optional<String> observed,
            Optional<String> limit,
            Optional<String> currency,
            Optional<String> unit,
            Optional<String> scope,
            Optional<String> message) {

        /** A check of a limit that applies to all orders. */
        public Check(
                String check,
                Verdict verdict,
                Optional<String> observed,
                Optional<String> limit,
                Optional<String> currency,
                Optional<String> unit,
                Optional<String> message) {
            this(check, verdict, observed, limit, currency, unit, Optional.empty(), message);
        }
    }
}
