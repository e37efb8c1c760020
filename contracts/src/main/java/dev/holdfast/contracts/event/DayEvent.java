package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code portfolio-days.v1}: one day of a portfolio in one timezone. */
public sealed interface DayEvent extends Event {

    record Closed(PortfolioId portfolioId, RunId runId, Day day, Instant occurredAt)
            implements DayEvent {}

    /** A closed day whose figures changed; {@code day.version} counts from 1. */
    record Restated(
            PortfolioId portfolioId,
            RunId runId,
            Day day,
            Optional<String> cause,
            Instant occurredAt)
            implements DayEvent {}

    record EndOfDayCaptured(
            PortfolioId portfolioId,
            RunId runId,
            LocalDate date,
            ZoneId timezone,
            Instant at,
            PortfolioStateEvent.Stats stats,
            List<PortfolioStateEvent.Position> positions,
            List<VenueEvent.OpenOrder> openOrders,
            List<PlanEvent.Plan> openPlans,
            Instant occurredAt)
            implements DayEvent {}

    /**
     * From {@code startsAt} (inclusive) to {@code endsAt} (exclusive); amounts in the base
     * currency.
     */
    record Day(
            LocalDate date,
            ZoneId timezone,
            Instant startsAt,
            Instant endsAt,
            long version,
            boolean provisional,
            Currency baseCurrency,
            Optional<BigDecimal> startEquity,
            Optional<BigDecimal> endEquity,
            Optional<BigDecimal> cashFlows,
            Optional<BigDecimal> realizedPnl,
            Optional<BigDecimal> unrealizedPnlChange,
            Optional<BigDecimal> fxPnl,
            Optional<BigDecimal> grossPnl,
            Optional<BigDecimal> fees,
            Optional<BigDecimal> llmCost,
            Optional<BigDecimal> otherCosts,
            Optional<BigDecimal> netPnl,
            Optional<BigDecimal> unexplained,
            Optional<BigDecimal> maxDrawdown,
            long trades,
            long orders,
            long roundTrips,
            List<PortfolioStateEvent.Missing> missing) {}
}
