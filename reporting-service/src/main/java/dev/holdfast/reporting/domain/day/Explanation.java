package dev.holdfast.reporting.domain.day;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What several days came to, step by step from the first equity to the last. */
public record Explanation(
        LocalDate from,
        LocalDate to,
        ZoneId timezone,
        Instant startsAt,
        Instant endsAt,
        int days,
        Optional<BigDecimal> startEquity,
        Optional<BigDecimal> realizedPnl,
        Optional<BigDecimal> unrealizedPnlChange,
        Optional<BigDecimal> fxPnl,
        Optional<BigDecimal> grossPnl,
        Optional<BigDecimal> fees,
        Optional<BigDecimal> llmCost,
        Optional<BigDecimal> otherCosts,
        Optional<BigDecimal> netPnl,
        Optional<BigDecimal> cashFlows,
        Optional<BigDecimal> endEquity,
        Optional<BigDecimal> unexplained,
        long trades,
        long orders,
        long roundTrips,
        List<Missing> missing) {

    /**
     * @param unordered the days, each once
     * @return empty where there is none
     */
    public static Optional<Explanation> of(List<Day> unordered) {
        if (unordered.isEmpty()) {
            return Optional.empty();
        }
        List<Day> days = unordered.stream().sorted(Comparator.comparing(Day::date)).toList();
        Day first = days.getFirst();
        Day last = days.getLast();
        return Optional.of(
                new Explanation(
                        first.date(),
                        last.date(),
                        first.timezone(),
                        first.startsAt(),
                        last.endsAt(),
                        days.size(),
                        first.startEquity(),
                        sum(days, Day::realizedPnl),
                        sum(days, Day::unrealizedPnlChange),
                        sum(days, Day::fxPnl),
                        sum(days, Day::grossPnl),
                        sum(days, Day::fees),
                        sum(days, Day::llmCost),
                        sum(days, Day::otherCosts),
                        sum(days, Day::netPnl),
                        sum(days, Day::cashFlows),
                        last.endEquity(),
                        sum(days, Day::unexplained),
                        days.stream().mapToLong(Day::trades).sum(),
                        days.stream().mapToLong(Day::orders).sum(),
                        days.stream().mapToLong(Day::roundTrips).sum(),
                        days.stream().flatMap(d -> d.missing().stream()).distinct().toList()));
    }

    private static Optional<BigDecimal> sum(
            List<Day> days, Function<Day, Optional<BigDecimal>> figure) {
        return days.stream().map(figure).reduce(Optional.of(BigDecimal.ZERO), Figures::plus);
    }
}
