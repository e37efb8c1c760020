package dev.holdfast.portfolio.api;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.ReconciliationEvent.Item;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.domain.Adjustments;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.store.Histories;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Multi;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the venue says against the ledger, and what puts an end to a difference. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReconciliationResource {

    private static final Set<String> FIELDS = Set.of("portfolio_id", "asset", "reason");

    private final Known known;
    private final Histories histories;
    private final EventPublisher publisher;
    private final Effects effects;

    ReconciliationResource(
            Known known, Histories histories, EventPublisher publisher, Effects effects) {
        this.known = known;
        this.histories = histories;
        this.publisher = publisher;
        this.effects = effects;
    }

    /**
     * The last outcome that was said.
     *
     * @param standing the differences of it that the latest comparison still found
     */
    public record ReconciliationView(
            Optional<Instant> asOf, List<Item> items, List<Item> standing) {

        static ReconciliationView of(PortfolioState state) {
            return new ReconciliationView(
                    state.reconciler().saidAt(),
                    state.reconciler().said().orElse(List.of()),
                    state.reconciler().standing());
        }
    }

    @GET
    @Path("/reconciliation")
    public Uni<ReconciliationView> reconciliation(@PathParam("id") PortfolioId id) {
        return known.portfolio(id).map(ReconciliationView::of);
    }

    /**
     * Books the differences that stand, of one {@code asset} or of all, as adjustments of the VENUE
     * account.
     */
    @POST
    @Path("/adjustments")
    public Uni<Response> adjust(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json == null || json.isBlank() ? "{}" : json).only(FIELDS).of(id);
        Optional<Currency> asset =
                body.has("asset") ? Optional.of(asset(body.text("asset"))) : Optional.empty();
        Optional<String> reason =
                body.has("reason") ? Optional.of(body.text("reason")) : Optional.empty();
        return known.portfolio(id)
                .chain(
                        state -> {
                            List<CashEvent.Moved> wanted = Adjustments.of(state, asset, reason);
                            if (wanted.isEmpty()) {
                                throw ProblemException.conflict(
                                        "NOTHING_TO_ADJUST",
                                        "The ledger and the venue are not known to differ"
                                                + asset.map(one -> " in " + one).orElse("")
                                                + "; GET /portfolios/"
                                                + id
                                                + "/reconciliation tells what was found.");
                            }
                            return book(id, wanted);
                        });
    }

    private static Currency asset(String code) {
        try {
            return Currency.of(code);
        } catch (InvalidValue e) {
            throw ProblemException.field("asset", e.getMessage());
        }
    }

    private Uni<Response> book(PortfolioId id, List<CashEvent.Moved> wanted) {
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(publisher::publish)
                .collect()
                .asList()
                .chain(
                        () ->
                                effects.await(
                                        () ->
                                                histories.movement(
                                                        id, wanted.getLast().movementId())))
                .map(
                        booked ->
                                booked.isPresent()
                                        ? Response.status(201).entity(Page.of(wanted)).build()
                                        : Response.accepted(
                                                        Map.of(
                                                                "see",
                                                                "/portfolios/" + id + "/cash"))
                                                .build());
    }
}
