package dev.holdfast.portfolio.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where days begin: at the first instant of a date in a timezone, also where midnight is skipped or
 * repeats.
 */
final class DayBoundaries {

    private DayBoundaries() {}

    /** The boundaries after one instant and up to another, each with the timezones it is one of. */
    static SortedMap<Instant, List<String>> between(
            List<ZoneId> zones, Instant after, Instant upTo) {
        SortedMap<Instant, List<String>> boundaries = new TreeMap<>();
        for (ZoneId zone : zones) {
            LocalDate date = after.atZone(zone).toLocalDate();
            for (Instant at = start(date, zone); !at.isAfter(upTo); at = start(date, zone)) {
                if (at.isAfter(after)) {
                    List<String> names =
                            boundaries.computeIfAbsent(at, instant -> new ArrayList<>());
                    if (!names.contains(zone.getId())) {
                        names.add(zone.getId());
                    }
                }
                date = date.plusDays(1);
            }
        }
        return boundaries;
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
