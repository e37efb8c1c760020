package dev.holdfast.planmonitor.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.PlanBook;
import dev.holdfast.planmonitor.domain.Refusal;
import dev.holdfast.planmonitor.store.PlanStore;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.ForBots;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The plans of a portfolio: what they are, and what somebody wants of them. */
@Path("/portfolios/{id}/plans")
@Produces(MediaType.APPLICATION_JSON)
public class PlanResource {

    private static final int LARGEST_PAGE = 1000;

    private final PlanStore plans;
    private final StoredStates<PlanBook> books;
    private final PlanCommandDispatch dispatch;
    private final Market market;

    PlanResource(
            PlanStore plans,
            StoredStates<PlanBook> books,
            PlanCommandDispatch dispatch,
            Market market) {
        this.plans = plans;
        this.books = books;
        this.dispatch = dispatch;
        this.market = market;
    }

    /**
     * Plans in order of their ids: those that are not closed, or with {@code status=closed} those
     * that are; {@code after} is what {@code next} of the page before said.
     */
    @GET
    public Uni<Page<ObjectNode>> list(
            @PathParam("id") PortfolioId portfolio,
            @QueryParam("status") @DefaultValue("open") String status,
            @QueryParam("symbol") Optional<String> symbol,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw ProblemException.field("limit", "must be 1 to " + LARGEST_PAGE);
        }
        Optional<Symbol> ofSymbol = symbol.map(PlanResource::symbol);
        if (!List.of("open", "closed").contains(status)) {
            throw ProblemException.field("status", "must be open or closed");
        }
        return configured(portfolio)
                .chain(
                        book ->
                                plans.list(portfolio, after, status.equals("open"), ofSymbol, limit)
                                        .map(found -> page(book, found, limit)));
    }

    private static Page<ObjectNode> page(PlanBook book, List<Plan> found, int limit) {
        return new Page<>(
                found.stream().map(plan -> PlanJson.of(book, plan)).toList(),
                found.size() < limit
                        ? Optional.empty()
                        : Optional.of(found.getLast().id().value()));
    }

    private static Symbol symbol(String text) {
        try {
            return Symbol.of(text);
        } catch (InvalidValue e) {
            throw ProblemException.field("symbol", e.getMessage());
        }
    }

    /** A plan and all that was ever said of it. */
    @GET
    @Path("/{plan_id}")
    public Uni<ObjectNode> get(
            @PathParam("id") PortfolioId portfolio, @PathParam("plan_id") PlanId id) {
        return configured(portfolio)
                .chain(
                        book ->
                                known(portfolio, id)
                                        .chain(
                                                plan ->
                                                        plans.history(portfolio, id)
                                                                .map(
                                                                        said ->
                                                                                PlanJson.of(
                                                                                        book, plan,
                                                                                        said))));
    }

    /**
     * Guards a position that is held. Asked again it answers with the plan that is there; another
     * plan of the same id is a conflict.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ForBots
    public Uni<Response> open(
            @PathParam("id") PortfolioId portfolio,
            String body,
            @Context ContainerRequestContext request) {
        return configured(portfolio)
                .chain(
                        book -> {
                            PlanCommand.OpenRequested open =
                                    PlanRequest.open(portfolio, body, caller(request), now(book));
                            return plans.find(portfolio, open.planId())
                                    .chain(
                                            there ->
                                                    there.map(plan -> again(book, plan, open))
                                                            .orElseGet(
                                                                    () ->
                                                                            dispatch.carryOut(
                                                                                    book,
                                                                                    open,
                                                                                    plan ->
                                                                                            same(
                                                                                                    plan,
                                                                                                    open),
                                                                                    201)));
                        });
    }

    private static Caller caller(ContainerRequestContext request) {
        return (Caller) request.getProperty(AccessFilter.CALLER);
    }

    private static Uni<Response> again(PlanBook book, Plan plan, PlanCommand.OpenRequested open) {
        if (!same(plan, open)) {
            throw ProblemException.conflict(
                    Refusal.Code.PLAN_EXISTS.name(),
                    "The portfolio has another plan of plan_id " + plan.id() + ".");
        }
        return Uni.createFrom().item(Response.ok(PlanJson.of(book, plan)).build());
    }

    private static boolean same(Plan plan, PlanCommand.OpenRequested open) {
        return plan.symbol().equals(open.symbol())
                && plan.side() == open.side()
                && plan.entry().ordered().equals(open.quantity())
                && plan.terms().equals(open.terms());
    }

    /** Changes terms of a plan; {@code version} is the one that the change is made for. */
    @PATCH
    @Path("/{plan_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @ForBots
    public Uni<Response> update(
            @PathParam("id") PortfolioId portfolio,
            @PathParam("plan_id") PlanId id,
            String body,
            @Context ContainerRequestContext request) {
        return configured(portfolio)
                .chain(
                        book ->
                                known(portfolio, id)
                                        .chain(plan -> update(book, plan, body, caller(request))));
    }

    private Uni<Response> update(PlanBook book, Plan plan, String body, Caller caller) {
        PortfolioId portfolio = book.portfolioId();
        PlanCommand.UpdateRequested update =
                PlanRequest.update(portfolio, plan, body, caller, now(book));
        long expected = update.expectedVersion().orElseThrow();
        if (plan.status() == PlanStatus.CLOSED) {
            throw ProblemException.conflict(
                    Refusal.Code.PLAN_CLOSED.name(), "Plan " + plan.id() + " is closed.");
        }
        if (expected != plan.version()) {
            return dispatch.collided(portfolio, plan.id(), expected);
        }
        return dispatch.carryOut(
                book,
                update,
                now -> now.version() > expected && now.terms().equals(update.terms()),
                200);
    }

    /**
     * Leaves the position of a plan, or with {@code exit=false} just ends its guard. Answers 202
     * while an exit is on its way.
     */
    @DELETE
    @Path("/{plan_id}")
    @ForBots
    public Uni<Response> close(
            @PathParam("id") PortfolioId portfolio,
            @PathParam("plan_id") PlanId id,
            @QueryParam("exit") @DefaultValue("true") boolean exit,
            @QueryParam("reason") Optional<String> reason,
            @Context ContainerRequestContext request) {
        return configured(portfolio)
                .chain(book -> known(portfolio, id).map(plan -> book))
                .chain(
                        book ->
                                dispatch.carryOut(
                                        book,
                                        PlanRequest.close(
                                                portfolio,
                                                id,
                                                exit,
                                                reason,
                                                caller(request),
                                                now(book)),
                                        plan ->
                                                plan.status() == PlanStatus.CLOSED
                                                        || exit && plan.leaving(),
                                        200));
    }

    /** An operator's word that a plan which waits after a restart may guard again. */
    @POST
    @Path("/{plan_id}/rearm")
    public Uni<Response> rearm(
            @PathParam("id") PortfolioId portfolio,
            @PathParam("plan_id") PlanId id,
            @QueryParam("reason") Optional<String> reason,
            @Context ContainerRequestContext request) {
        return configured(portfolio)
                .chain(book -> known(portfolio, id).map(plan -> book))
                .chain(
                        book ->
                                dispatch.carryOut(
                                        book,
                                        PlanRequest.rearm(
                                                portfolio, id, reason, caller(request), now(book)),
                                        plan ->
                                                plan.status() != PlanStatus.CLOSED
                                                        && !plan.suspended(),
                                        200));
    }

    private Uni<Plan> known(PortfolioId portfolio, PlanId id) {
        return plans.find(portfolio, id)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                ProblemException.notFound(
                                                        Refusal.Code.UNKNOWN_PLAN.name(),
                                                        "Portfolio "
                                                                + portfolio
                                                                + " has no plan "
                                                                + id
                                                                + ".")));
    }

    private Uni<PlanBook> configured(PortfolioId portfolio) {
        return books.find(portfolio)
                .map(
                        found ->
                                found.filter(book -> book.settings().isPresent())
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.notFound(
                                                                Refusal.Code.UNKNOWN_PORTFOLIO
                                                                        .name(),
                                                                "No portfolio "
                                                                        + portfolio
                                                                        + " is configured.")));
    }

    /**
     * The venue's time. Two requests that say the same are two, so each gets nanoseconds of its
     * own, which no clock of a venue has.
     */
    private Instant now(PlanBook book) {
        return market.now(book.settings().orElseThrow().venue())
                .orElseGet(Instant::now)
                .plusNanos(ThreadLocalRandom.current().nextInt(1_000_000));
    }
}
