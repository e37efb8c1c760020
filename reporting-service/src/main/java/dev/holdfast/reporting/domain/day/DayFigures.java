package dev.holdfast.reporting.domain.day;

import static dev.holdfast.reporting.domain.day.Figures.minus;
import static dev.holdfast.reporting.domain.day.Figures.plus;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a day was: the difference of the cumulative figures at its two ends. */
public final class DayFigures {

    /**
     * Figures are published with at most {@value Decimals#MAX_SCALE} places, each rounded by
     * itself; what ten of them can be off together is no money that nobody can explain.
     */
    private static final BigDecimal ROUNDING = BigDecimal.TEN.movePointLeft(Decimals.MAX_SCALE);

    private DayFigures() {}

    /**
     * The day between two cuts.
     *
     * @param startsAt when the portfolio's part of the date begins: later than the date where the
     *     portfolio is younger
     * @param maxDrawdown the deepest fall of net PnL within the day, a positive amount
     */
    public static Day between(
            CalendarDay calendar,
            Instant startsAt,
            Cut start,
            Cut end,
            Optional<BigDecimal> maxDrawdown,
            long version,
            Currency base) {
        Optional<BigDecimal> realized = minus(end.realizedPnl(), start.realizedPnl());
        Optional<BigDecimal> unrealized = minus(end.unrealizedPnl(), start.unrealizedPnl());
        Optional<BigDecimal> fx = minus(end.fxPnl(), start.fxPnl());
        Optional<BigDecimal> fees = minus(end.fees(), start.fees());
        Optional<BigDecimal> llmCost = minus(end.llmCost(), start.llmCost());
        Optional<BigDecimal> otherCosts = minus(end.otherCosts(), start.otherCosts());
        Optional<BigDecimal> flows = minus(end.contributed(), start.contributed());
        Optional<BigDecimal> gross = plus(plus(realized, unrealized), fx);
        Optional<BigDecimal> net = minus(minus(minus(gross, fees), llmCost), otherCosts);
        Optional<BigDecimal> unexplained =
                minus(minus(minus(end.equity(), start.equity()), flows), net)
                        .map(rest -> rest.abs().compareTo(ROUNDING) <= 0 ? BigDecimal.ZERO : rest);
        return new Day(
                calendar.date(),
                calendar.timezone(),
                startsAt,
                calendar.endsAt(),
                version,
                start.provisional() || end.provisional(),
                base,
                start.equity(),
                end.equity(),
                flows,
                realized,
                unrealized,
                fx,
                gross,
                fees,
                llmCost,
                otherCosts,
                net,
                unexplained,
                maxDrawdown,
                end.trades() - start.trades(),
                end.orders() - start.orders(),
                end.roundTrips() - start.roundTrips(),
                missing(start, end));
    }

    private static List<Missing> missing(Cut start, Cut end) {
        return Stream.concat(start.missing().stream(), end.missing().stream()).distinct().toList();
    }

    /** The same figures under another version. */
    static Day withVersion(Day day, long version, boolean provisional) {
        return new Day(
                day.date(),
                day.timezone(),
                day.startsAt(),
                day.endsAt(),
                version,
                provisional,
                day.baseCurrency(),
                day.startEquity(),
                day.endEquity(),
                day.cashFlows(),
                day.realizedPnl(),
                day.unrealizedPnlChange(),
                day.fxPnl(),
                day.grossPnl(),
                day.fees(),
                day.llmCost(),
                day.otherCosts(),
                day.netPnl(),
                day.unexplained(),
                day.maxDrawdown(),
                day.trades(),
                day.orders(),
                day.roundTrips(),
                day.missing());
    }
}
