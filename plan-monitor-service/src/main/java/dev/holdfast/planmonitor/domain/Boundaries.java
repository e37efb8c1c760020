package dev.holdfast.planmonitor.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day boundaries of a timezone: the first instant of each date that exists there. Days have 23
 * to 25 hours where clocks change.
 */
final class Boundaries {

    private Boundaries() {}

    /** The boundary of the day in which an instant lies. */
    static Instant atOrBefore(Instant instant, ZoneId zone) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        Instant start = start(date, zone);
        // Where clocks go back over midnight an instant can lie before the start of its own date.
        return start.isAfter(instant) ? start(date.minusDays(1), zone) : start;
    }

    /** The next boundary after an instant. */
    static Instant after(Instant instant, ZoneId zone) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        while (!exists(date, zone) || !start(date, zone).isAfter(instant)) {
            date = date.plusDays(1);
        }
        return start(date, zone);
    }

    /** The day that begins at a boundary. */
    static LocalDate dayBeginningAt(Instant boundary, ZoneId zone) {
        return boundary.atZone(zone).toLocalDate();
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** A date that a timezone left out, crossing the date line, has no instant of its own. */
    private static boolean exists(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toLocalDate().equals(date);
    }
}
