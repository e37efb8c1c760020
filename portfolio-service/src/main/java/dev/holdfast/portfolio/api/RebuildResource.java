package dev.holdfast.portfolio.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.store.Rebuilds;
import dev.holdfast.portfolio.store.Rebuilds.Asked;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Folds a portfolio again from the topics and says where the live ledger differs. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RebuildResource {

    private static final ObjectMapper JSON = EventCodec.mapper();
    private static final Set<String> FIELDS = Set.of("portfolio_id", "rebuild_id", "swap");

    private final Known known;
    private final Rebuilds rebuilds;
    private final Effects effects;

    RebuildResource(Known known, Rebuilds rebuilds, Effects effects) {
        this.known = known;
        this.rebuilds = rebuilds;
        this.effects = effects;
    }

    /**
     * @param report what it came to; absent until it is over
     */
    public record RebuildView(
            String rebuildId,
            PortfolioId portfolioId,
            boolean swap,
            Rebuilds.Status status,
            Instant requestedAt,
            Optional<Instant> finishedAt,
            Optional<JsonNode> report) {

        static RebuildView of(Asked asked) {
            return new RebuildView(
                    asked.rebuildId(),
                    asked.portfolioId(),
                    asked.swap(),
                    asked.status(),
                    asked.requestedAt(),
                    asked.finishedAt(),
                    asked.report().map(RebuildView::json));
        }

        private static JsonNode json(String report) {
            try {
                return JSON.readTree(report);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A stored report must be readable", e);
            }
        }
    }

    /**
     * Rebuilds the portfolio; with {@code "swap":true} the outcome takes the place of the live
     * ledger. 202 where it takes longer than a request should.
     */
    @POST
    @Path("/rebuild")
    public Uni<Response> rebuild(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json == null || json.isBlank() ? "{}" : json).only(FIELDS).of(id);
        boolean swap = body.flag("swap");
        String rebuildId =
                body.has("rebuild_id") ? body.text("rebuild_id") : UUID.randomUUID().toString();
        return known.portfolio(id)
                .chain(state -> rebuilds.ask(rebuildId, id, swap))
                .chain(() -> effects.await(() -> over(id, rebuildId)))
                .map(
                        done ->
                                done.map(RebuildView::of)
                                        .map(view -> Response.ok(view).build())
                                        .orElseGet(() -> later(id, rebuildId)));
    }

    private Uni<Optional<Asked>> over(PortfolioId id, String rebuildId) {
        return rebuilds.find(id, rebuildId)
                .map(found -> found.filter(asked -> asked.status().over()));
    }

    private static Response later(PortfolioId id, String rebuildId) {
        return Response.accepted(
                        Map.of(
                                "rebuild_id",
                                rebuildId,
                                "see",
                                "/portfolios/" + id + "/rebuilds/" + rebuildId))
                .build();
    }

    /** The latest rebuilds, newest first. */
    @GET
    @Path("/rebuilds")
    public Uni<Page<RebuildView>> all(@PathParam("id") PortfolioId id) {
        return known.portfolio(id)
                .chain(state -> rebuilds.of(id))
                .map(all -> Page.of(all.stream().map(RebuildView::of).toList()));
    }

    @GET
    @Path("/rebuilds/{rebuild_id}")
    public Uni<RebuildView> one(
            @PathParam("id") PortfolioId id, @PathParam("rebuild_id") String rebuildId) {
        return rebuilds.find(id, rebuildId)
                .map(
                        found ->
                                found.map(RebuildView::of)
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.notFound(
                                                                "REBUILD_UNKNOWN",
                                                                "There is no rebuild "
                                                                        + rebuildId
                                                                        + " of portfolio "
                                                                        + id
                                                                        + ".")));
    }
}
