package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.store.LivePart;
import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.Page;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What portfolios there are, and one of them as it stands now. */
@Path("/portfolios")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private static final List<String> SUMMARY =
            Stream.of(
                            Part.PORTFOLIO,
                            Part.TRADING_STATE,
                            Part.VALUATION,
                            Part.TODAY,
                            Part.ATTENTION,
                            Part.CLOCK)
                    .map(Part::key)
                    .toList();

    private final ReportingStore store;

    OverviewResource(ReportingStore store) {
        this.store = store;
    }

    /** The portfolios that the caller may see. */
    @GET
    public Uni<Page<JsonNode>> portfolios(@Context ContainerRequestContext request) {
        Caller caller = (Caller) request.getProperty(AccessFilter.CALLER);
        return store.partsOfAll(SUMMARY)
                .map(
                        parts -> {
                            Map<String, List<LivePart>> byPortfolio =
                                    parts.stream()
                                            .filter(part -> maySee(caller, part.portfolioId()))
                                            .collect(
                                                    Collectors.groupingBy(
                                                            LivePart::portfolioId,
                                                            TreeMap::new,
                                                            Collectors.toList()));
                            return Page.of(
                                    byPortfolio.entrySet().stream()
                                            .map(e -> Known.of(e.getKey(), e.getValue()))
                                            .map(OverviewResource::summary)
                                            .toList());
                        });
    }

    @GET
    @Path("/{id}/overview")
    public Uni<JsonNode> overview(@PathParam("id") String id) {
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts))
                .map(OverviewResource::overview);
    }

    private static boolean maySee(Caller caller, String portfolio) {
        return caller.portfolios().isEmpty() || caller.portfolios().contains(portfolio);
    }

    private static JsonNode overview(Known known) {
        ObjectNode overview = JsonNodeFactory.instance.objectNode();
        overview.put("sequence", known.sequence());
        for (Part part : Part.values()) {
            overview.set(part.key(), known.part(part).orElseGet(() -> nothing(part)));
        }
        return overview;
    }

    private static JsonNode nothing(Part part) {
        return part.isList()
                ? JsonNodeFactory.instance.arrayNode()
                : JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode summary(Known known) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("portfolio_id", known.id());
        copy(known, Part.PORTFOLIO, summary, "name", "name");
        copy(known, Part.PORTFOLIO, summary, "base_currency", "base_currency");
        copy(known, Part.PORTFOLIO, summary, "timezone", "timezone");
        copy(known, Part.PORTFOLIO, summary, "venue", "venue");
        copy(known, Part.PORTFOLIO, summary, "mode", "mode");
        summary.put("trading_state", known.text(Part.TRADING_STATE, "state").orElse("ACTIVE"));
        copy(known, Part.VALUATION, summary, "equity", "equity");
        copy(known, Part.VALUATION, summary, "net_pnl", "net_pnl");
        copy(known, Part.TODAY, summary, "net_pnl", "today_net_pnl");
        summary.put("attention", known.part(Part.ATTENTION).map(JsonNode::size).orElse(0));
        copy(known, Part.CLOCK, summary, "now", "now");
        summary.put("sequence", known.sequence());
        return summary;
    }

    private static void copy(Known known, Part part, ObjectNode summary, String field, String as) {
        summary.put(as, known.text(part, field).orElse(null));
    }
}
