package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.DayEvent.EndOfDayCaptured;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.reporting.domain.day.DayBook;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.live.Attention;
import dev.holdfast.reporting.domain.live.Condition;
import dev.holdfast.reporting.domain.live.Headroom;
import dev.holdfast.reporting.domain.live.Standing;
import dev.holdfast.reporting.domain.live.Worth;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What reporting must remember of a portfolio to fold on; everything else stands in tables.
 *
 * @param sequence rises with every change of a part of the overview
 * @param entries counts decisions and steps of plans, so that each has a number
 * @param firstSeen the earliest that is known of the portfolio
 * @param days by timezone
 * @param captures the newest ends of days, to be captured again where a late record changes one
 */
public record ReportingState(
        PortfolioId portfolio,
        long sequence,
        long entries,
        Optional<PortfolioEvent.Configured> configured,
        Optional<Instant> createdAt,
        Optional<Instant> firstSeen,
        Map<ZoneId, DayBook> days,
        List<EndOfDayCaptured> captures,
        Standing standing,
        Worth worth,
        Condition condition,
        Latest latest,
        Shown shown) {

    /** Where a portfolio has not said otherwise. */
    public static final ZoneId DEFAULT_TIMEZONE = ZoneId.of("Australia/Sydney");

    /** The newest of each, newest first, as the overview shows them. */
    public record Latest(
            List<Entry.Decision> decisions, List<Entry.Fill> fills, List<Entry.Run> runs) {

        static final Latest NONE = new Latest(List.of(), List.of(), List.of());
    }

    /** What was last said in the parts that follow from others, so that only changes are said. */
    public record Shown(
            Optional<Instant> clock,
            Set<PlanId> unwatched,
            List<Headroom.Gauge> headroom,
            List<Attention.Item> attention) {

        static final Shown NOTHING = new Shown(Optional.empty(), Set.of(), List.of(), List.of());
    }

    public static ReportingState initial(PortfolioId portfolio) {
        return new ReportingState(
                portfolio,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Standing.NOTHING,
                Worth.UNKNOWN,
                Condition.INITIAL,
                Latest.NONE,
                Shown.NOTHING);
    }

    /** The timezone that plans and the dashboard follow. */
    public ZoneId timezone() {
        return configured.map(PortfolioEvent.Configured::timezone).orElse(DEFAULT_TIMEZONE);
    }
}
