package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.store.Cursor;
import dev.holdfast.reporting.store.Listing;
import dev.holdfast.reporting.store.Period;
import dev.holdfast.reporting.store.ReportingStore;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tables for spreadsheets: RFC 4180, with a header, figures as they are. */
@Path("/portfolios/{id}/export")
@Produces("text/csv; charset=utf-8")
public class ExportResource {

    private static final int PAGE = 1000;

    private static final List<String> TRADES =
            List.of(
                    "occurred_at",
                    "venue",
                    "symbol",
                    "side",
                    "quantity",
                    "price",
                    "fees",
                    "liquidity",
                    "origin",
                    "trade_id",
                    "order_id",
                    "client_order_id",
                    "bot_version",
                    "run_id",
                    "plan_id",
                    "late",
                    "corrected",
                    "cancelled");
    private static final List<String> DAYS =
            List.of(
                    "date",
                    "timezone",
                    "starts_at",
                    "ends_at",
                    "hours",
                    "version",
                    "provisional",
                    "base_currency",
                    "start_equity",
                    "end_equity",
                    "cash_flows",
                    "realized_pnl",
                    "unrealized_pnl_change",
                    "fx_pnl",
                    "gross_pnl",
                    "fees",
                    "llm_cost",
                    "other_costs",
                    "net_pnl",
                    "unexplained",
                    "max_drawdown",
                    "trades",
                    "orders",
                    "round_trips");
    private static final List<String> POSITIONS =
            List.of(
                    "symbol",
                    "currency",
                    "quantity",
                    "average_price",
                    "cost",
                    "mark",
                    "marked_at",
                    "unrealized_pnl",
                    "realized_pnl",
                    "fees",
                    "exposure",
                    "cost_base",
                    "unrealized_pnl_base",
                    "realized_pnl_base",
                    "fees_base",
                    "exposure_base",
                    "cycle_opened_at",
                    "trades");

    private final ReportingStore store;

    ExportResource(ReportingStore store) {
        this.store = store;
    }

    @GET
    @Path("/trades.csv")
    public Uni<String> trades(@PathParam("id") String id) {
        return known(id)
                .chain(
                        known ->
                                csv(
                                        TRADES,
                                        after ->
                                                store.fills(
                                                        id,
                                                        Period.ALL,
                                                        Optional.empty(),
                                                        PAGE,
                                                        after)));
    }

    @GET
    @Path("/days.csv")
    public Uni<String> days(@PathParam("id") String id, @QueryParam("tz") String tz) {
        return known(id)
                .chain(
                        known ->
                                csv(
                                        DAYS,
                                        after ->
                                                store.days(
                                                        id,
                                                        known.timezone(Asked.text(tz)),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        PAGE,
                                                        after)));
    }

    @GET
    @Path("/positions.csv")
    public Uni<String> positions(@PathParam("id") String id) {
        return known(id)
                .map(
                        known -> {
                            StringBuilder csv = new StringBuilder(header(POSITIONS));
                            known.part(Part.POSITIONS)
                                    .ifPresent(
                                            body ->
                                                    body.forEach(
                                                            item -> line(csv, POSITIONS, item)));
                            return csv.toString();
                        });
    }

    private Uni<Known> known(String id) {
        return store.partsAfter(id, 0).map(parts -> Known.of(id, parts));
    }

    private static Uni<String> csv(
            List<String> columns, Function<Optional<Cursor>, Uni<Listing>> page) {
        StringBuilder csv = new StringBuilder(header(columns));
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Cursor[1],
                        last ->
                                page.apply(Optional.ofNullable(last[0]))
                                        .invoke(
                                                listing ->
                                                        last[0] =
                                                                listing.next()
                                                                        .flatMap(Cursor::of)
                                                                        .orElse(null)))
                .whilst(listing -> listing.next().isPresent())
                .invoke(listing -> listing.items().forEach(item -> line(csv, columns, item)))
                .collect()
                .last()
                .map(last -> csv.toString());
    }

    private static String header(List<String> columns) {
        return String.join(",", columns) + "\r\n";
    }

    private static void line(StringBuilder csv, List<String> columns, JsonNode item) {
        for (int i = 0; i < columns.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(field(item.path(columns.get(i))));
        }
        csv.append("\r\n");
    }

    /** Quoted where it must be; a text that a spreadsheet would take for a formula is kept text. */
    private static String field(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        boolean formula = !text.isEmpty() && "=+@\t".indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
