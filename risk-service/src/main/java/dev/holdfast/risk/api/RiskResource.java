package dev.holdfast.risk.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.risk.domain.Gate;
import dev.holdfast.risk.domain.Headroom;
import dev.holdfast.risk.domain.RiskState;
import dev.holdfast.risk.store.DecisionStore;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.handler.StoredStates;
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

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Orders that are proposed, and what is known about what may be proposed. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class RiskResource {

    private static final int LARGEST_PAGE = 1000;

    private final DecisionStore decisions;
    private final StoredStates<RiskState> states;
    private final EventPublisher publisher;
    private final Effects effects;
    private final Market market;

    RiskResource(
            DecisionStore decisions,
            StoredStates<RiskState> states,
            EventPublisher publisher,
            Effects effects,
            Market market) {
        this.decisions = decisions;
        this.states = states;
        this.publisher = publisher;
        this.effects = effects;
        this.market = market;
    }

    /**
     * Proposes an order, by the same way as the topic, and answers with the decision. Asked again
     * it answers the same; another order of the same client_order_id is a conflict.
     */
    @POST
    @Path("/order-intents")
    @Consumes(MediaType.APPLICATION_JSON)
    @ForBots
    public Uni<Response> propose(@PathParam("id") PortfolioId portfolio, String body) {
        // What is decided is decided by the owner: here it is asked only whether there is one.
        return configured(states.atHand(portfolio), portfolio)
                .chain(
                        known -> {
                            OrderIntentEvent.Intended intent =
                                    IntentRequest.read(portfolio, body, now(known));
                            return decisions
                                    .first(portfolio, intent.clientOrderId())
                                    .chain(
                                            earlier ->
                                                    earlier.isPresent()
                                                            ? answered(earlier.get(), intent)
                                                            : decide(intent));
                        });
    }

    /**
     * What would be decided on an order now, without reserving anything and without a trace. {@code
     * client_order_id} may be left out.
     */
    @POST
    @Path("/what-if")
    @Consumes(MediaType.APPLICATION_JSON)
    @ForBots
    public Uni<JsonNode> whatIf(@PathParam("id") PortfolioId portfolio, String body) {
        return configured(portfolio)
                .chain(
                        known -> {
                            OrderIntentEvent.Intended intent =
                                    IntentRequest.readHypothetical(portfolio, body, now(known));
                            return decisions
                                    .first(portfolio, intent.clientOrderId())
                                    .map(
                                            earlier ->
                                                    DecisionJson.of(
                                                            Gate.decide(
                                                                            known,
                                                                            intent,
                                                                            earlier.isPresent(),
                                                                            market)
                                                                    .event()));
                        });
    }

    /** Approved orders and what they may still become, the longest unheard of first. */
    @GET
    @Path("/reservations")
    public Uni<Page<ReservationView>> reservations(@PathParam("id") PortfolioId portfolio) {
        return configured(portfolio)
                .map(
                        state ->
                                new Page<>(
                                        state.reservations().entrySet().stream()
                                                .map(ReservationView::of)
                                                .sorted(
                                                        Comparator.comparing(
                                                                        ReservationView::heardAt)
                                                                .thenComparing(
                                                                        ReservationView
                                                                                ::clientOrderId))
                                                .toList(),
                                        Optional.empty()));
    }

    private Uni<Response> decide(OrderIntentEvent.Intended intent) {
        return publisher
                .publish(intent)
                .chain(
                        () ->
                                effects.await(
                                        () ->
                                                decisions.first(
                                                        intent.portfolioId(),
                                                        intent.clientOrderId())))
                .map(
                        decision ->
                                decision.map(made -> answer(201, made, intent))
                                        .orElseGet(() -> pending(intent)));
    }

    private static Uni<Response> answered(RiskEvent earlier, OrderIntentEvent.Intended intent) {
        return Uni.createFrom().item(() -> answer(200, earlier, intent));
    }

    private static Response answer(
            int status, RiskEvent decision, OrderIntentEvent.Intended intent) {
        if (!IntentRequest.isAbout(decision, intent)) {
            throw ProblemException.conflict(
                    "DUPLICATE_CLIENT_ORDER_ID",
                    "The portfolio has another order of client_order_id "
                            + intent.clientOrderId()
                            + "; take a new id for a new order.");
        }
        return Response.status(status).entity(DecisionJson.of(decision)).build();
    }

    private static Response pending(OrderIntentEvent.Intended intent) {
        return Response.accepted(
                        Map.of(
                                "client_order_id",
                                intent.clientOrderId(),
                                "decision",
                                "/portfolios/"
                                        + intent.portfolioId()
                                        + "/decisions/"
                                        + intent.clientOrderId()))
                .build();
    }

    /** The decision on an order. */
    @GET
    @Path("/decisions/{client_order_id}")
    public Uni<JsonNode> decision(
            @PathParam("id") PortfolioId portfolio,
            @PathParam("client_order_id") ClientOrderId order) {
        return decisions
                .first(portfolio, order)
                .map(
                        found ->
                                found.map(DecisionJson::of)
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.notFound(
                                                                "UNKNOWN_ORDER",
                                                                "No decision was made on "
                                                                        + order
                                                                        + ".")));
    }

    /** Decisions, newest first; {@code verdict} is {@code approved} or {@code rejected}. */
    @GET
    @Path("/decisions")
    public Uni<Page<JsonNode>> decisions(
            @PathParam("id") PortfolioId portfolio,
            @QueryParam("verdict") Optional<String> verdict,
            @QueryParam("before") Optional<Long> before,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw ProblemException.field("limit", "must be 1 to " + LARGEST_PAGE);
        }
        Optional<Boolean> approved = verdict.map(RiskResource::isApproved);
        return configured(portfolio)
                .chain(
                        known ->
                                decisions.latest(
                                        portfolio, before.orElse(Long.MAX_VALUE), approved, limit))
                .map(
                        found ->
                                new Page<>(
                                        found.stream()
                                                .map(decision -> DecisionJson.of(decision.event()))
                                                .toList(),
                                        found.size() < limit
                                                ? Optional.empty()
                                                : Optional.of(
                                                        String.valueOf(found.getLast().number()))));
    }

    private static boolean isApproved(String verdict) {
        return switch (verdict) {
            case "approved" -> true;
            case "rejected" -> false;
            default -> throw ProblemException.field("verdict", "must be approved or rejected");
        };
    }

    @GET
    @Path("/limits")
    public Uni<LimitsView> limits(@PathParam("id") PortfolioId portfolio) {
        return configured(portfolio)
                .map(
                        state -> {
                            PortfolioEvent.Configured configuration =
                                    state.configuration().orElseThrow();
                            return new LimitsView(
                                    portfolio,
                                    configuration.version(),
                                    configuration.baseCurrency(),
                                    state.trading().effective().state(),
                                    state.trading().effective().allowExits(),
                                    state.trading().ordered(),
                                    state.trading().forAll(),
                                    state.trading().breakers(),
                                    configuration.limits());
                        });
    }

    @GET
    @Path("/headroom")
    public Uni<HeadroomView> headroom(@PathParam("id") PortfolioId portfolio) {
        return configured(portfolio)
                .map(
                        state ->
                                new HeadroomView(
                                        portfolio,
                                        state.limitsVersion(),
                                        state.trading().effective().state(),
                                        market.now(state.configuration().orElseThrow().venue()),
                                        Headroom.of(state, market)));
    }

    private Instant now(RiskState state) {
        return state.configuration()
                .flatMap(configuration -> market.now(configuration.venue()))
                .orElseGet(Instant::now);
    }

    private Uni<RiskState> configured(PortfolioId portfolio) {
        return configured(states.find(portfolio), portfolio);
    }

    private static Uni<RiskState> configured(
            Uni<Optional<RiskState>> state, PortfolioId portfolio) {
        return state.map(
                found ->
                        found.filter(known -> known.configuration().isPresent())
                                .orElseThrow(
                                        () ->
                                                ProblemException.notFound(
                                                        "UNKNOWN_PORTFOLIO",
                                                        "No portfolio "
                                                                + portfolio
                                                                + " is configured.")));
    }
}
