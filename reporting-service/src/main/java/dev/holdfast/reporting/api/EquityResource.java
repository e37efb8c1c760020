package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.reporting.domain.day.CalendarDay;
import dev.holdfast.reporting.domain.day.Curve;
import dev.holdfast.reporting.store.CurvePoint;
import dev.holdfast.reporting.store.Period;
import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The equity curve, with what happened along it. */
@Path("/portfolios/{id}/equity")
@Produces(MediaType.APPLICATION_JSON)
public class EquityResource {

    private static final int POINTS = 600;
    private static final int FILLS = 200;
    private static final int BOUNDARIES = 1000;

    private final ReportingStore store;

    EquityResource(ReportingStore store) {
        this.store = store;
    }

    /** Where a day begins. */
    public record Boundary(LocalDate date, Instant at) {}

    /** Points oldest first; fills newest first. */
    public record Equity(
            List<CurvePoint> items,
            Optional<String> next,
            List<JsonNode> fills,
            List<JsonNode> cashFlows,
            List<Boundary> boundaries) {}

    @GET
    public Uni<Equity> equity(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("tz") String tz,
            @QueryParam("points") Integer points) {
        Period period = new Period(Asked.instant("from", from), Asked.instant("to", to));
        int most = points(points);
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts).timezone(Asked.text(tz)))
                .chain(
                        timezone ->
                                store.curve(id, period)
                                        .chain(curve -> equity(id, period, timezone, curve, most)));
    }

    private Uni<Equity> equity(
            String id, Period period, ZoneId timezone, List<CurvePoint> curve, int most) {
        return store.fills(id, period, Optional.empty(), FILLS, Optional.empty())
                .chain(
                        fills ->
                                store.cashFlows(id, period)
                                        .map(
                                                flows ->
                                                        new Equity(
                                                                Curve.thinned(
                                                                        curve,
                                                                        most,
                                                                        CurvePoint::equity),
                                                                Optional.empty(),
                                                                fills.items(),
                                                                flows,
                                                                boundaries(curve, timezone))));
    }

    private static List<Boundary> boundaries(List<CurvePoint> curve, ZoneId timezone) {
        List<Boundary> boundaries = new ArrayList<>();
        if (!curve.isEmpty()) {
            Instant last = curve.getLast().at();
            CalendarDay day = CalendarDay.containing(curve.getFirst().at(), timezone);
            while (!day.endsAt().isAfter(last) && boundaries.size() < BOUNDARIES) {
                day = CalendarDay.containing(day.endsAt(), timezone);
                boundaries.add(new Boundary(day.date(), day.startsAt()));
            }
        }
        return boundaries;
    }

    private static int points(Integer points) {
        if (points == null) {
            return POINTS;
        }
        if (points < 4 || points > POINTS) {
            throw ProblemException.field("points", "must be from 4 to " + POINTS);
        }
        return points;
    }
}
