package dev.holdfast.reporting.domain.day;

import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A date of a timezone as the stretch of time that it is: 24 hours, or 23 or 25 where the clocks
 * change.
 *
 * @param startsAt the first instant of the date; where midnight repeats, the earlier one
 * @param endsAt the first instant of the next date that exists, which is no longer part of it
 */
public record CalendarDay(LocalDate date, ZoneId timezone, Instant startsAt, Instant endsAt) {

    private static final BigDecimal SECONDS_OF_HOUR = BigDecimal.valueOf(3600);

    /** The day of this date; empty where the timezone skipped it, as Samoa did with 2011-12-30. */
    public static Optional<CalendarDay> of(LocalDate date, ZoneId timezone) {
        return date.atStartOfDay(timezone).toLocalDate().equals(date)
                ? Optional.of(existing(date, timezone))
                : Optional.empty();
    }

    public static CalendarDay containing(Instant at, ZoneId timezone) {
        return existing(at.atZone(timezone).toLocalDate(), timezone);
    }

    /** The day that is over at this instant: the instant itself belongs to the next one. */
    public static CalendarDay endingAt(Instant boundary, ZoneId timezone) {
        return containing(boundary.minusNanos(1), timezone);
    }

    private static CalendarDay existing(LocalDate date, ZoneId timezone) {
        return new CalendarDay(
                date,
                timezone,
                date.atStartOfDay(timezone).toInstant(),
                date.plusDays(1).atStartOfDay(timezone).toInstant());
    }

    public boolean contains(Instant at) {
        return !at.isBefore(startsAt) && at.isBefore(endsAt);
    }

    /** The length of the date in hours, a whole number but for half-hour changes of clocks. */
    public BigDecimal hours() {
        return Decimals.canonical(
                BigDecimal.valueOf(Duration.between(startsAt, endsAt).toSeconds())
                        .divide(SECONDS_OF_HOUR, Decimals.DIVISION));
    }
}
