package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.reporting.domain.day.CalendarDay;
import dev.holdfast.reporting.domain.day.Explanation;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.store.Cursor;
import dev.holdfast.reporting.store.Period;
import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Days of a portfolio in one of its timezones. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class DaysResource {

    private static final int MOST = 400;
    private static final int FILLS = 500;
    private static final int DAYS_EXPLAINED = 4000;

    private final ReportingStore store;
    private final ObjectMapper mapper;

    DaysResource(ReportingStore store, ObjectMapper mapper) {
        this.store = store;
        this.mapper = mapper;
    }

    /** Newest first; the day that is open stands before them. */
    @GET
    @Path("/days")
    public Uni<Page<JsonNode>> days(
            @PathParam("id") String id,
            @QueryParam("tz") String tz,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        Range range = new Range(Asked.optionalDate("from", from), Asked.optionalDate("to", to));
        Optional<Cursor> cursor = Asked.after(after);
        int most = Asked.limit(limit, MOST, MOST);
        return known(id).chain(known -> days(known, tz, range, most, cursor));
    }

    /** One day: its versions, what stood at its end, its fills, and the days beside it. */
    @GET
    @Path("/days/{date}")
    public Uni<JsonNode> day(
            @PathParam("id") String id,
            @PathParam("date") String date,
            @QueryParam("tz") String tz) {
        return known(id)
                .chain(
                        known -> {
                            CalendarDay calendar = Asked.day(date, known.timezone(Asked.text(tz)));
                            return store.day(id, calendar.timezone(), calendar.date())
                                    .map(closed -> closed.or(() -> open(known, calendar)))
                                    .map(day -> day.orElseThrow(() -> unknown(id, calendar)))
                                    .chain(day -> sheet(known, calendar, day));
                        });
    }

    /** What stood when the day ended. */
    @GET
    @Path("/end-of-day/{date}")
    public Uni<JsonNode> endOfDay(
            @PathParam("id") String id,
            @PathParam("date") String date,
            @QueryParam("tz") String tz) {
        return known(id)
                .chain(
                        known -> {
                            CalendarDay calendar = Asked.day(date, known.timezone(Asked.text(tz)));
                            return store.endOfDay(id, calendar.timezone(), calendar.date())
                                    .map(end -> end.orElseThrow(() -> unknown(id, calendar)));
                        });
    }

    /** What the days of a period came to; all days where none is named. */
    @GET
    @Path("/explain")
    public Uni<Explanation> explain(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("tz") String tz) {
        Range range = new Range(Asked.optionalDate("from", from), Asked.optionalDate("to", to));
        return known(id)
                .chain(known -> days(known, tz, range, DAYS_EXPLAINED, Optional.empty()))
                .map(days -> Explanation.of(days.items().stream().map(this::read).toList()))
                .map(explanation -> explanation.orElseThrow(() -> noDays(id)));
    }

    /** Dates, both inclusive. */
    private record Range(Optional<LocalDate> from, Optional<LocalDate> to) {

        boolean contains(JsonNode day) {
            LocalDate date = date(day);
            return from.map(first -> !date.isBefore(first)).orElse(true)
                    && to.map(last -> !date.isAfter(last)).orElse(true);
        }
    }

    private Uni<Known> known(String id) {
        return store.partsAfter(id, 0).map(parts -> Known.of(id, parts));
    }

    private Uni<Page<JsonNode>> days(
            Known known, String tz, Range range, int most, Optional<Cursor> cursor) {
        ZoneId timezone = known.timezone(Asked.text(tz));
        return store.days(known.id(), timezone, range.from, range.to, most, cursor)
                .map(
                        closed -> {
                            List<JsonNode> items = new ArrayList<>();
                            if (cursor.isEmpty()) {
                                open(known, timezone)
                                        .filter(range::contains)
                                        .filter(day -> isNoneOf(day, closed.items()))
                                        .ifPresent(items::add);
                            }
                            items.addAll(closed.items());
                            return new Page<>(items, closed.next());
                        });
    }

    private Uni<JsonNode> sheet(Known known, CalendarDay calendar, JsonNode day) {
        String id = known.id();
        ZoneId timezone = calendar.timezone();
        LocalDate date = calendar.date();
        Period period =
                new Period(Optional.of(calendar.startsAt()), Optional.of(calendar.endsAt()));
        ObjectNode sheet = JsonNodeFactory.instance.objectNode();
        sheet.set("day", day);
        ObjectNode decisions = JsonNodeFactory.instance.objectNode();
        return store.versions(id, timezone, date)
                .invoke(versions -> sheet.putArray("versions").addAll(versions))
                .chain(() -> store.endOfDay(id, timezone, date))
                .invoke(end -> sheet.set("end_of_day", end.orElse(sheet.nullNode())))
                .chain(() -> store.fills(id, period, Optional.empty(), FILLS, Optional.empty()))
                .invoke(fills -> sheet.putArray("fills").addAll(fills.items()))
                .chain(() -> store.decisionsOf(id, period, "APPROVED"))
                .invoke(approved -> decisions.put("approved", approved))
                .chain(() -> store.decisionsOf(id, period, "REJECTED"))
                .invoke(rejected -> decisions.put("rejected", rejected))
                .invoke(() -> sheet.set("decisions", decisions))
                .chain(() -> store.neighbour(id, timezone, date, false))
                .invoke(before -> sheet.put("previous", text(before)))
                .chain(() -> store.neighbour(id, timezone, date, true))
                .invoke(
                        after ->
                                sheet.put("next", text(after.or(() -> openAfter(known, calendar)))))
                .replaceWith(sheet);
    }

    /** The open day, where the timezone is the one that it is kept in. */
    private static Optional<JsonNode> open(Known known, ZoneId timezone) {
        return known.part(Part.TODAY)
                .filter(day -> timezone.getId().equals(day.path("timezone").asText()));
    }

    private static Optional<JsonNode> open(Known known, CalendarDay calendar) {
        return open(known, calendar.timezone()).filter(day -> date(day).equals(calendar.date()));
    }

    private static Optional<LocalDate> openAfter(Known known, CalendarDay calendar) {
        return open(known, calendar.timezone())
                .map(DaysResource::date)
                .filter(date -> date.isAfter(calendar.date()));
    }

    private static LocalDate date(JsonNode day) {
        return LocalDate.parse(day.path("date").asText());
    }

    private static boolean isNoneOf(JsonNode day, List<JsonNode> days) {
        return days.stream().noneMatch(known -> date(known).equals(date(day)));
    }

    private static String text(Optional<LocalDate> date) {
        return date.map(LocalDate::toString).orElse(null);
    }

    private static ProblemException unknown(String id, CalendarDay day) {
        return ProblemException.notFound(
                "DAY_UNKNOWN",
                id
                        + " has no day "
                        + day.date()
                        + " in "
                        + day.timezone()
                        + ": it is before the portfolio began, or not over yet.");
    }

    private static ProblemException noDays(String id) {
        return ProblemException.notFound("DAY_UNKNOWN", id + " has no day in that period.");
    }

    private DayEvent.Day read(JsonNode day) {
        return mapper.convertValue(day, DayEvent.Day.class);
    }
}
