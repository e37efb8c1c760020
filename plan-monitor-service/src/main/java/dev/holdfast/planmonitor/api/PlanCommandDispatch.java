package dev.holdfast.planmonitor.api;

import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.PlanBook;
import dev.holdfast.planmonitor.domain.Refusal;
import dev.holdfast.planmonitor.store.PlanStore;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sends a command the way that bots send theirs, and answers with what came of it: the plan, or why
 * not.
 */
@ApplicationScoped
class PlanCommandDispatch {

    private final PlanStore plans;
    private final EventPublisher publisher;
    private final Effects effects;

    PlanCommandDispatch(PlanStore plans, EventPublisher publisher, Effects effects) {
        this.plans = plans;
        this.publisher = publisher;
        this.effects = effects;
    }

    private sealed interface Effect {
        record Done(Plan plan) implements Effect {}

        record Refused(Refusal refusal) implements Effect {}
    }

    /**
     * @param done what the plan looks like once the command was carried out
     * @param status of the answer then; 202 where the plan is on its way out
     */
    Uni<Response> carryOut(PlanBook book, PlanCommand command, Predicate<Plan> done, int status) {
        PortfolioId portfolio = command.portfolioId();
        PlanId id = command.planId();
        return plans.refusal(portfolio, id, 0)
                .map(last -> last.map(PlanStore.Numbered::number).orElse(0L))
                .chain(
                        last ->
                                publisher
                                        .publish(command)
                                        .chain(
                                                () ->
                                                        effects.await(
                                                                () -> effect(command, last, done))))
                .chain(
                        effect ->
                                effect.map(come -> answer(book, id, come, status))
                                        .orElseGet(
                                                () ->
                                                        Uni.createFrom()
                                                                .item(pending(portfolio, id))));
    }

    /** Nothing comes of it: the plan has been changed since the version that was seen. */
    <T> Uni<T> collided(PortfolioId portfolio, PlanId id, long expected) {
        return plans.history(portfolio, id)
                .map(
                        said -> {
                            throw PlanHistory.collision(
                                    Refusal.Code.VERSION_CONFLICT.name(), expected, said);
                        });
    }

    /** The plan is looked at first: a refusal may have met somebody else who wanted the same. */
    private Uni<Optional<Effect>> effect(
            PlanCommand command, long lastRefusal, Predicate<Plan> done) {
        return plans.find(command.portfolioId(), command.planId())
                .chain(
                        plan ->
                                plan.filter(done).isPresent()
                                        ? Uni.createFrom().item(plan.<Effect>map(Effect.Done::new))
                                        : plans.refusal(
                                                        command.portfolioId(),
                                                        command.planId(),
                                                        lastRefusal)
                                                .map(
                                                        refused ->
                                                                refused.<Effect>map(
                                                                        one ->
                                                                                new Effect.Refused(
                                                                                        one
                                                                                                .refusal()))));
    }

    private Uni<Response> answer(PlanBook book, PlanId id, Effect effect, int status) {
        return switch (effect) {
            case Effect.Done done ->
                    Uni.createFrom()
                            .item(
                                    Response.status(
                                                    done.plan().status() != PlanStatus.CLOSED
                                                                    && done.plan().leaving()
                                                            ? 202
                                                            : status)
                                            .entity(PlanJson.of(book, done.plan()))
                                            .build());
            case Effect.Refused refused -> {
                Refusal refusal = refused.refusal();
                yield refusal.code() == Refusal.Code.VERSION_CONFLICT
                        ? collided(book.portfolioId(), id, refusal.expectedVersion().orElseThrow())
                        : Uni.createFrom().failure(problem(refusal));
            }
        };
    }

    private static ProblemException problem(Refusal refusal) {
        String code = refusal.code().name();
        return switch (refusal.code()) {
            case UNKNOWN_PORTFOLIO, UNKNOWN_PLAN ->
                    ProblemException.notFound(code, refusal.message());
            case VERSION_CONFLICT, PLAN_EXISTS, PLAN_CLOSED, PLAN_TRIGGERED ->
                    ProblemException.conflict(code, refusal.message());
            case NOT_AN_OPERATOR -> ProblemException.forbidden(refusal.message());
            case INVALID_PLAN_ID,
                    UNKNOWN_SYMBOL,
                    TOO_MANY_PLANS,
                    INVALID_STEPS,
                    INVALID_TIME_STOP,
                    INVALID_NIGHT,
                    ZERO_SIZE,
                    NO_POSITION,
                    SIZE_BEYOND_POSITION,
                    EMPTY_TERMS,
                    STOP_BEYOND_ENTRY,
                    TARGET_BEHIND_ENTRY,
                    STOP_BEYOND_TARGET,
                    LEVEL_NOT_ABOVE_ZERO,
                    INVALID_TRAIL,
                    INVALID_MAX_AGE ->
                    ProblemException.unprocessable(code, refusal.message());
        };
    }

    private static Response pending(PortfolioId portfolio, PlanId id) {
        return Response.accepted(
                        Map.of("plan_id", id, "plan", "/portfolios/" + portfolio + "/plans/" + id))
                .build();
    }
}
