package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.reporting.domain.day.CalendarDay;
import dev.holdfast.reporting.store.Cursor;
import dev.holdfast.reporting.store.Listing;
import dev.holdfast.reporting.store.Period;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What stands in a query, read or refused by name. */
final class Asked {

    private Asked() {}

    static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(v -> !v.isBlank());
    }

    static LocalDate date(String field, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw ProblemException.field(
                    field, "must be a date such as 2013-11-25, not '" + value + "'");
        }
    }

    static Optional<LocalDate> optionalDate(String field, String value) {
        return text(value).map(v -> date(field, v));
    }

    static Optional<Instant> instant(String field, String value) {
        try {
            return text(value).map(Instant::parse);
        } catch (DateTimeException e) {
            throw ProblemException.field(
                    field,
                    "must be an instant of RFC 3339 in UTC, such as 2013-11-25T13:00:00Z, not '"
                            + value
                            + "'");
        }
    }

    static int limit(Integer value, int normally, int most) {
        if (value == null) {
            return normally;
        }
        if (value < 1 || value > most) {
            throw ProblemException.field("limit", "must be from 1 to " + most + ", not " + value);
        }
        return value;
    }

    static Optional<Cursor> after(String value) {
        return text(value)
                .map(
                        v ->
                                Cursor.of(v)
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.field(
                                                                "after",
                                                                "must be what stood in 'next' of"
                                                                        + " the page before")));
    }

    /** The day of a date that exists; 404 says why where it does not. */
    static CalendarDay day(String value, ZoneId timezone) {
        LocalDate date = date("date", value);
        return CalendarDay.of(date, timezone)
                .orElseThrow(
                        () ->
                                ProblemException.notFound(
                                        "DATE_DOES_NOT_EXIST",
                                        timezone
                                                + " has no "
                                                + date
                                                + ": its calendar skipped that date."));
    }

    /** A date as a period, else the instants given. */
    static Period period(String date, String from, String to, ZoneId timezone) {
        return text(date)
                .map(d -> day(d, timezone))
                .map(day -> new Period(Optional.of(day.startsAt()), Optional.of(day.endsAt())))
                .orElseGet(() -> new Period(instant("from", from), instant("to", to)));
    }

    static Page<JsonNode> page(Listing listing) {
        return new Page<>(listing.items(), listing.next());
    }
}
