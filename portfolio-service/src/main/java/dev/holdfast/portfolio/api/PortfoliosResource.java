package dev.holdfast.portfolio.api;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.portfolio.domain.Definition;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.store.Histories;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.Problem.FieldError;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The registry of portfolios. */
@Path("/portfolios")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PortfoliosResource {

    private static final String TIMEZONE = "Australia/Sydney";
    private static final String VENUE = "paper";

    private static final Set<String> FIELDS =
            new TreeSet<>(
                    Set.of(
                            "portfolio_id",
                            "name",
                            "base_currency",
                            "timezone",
                            "reporting_timezones",
                            "cost_basis",
                            "venue",
                            "mode",
                            "client_order_prefix",
                            "limits",
                            "overnight",
                            "account_policy",
                            "plans",
                            "version",
                            "configured_at",
                            "missing_records"));

    private final Histories histories;
    private final Known known;
    private final EventPublisher publisher;
    private final Effects effects;

    PortfoliosResource(
            Histories histories, Known known, EventPublisher publisher, Effects effects) {
        this.histories = histories;
        this.known = known;
        this.publisher = publisher;
        this.effects = effects;
    }

    /** All portfolios that the caller may see. */
    @GET
    public Uni<Page<PortfolioView>> all(@Context ContainerRequestContext request) {
        List<String> visible =
                request.getProperty(AccessFilter.CALLER) instanceof Caller caller
                        ? caller.portfolios()
                        : List.of();
        return histories
                .portfolios()
                .map(
                        portfolios ->
                                Page.of(
                                        portfolios.stream()
                                                .filter(
                                                        configured ->
                                                                visible.isEmpty()
                                                                        || visible.contains(
                                                                                configured
                                                                                        .portfolioId()
                                                                                        .value()))
                                                .map(PortfolioView::of)
                                                .toList()));
    }

    @GET
    @Path("/{id}")
    public Uni<PortfolioView> one(@PathParam("id") PortfolioId id) {
        return latest(id)
                .chain(
                        configured ->
                                known.find(id)
                                        .map(
                                                state ->
                                                        PortfolioView.of(
                                                                configured,
                                                                state.map(PortfolioState::holes)
                                                                        .orElse(List.of()))));
    }

    /** Makes a portfolio; asked again with the same content it answers with what is there. */
    @POST
    public Uni<Response> create(String json) {
        Configured wanted = read(Body.of(json), 1);
        return histories
                .versions(wanted.portfolioId())
                .chain(
                        there ->
                                there.isEmpty()
                                        ? publish(wanted, 201)
                                        : Uni.createFrom().item(() -> repeated(there, wanted)));
    }

    private static Response repeated(List<Configured> there, Configured wanted) {
        if (there.stream().noneMatch(version -> Definition.same(version, wanted))) {
            throw ProblemException.conflict(
                    "PORTFOLIO_EXISTS",
                    "Portfolio "
                            + wanted.portfolioId()
                            + " exists with other content; PUT /portfolios/"
                            + wanted.portfolioId()
                            + " changes it.");
        }
        return Response.ok(PortfolioView.of(there.getLast())).build();
    }

    /**
     * Replaces the whole configuration; what is left out takes its default. With {@code version} it
     * only replaces that version.
     */
    @PUT
    @Path("/{id}")
    public Uni<Response> replace(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json).of(id);
        return latest(id)
                .chain(
                        now -> {
                            body.orElse("version", now.version());
                            Configured wanted = read(body, now.version());
                            return wanted.version() == now.version()
                                    ? replace(now, wanted)
                                    : Uni.createFrom().failure(stale(now, wanted.version()));
                        });
    }

    private Uni<Response> replace(Configured now, Configured wanted) {
        List<FieldError> faults = errors(Definition.changes(now, wanted));
        if (!faults.isEmpty()) {
            return Uni.createFrom().failure(ProblemException.invalid(faults));
        }
        return Definition.same(now, wanted)
                ? Uni.createFrom().item(() -> Response.ok(PortfolioView.of(now)).build())
                : publish(Definition.as(wanted, now.version() + 1), 200);
    }

    private static ProblemException stale(Configured now, long version) {
        return ProblemException.conflict(
                "VERSION_STALE",
                "Portfolio "
                        + now.portfolioId()
                        + " is at version "
                        + now.version()
                        + ", not "
                        + version
                        + "; read it again and apply the change to that.");
    }

    private Uni<Configured> latest(PortfolioId id) {
        return histories
                .versions(id)
                .map(
                        versions -> {
                            if (versions.isEmpty()) {
                                throw Known.unknown(id);
                            }
                            return versions.getLast();
                        });
    }

    /**
     * Of two requests at once the first on the topic counts; the other one learns what is there.
     */
    private Uni<Response> publish(Configured wanted, int status) {
        return publisher
                .publish(wanted)
                .chain(
                        () ->
                                effects.await(
                                        () ->
                                                histories.version(
                                                        wanted.portfolioId(), wanted.version())))
                .map(
                        there ->
                                there.map(version -> done(version, wanted, status))
                                        .orElseGet(() -> later(wanted)));
    }

    private static Response done(Configured version, Configured wanted, int status) {
        if (!Definition.same(version, wanted)) {
            throw ProblemException.conflict(
                    "PORTFOLIO_EXISTS",
                    "Another request made version "
                            + version.version()
                            + " of portfolio "
                            + version.portfolioId()
                            + " first; read it and decide anew.");
        }
        return Response.status(status).entity(PortfolioView.of(version)).build();
    }

    private static Response later(Configured wanted) {
        return Response.accepted(
                        Map.of(
                                "portfolio_id",
                                wanted.portfolioId(),
                                "see",
                                "/portfolios/" + wanted.portfolioId()))
                .build();
    }

    private Configured read(Body body, long version) {
        body.only(FIELDS);
        if (body.has("account_policy")) {
            body.completed("account_policy", AccountPolicy.HOLDS);
        }
        if (body.has("plans")) {
            body.completed("plans", PlanPolicy.DEFAULT);
        }
        String id = body.text("portfolio_id");
        Configured configured =
                body.orElse("version", version)
                        .orElse("name", id)
                        .orElse("timezone", TIMEZONE)
                        .orElse("reporting_timezones", List.of())
                        .orElse("cost_basis", "AVERAGE")
                        .orElse("venue", VENUE)
                        .orElse("mode", "PAPER")
                        .orElse("client_order_prefix", id)
                        .completed("limits", Limits.NONE)
                        .completed("overnight", Overnight.KEEP)
                        .event(
                                Topic.PORTFOLIOS,
                                "portfolio.configured",
                                Configured.class,
                                now(body));
        List<FieldError> faults = errors(Definition.faults(configured));
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return configured;
    }

    private Instant now(Body body) {
        try {
            return known.market().now(Venue.of(body.text("venue"))).orElseGet(Instant::now);
        } catch (InvalidValue namedWhenTheBodyIsRead) {
            return Instant.now();
        }
    }

    private static List<FieldError> errors(List<Definition.Fault> faults) {
        return faults.stream()
                .map(fault -> new FieldError(fault.field(), fault.message()))
                .toList();
    }
}
