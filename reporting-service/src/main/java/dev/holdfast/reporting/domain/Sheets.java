package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.reporting.domain.day.CalendarDay;
import dev.holdfast.reporting.domain.entry.Extended;
import dev.holdfast.reporting.domain.live.PlanLine;

import java.util.Map;

/** Days and plans as readers get them: the record, and what follows from it. */
public final class Sheets {

    private Sheets() {}

    /** A day with the length of its date; partial where the portfolio began within it. */
    public static Extended day(Day day, boolean open) {
        CalendarDay calendar = CalendarDay.containing(day.startsAt(), day.timezone());
        return new Extended(
                day,
                Map.of(
                        "hours",
                        calendar.hours(),
                        "partial",
                        !calendar.startsAt().equals(day.startsAt()),
                        "open",
                        open));
    }

    /** A plan with the levels that it was opened with. */
    public static Extended plan(PlanLine line, boolean unwatched) {
        return new Extended(
                line.plan(),
                Map.of(
                        "run_id",
                        line.runId(),
                        "initial_stop_price",
                        line.initialStopPrice(),
                        "initial_target_price",
                        line.initialTargetPrice(),
                        "unwatched",
                        unwatched));
    }
}
