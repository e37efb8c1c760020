package dev.holdfast.reporting.domain.entry;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.RiskEvent.Check;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.reporting.domain.live.OrderLine;
import dev.holdfast.reporting.domain.live.PlanLine;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of what is kept of a portfolio, for those who ask later. */
public sealed interface Entry {

    /** A part of the overview, as it now is; {@code body} is a record, a list or an Extended. */
    record PartChanged(Part part, long sequence, Object body) implements Entry {}

    /** One point of the equity curve; the later one of two at an instant counts. */
    record Valued(
            Instant at,
            Optional<BigDecimal> equity,
            Optional<BigDecimal> netPnl,
            Optional<BigDecimal> contributed)
            implements Entry {}

    /** A version of a day. */
    record DayStated(Day day, Optional<String> cause, Instant recordedAt) implements Entry {}

    /** What stood when a day ended; the later one counts. */
    record EndOfDay(LocalDate date, ZoneId timezone, Object body) implements Entry {}

    record OrderChanged(OrderLine line) implements Entry {}

    record PlanChanged(PlanLine line, Instant at) implements Entry {}

    /** One step in the life of a plan; {@code number} counts the entries of the portfolio. */
    record PlanStep(
            long number,
            PlanId planId,
            long version,
            String change,
            Instant occurredAt,
            Optional<Price> stopPrice,
            Optional<Price> targetPrice,
            Quantity quantity,
            PlanStatus status,
            Optional<String> detail,
            RunId runId)
            implements Entry {}

    record DecisionMade(Decision decision, List<Check> checks) implements Entry {}

    /**
     * @param number counts the entries of the portfolio, and orders its decisions
     * @param verdict {@code APPROVED} or {@code REJECTED}
     */
    record Decision(
            long number,
            ClientOrderId clientOrderId,
            Instant occurredAt,
            String verdict,
            Optional<Symbol> symbol,
            Optional<Side> side,
            Optional<OrderType> orderType,
            Optional<Quantity> quantity,
            Optional<Price> limitPrice,
            boolean reduceOnly,
            Optional<PlanId> planId,
            Optional<BotVersion> botVersion,
            RunId runId,
            List<String> reasons,
            Optional<String> reason,
            Optional<BigDecimal> exposureBefore,
            Optional<BigDecimal> exposureAfter,
            Optional<BigDecimal> reserved,
            Optional<Quantity> suggestedQuantity,
            long limitsVersion,
            int warnings) {}

    /**
     * @param late it is of a day that was closed when it came
     */
    record Fill(
            TradeId tradeId,
            OrderId orderId,
            Optional<ClientOrderId> clientOrderId,
            Venue venue,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Origin origin,
            Optional<BotVersion> botVersion,
            RunId runId,
            Optional<PlanId> planId,
            boolean late,
            boolean corrected,
            boolean cancelled,
            Instant occurredAt,
            Instant recordedAt)
            implements Entry {}

    /**
     * @param category a category of costs, or {@code LLM}
     */
    record Cost(
            String costId,
            String category,
            Optional<String> model,
            BigDecimal amount,
            Currency currency,
            Optional<Long> inputTokens,
            Optional<Long> outputTokens,
            Map<String, Object> decision,
            Optional<String> traceReference,
            Optional<BotVersion> botVersion,
            RunId runId,
            Optional<String> reason,
            Instant occurredAt)
            implements Entry {}

    /**
     * @param amount signed: what leaves is negative
     */
    record CashFlow(
            String movementId,
            String kind,
            BigDecimal amount,
            Currency currency,
            Optional<String> reason,
            Instant at)
            implements Entry {}

    record Run(
            RunId runId,
            Optional<BotVersion> botVersion,
            Optional<String> bot,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> endReason)
            implements Entry {}

    /** What a person ordered. */
    record Command(
            String commandId,
            String type,
            String operator,
            String reason,
            Object command,
            Instant occurredAt)
            implements Entry {}

    /** A record that could not be read or applied. */
    record Unapplied(
            String topic,
            int partition,
            long offset,
            String field,
            String cause,
            Instant recordedAt)
            implements Entry {}
}
