package dev.holdfast.portfolio.api;

import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.SliceBy;
import dev.holdfast.portfolio.store.Histories;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.ForBots;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The registry of runs: which start of which bot traded a portfolio. */
@Path("/portfolios/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RunsResource {

    private final Histories histories;
    private final Known known;
    private final EventPublisher publisher;
    private final Effects effects;

    RunsResource(Histories histories, Known known, EventPublisher publisher, Effects effects) {
        this.histories = histories;
        this.known = known;
        this.publisher = publisher;
        this.effects = effects;
    }

    /** A run; one that is only known from the records that name it is not registered. */
    public record RunView(
            String runId,
            boolean registered,
            Optional<String> botVersion,
            Optional<String> bot,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> endReason) {

        static RunView of(Histories.Run run) {
            return new RunView(
                    run.runId(),
                    run.startedAt().isPresent(),
                    run.botVersion(),
                    run.bot(),
                    run.startedAt(),
                    run.endedAt(),
                    run.endReason());
        }

        static RunView unregistered(String runId) {
            return new RunView(
                    runId,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** All runs, the latest start first. */
    @GET
    public Uni<Page<RunView>> all(@PathParam("id") PortfolioId id) {
        return known.portfolio(id)
                .chain(
                        state ->
                                histories
                                        .runs(id)
                                        .map(runs -> Page.of(withUnregistered(runs, state))));
    }

    private static List<RunView> withUnregistered(List<Histories.Run> runs, PortfolioState state) {
        List<RunView> views = new ArrayList<>(runs.stream().map(RunView::of).toList());
        state
                .journal()
                .orElseThrow()
                .current()
                .slices()
                .getOrDefault(SliceBy.RUN_ID, Map.of())
                .keySet()
                .stream()
                .filter(run -> !run.equals(SliceBy.NONE))
                .filter(run -> runs.stream().noneMatch(other -> other.runId().equals(run)))
                .map(RunView::unregistered)
                .forEach(views::add);
        return views;
    }

    /** Registers the start of a run. */
    @POST
    @ForBots
    public Uni<Response> start(@PathParam("id") PortfolioId id, String json) {
        Body body = Body.of(json).of(id);
        return known.portfolio(id)
                .chain(
                        state -> {
                            body.text("run_id");
                            RunEvent.Started started =
                                    body.event(
                                            Topic.RUNS,
                                            "run.started",
                                            RunEvent.Started.class,
                                            known.entered(state));
                            if (started.runId().isNone()) {
                                throw ProblemException.field("run_id", "must not be -");
                            }
                            return run(id, started.runId(), run -> run.startedAt().isPresent())
                                    .chain(
                                            there ->
                                                    there.isPresent()
                                                            ? answered(there.get(), started)
                                                            : start(id, started));
                        });
    }

    private Uni<Response> start(PortfolioId id, RunEvent.Started started) {
        return publisher
                .publish(started)
                .chain(
                        () ->
                                effects.await(
                                        () ->
                                                run(
                                                        id,
                                                        started.runId(),
                                                        run -> run.startedAt().isPresent())))
                .map(
                        there ->
                                there.map(run -> answer(201, run, started))
                                        .orElseGet(() -> later(id)));
    }

    private static Uni<Response> answered(Histories.Run run, RunEvent.Started started) {
        return Uni.createFrom().item(() -> answer(200, run, started));
    }

    private static Response answer(int status, Histories.Run run, RunEvent.Started started) {
        boolean same =
                run.botVersion().equals(Optional.of(started.botVersion().value()))
                        && run.bot().equals(started.bot());
        if (!same) {
            throw ProblemException.conflict(
                    "RUN_EXISTS",
                    "Run "
                            + run.runId()
                            + " is registered with another bot_version or bot; take a new run_id"
                            + " for every start.");
        }
        return Response.status(status).entity(RunView.of(run)).build();
    }

    /** Registers the end of a run; the body may give a {@code reason}. */
    @POST
    @Path("/{run_id}/end")
    @ForBots
    public Uni<Response> end(
            @PathParam("id") PortfolioId id, @PathParam("run_id") RunId runId, String json) {
        Body body = Body.of(json == null || json.isBlank() ? "{}" : json).of(id);
        return known.portfolio(id)
                .chain(
                        state -> {
                            RunEvent.Ended ended =
                                    body.orElse("run_id", runId.value())
                                            .event(
                                                    Topic.RUNS,
                                                    "run.ended",
                                                    RunEvent.Ended.class,
                                                    known.entered(state));
                            return run(id, runId, run -> true)
                                    .chain(there -> end(id, there, ended));
                        });
    }

    private Uni<Response> end(PortfolioId id, Optional<Histories.Run> there, RunEvent.Ended ended) {
        if (there.isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            ProblemException.notFound(
                                    "RUN_UNKNOWN",
                                    "Run "
                                            + ended.runId()
                                            + " was never registered; POST /portfolios/"
                                            + id
                                            + "/runs does."));
        }
        if (there.get().endedAt().isPresent()) {
            return Uni.createFrom().item(() -> Response.ok(RunView.of(there.get())).build());
        }
        return publisher
                .publish(ended)
                .chain(
                        () ->
                                effects.await(
                                        () ->
                                                run(
                                                        id,
                                                        ended.runId(),
                                                        run -> run.endedAt().isPresent())))
                .map(
                        run ->
                                run.map(now -> Response.ok(RunView.of(now)).build())
                                        .orElseGet(() -> later(id)));
    }

    private static Response later(PortfolioId id) {
        return Response.accepted(Map.of("see", "/portfolios/" + id + "/runs")).build();
    }

    private Uni<Optional<Histories.Run>> run(
            PortfolioId id, RunId runId, Predicate<Histories.Run> asWanted) {
        return histories
                .runs(id)
                .map(
                        runs ->
                                runs.stream()
                                        .filter(run -> run.runId().equals(runId.value()))
                                        .filter(asWanted)
                                        .findFirst());
    }
}
