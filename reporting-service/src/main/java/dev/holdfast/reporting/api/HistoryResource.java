package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What happened: decisions, orders, fills, plans, costs and runs, newest first. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

    private static final int NORMALLY = 100;
    private static final int MOST = 200;

    private final ReportingStore store;

    HistoryResource(ReportingStore store) {
        this.store = store;
    }

    @GET
    @Path("/decisions")
    public Uni<Page<JsonNode>> decisions(
            @PathParam("id") String id,
            @QueryParam("date") String date,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("tz") String tz,
            @QueryParam("verdict") String verdict,
            @QueryParam("symbol") String symbol,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        Optional<String> of =
                oneOf("verdict", verdict, Map.of("approved", "APPROVED", "rejected", "REJECTED"));
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id)
                .chain(
                        known ->
                                store.decisions(
                                        id,
                                        Asked.period(
                                                date, from, to, known.timezone(Asked.text(tz))),
                                        of,
                                        Asked.text(symbol),
                                        most,
                                        Asked.after(after)))
                .map(Asked::page);
    }

    @GET
    @Path("/fills")
    public Uni<Page<JsonNode>> fills(
            @PathParam("id") String id,
            @QueryParam("date") String date,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("tz") String tz,
            @QueryParam("symbol") String symbol,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id)
                .chain(
                        known ->
                                store.fills(
                                        id,
                                        Asked.period(
                                                date, from, to, known.timezone(Asked.text(tz))),
                                        Asked.text(symbol),
                                        most,
                                        Asked.after(after)))
                .map(Asked::page);
    }

    @GET
    @Path("/orders")
    public Uni<Page<JsonNode>> orders(
            @PathParam("id") String id,
            @QueryParam("status") String status,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        Optional<Boolean> done = oneOf("status", status, Map.of("open", false, "done", true));
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id)
                .chain(known -> store.orders(id, done, most, Asked.after(after)))
                .map(Asked::page);
    }

    @GET
    @Path("/plans")
    public Uni<Page<JsonNode>> plans(
            @PathParam("id") String id,
            @QueryParam("status") String status,
            @QueryParam("history") boolean history,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        Optional<Boolean> closed = oneOf("status", status, Map.of("open", false, "closed", true));
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id)
                .chain(known -> store.plans(id, closed, most, Asked.after(after)))
                .chain(
                        plans ->
                                Multi.createFrom()
                                        .iterable(plans.items())
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                plan ->
                                                        history
                                                                ? withHistory(id, plan)
                                                                : Uni.createFrom().item(plan))
                                        .collect()
                                        .asList()
                                        .map(items -> new Page<>(items, plans.next())));
    }

    @GET
    @Path("/plans/{plan_id}")
    public Uni<JsonNode> plan(@PathParam("id") String id, @PathParam("plan_id") String planId) {
        return known(id)
                .chain(known -> store.plan(id, planId))
                .map(
                        plan ->
                                plan.orElseThrow(
                                        () ->
                                                ProblemException.notFound(
                                                        "PLAN_UNKNOWN",
                                                        id + " has no plan " + planId + ".")))
                .chain(plan -> withHistory(id, plan));
    }

    /** Calls of language models and other costs, with what the calls came to by model. */
    @GET
    @Path("/costs")
    public Uni<Costs> costs(
            @PathParam("id") String id,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id)
                .chain(known -> store.costs(id, most, Asked.after(after)))
                .chain(
                        costs ->
                                store.costsByModel(id)
                                        .map(
                                                models ->
                                                        new Costs(
                                                                costs.items(),
                                                                costs.next(),
                                                                Totals.of(models))));
    }

    /** A page of costs and the totals of all. */
    public record Costs(List<JsonNode> items, Optional<String> next, Totals totals) {}

    /** What calls of language models came to. */
    public record Totals(
            long llmCalls, long inputTokens, long outputTokens, List<JsonNode> byModel) {

        static Totals of(List<JsonNode> models) {
            return new Totals(
                    sum(models, "calls"),
                    sum(models, "input_tokens"),
                    sum(models, "output_tokens"),
                    models);
        }

        private static long sum(List<JsonNode> models, String field) {
            return models.stream().mapToLong(model -> model.path(field).asLong()).sum();
        }
    }

    @GET
    @Path("/runs")
    public Uni<Page<JsonNode>> runs(
            @PathParam("id") String id,
            @QueryParam("limit") Integer limit,
            @QueryParam("after") String after) {
        int most = Asked.limit(limit, NORMALLY, MOST);
        return known(id).chain(known -> store.runs(id, most, Asked.after(after))).map(Asked::page);
    }

    private Uni<Known> known(String id) {
        return store.partsAfter(id, 0).map(parts -> Known.of(id, parts));
    }

    private Uni<JsonNode> withHistory(String id, JsonNode plan) {
        return store.steps(id, plan.path("plan_id").asText())
                .map(
                        steps -> {
                            ObjectNode whole = plan.deepCopy();
                            whole.putArray("history").addAll(steps);
                            return whole;
                        });
    }

    private static <T> Optional<T> oneOf(String field, String value, Map<String, T> values) {
        Optional<String> asked =
                Asked.text(value)
                        .map(v -> v.toLowerCase(Locale.ROOT))
                        .filter(v -> !v.equals("all"));
        if (asked.isPresent() && !values.containsKey(asked.get())) {
            throw ProblemException.field(
                    field, "must be one of " + values.keySet().stream().sorted().toList());
        }
        return asked.map(values::get);
    }
}
