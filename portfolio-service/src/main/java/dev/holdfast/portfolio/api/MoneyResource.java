package dev.holdfast.portfolio.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.store.Histories;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.ForBots;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Cash that comes and goes without a trade, and what running a portfolio costs. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MoneyResource {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Known known;
    private final Histories histories;
    private final EventPublisher publisher;
    private final Effects effects;

    MoneyResource(Known known, Histories histories, EventPublisher publisher, Effects effects) {
        this.known = known;
        this.histories = histories;
        this.publisher = publisher;
        this.effects = effects;
    }

    /** Cash of one currency, by account. */
    public record CashView(
            Currency currency, BigDecimal venue, BigDecimal offVenue, BigDecimal total) {}

    /** What there is of each currency, and the movements that were booked, newest first. */
    public record CashPage(
            List<CashView> items, List<CashEvent.Moved> movements, Optional<String> next) {}

    @GET
    @Path("/cash")
    public Uni<CashPage> cash(
            @PathParam("id") PortfolioId id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Paging paging = Paging.of(after, limit);
        return known.portfolio(id)
                .chain(
                        state ->
                                histories
                                        .movements(id, paging.place(), paging.limit())
                                        .map(
                                                found -> {
                                                    Page<CashEvent.Moved> page =
                                                            paging.page(found, moved -> moved);
                                                    return new CashPage(
                                                            balances(state),
                                                            page.items(),
                                                            page.next());
                                                }));
    }

    private static List<CashView> balances(PortfolioState state) {
        return state.journal().orElseThrow().current().cash().entrySet().stream()
                .map(
                        held ->
                                new CashView(
                                        held.getKey(),
                                        Decimals.published(held.getValue().venue()),
                                        Decimals.published(held.getValue().offVenue()),
                                        Decimals.published(held.getValue().total())))
                .toList();
    }

    /** Books a movement of cash. */
    @POST
    @Path("/cash")
    public Uni<Response> move(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json).of(id);
        boolean dated = body.has("occurred_at");
        return known.portfolio(id)
                .chain(
                        state -> {
                            CashEvent.Moved moved =
                                    body.event(
                                            Topic.CASH,
                                            "cash.moved",
                                            CashEvent.Moved.class,
                                            known.entered(state));
                            if (moved.kind() == MovementKind.ADJUSTMENT
                                    && moved.reason().filter(why -> !why.isBlank()).isEmpty()) {
                                throw ProblemException.field(
                                        "reason", "must say why: an adjustment needs one");
                            }
                            return book(
                                    moved,
                                    () ->
                                            histories
                                                    .movement(id, moved.movementId())
                                                    .map(found -> found.map(Event.class::cast)),
                                    dated,
                                    "/portfolios/" + id + "/cash");
                        });
    }

    /** Costs, newest first. */
    @GET
    @Path("/costs")
    public Uni<Page<ObjectNode>> costs(
            @PathParam("id") PortfolioId id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Paging paging = Paging.of(after, limit);
        return known.portfolio(id)
                .chain(state -> histories.costs(id, paging.place(), paging.limit()))
                .map(found -> paging.page(found, MoneyResource::view));
    }

    /** Books a cost: one with a {@code call_id} is a call to a language model. */
    @POST
    @Path("/costs")
    @ForBots
    public Uni<Response> cost(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json).of(id);
        boolean dated = body.has("occurred_at");
        boolean llm = body.has("call_id");
        String type = llm ? "llm.called" : "cost.incurred";
        String costId = body.text(llm ? "call_id" : "cost_id");
        return known.portfolio(id)
                .chain(
                        state -> {
                            if (llm) {
                                body.orElse("decision", Map.of());
                            }
                            CostEvent cost =
                                    body.event(
                                            Topic.COSTS,
                                            type,
                                            CostEvent.class,
                                            known.entered(state));
                            return book(
                                    cost,
                                    () ->
                                            histories
                                                    .cost(id, type, costId)
                                                    .map(found -> found.map(Event.class::cast)),
                                    dated,
                                    "/portfolios/" + id + "/costs");
                        });
    }

    /**
     * @param there what is booked under the id
     * @param dated whether the caller gave the time, which is part of the content then
     */
    private Uni<Response> book(
            Event wanted, Supplier<Uni<Optional<Event>>> there, boolean dated, String path) {
        return there.get()
                .chain(
                        earlier ->
                                earlier.isPresent()
                                        ? answered(earlier.get(), wanted, dated)
                                        : publisher
                                                .publish(wanted)
                                                .chain(() -> effects.await(there))
                                                .map(
                                                        booked ->
                                                                booked.map(
                                                                                event ->
                                                                                        answer(
                                                                                                201,
                                                                                                event,
                                                                                                wanted,
                                                                                                dated))
                                                                        .orElseGet(
                                                                                () ->
                                                                                        later(
                                                                                                path))));
    }

    private static Uni<Response> answered(Event earlier, Event wanted, boolean dated) {
        return Uni.createFrom().item(() -> answer(200, earlier, wanted, dated));
    }

    private static Response answer(int status, Event booked, Event wanted, boolean dated) {
        ObjectNode one = view(booked);
        ObjectNode other = view(wanted);
        if (!dated) {
            other.set("occurred_at", one.get("occurred_at"));
        }
        other.set("run_id", one.get("run_id"));
        if (!one.equals(other)) {
            throw ProblemException.conflict(
                    "ID_TAKEN", "Under this id something else is booked; take a new id.");
        }
        return Response.status(status).entity(one).build();
    }

    private static Response later(String path) {
        return Response.accepted(Map.of("see", path)).build();
    }

    private static ObjectNode view(Event event) {
        ObjectNode view = JSON.createObjectNode();
        view.put("type", Topic.typeOf(event));
        view.setAll(JSON.<ObjectNode>valueToTree(event));
        return view;
    }
}
