package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TimeInForce;

import java.time.Instant;
import java.util.Optional;

/**
 * How a plan leaves: one reduce-only order at a time, under an id that its version gives, sent
 * again with growing pauses until nothing is left to guard.
 */
final class Exits {

    static final String POSITION_CLOSED = "POSITION_CLOSED";

    private Exits() {}

    /** A rule of the plan was met, or somebody asked: the plan starts to leave. */
    static void trigger(
            Turn turn,
            Plan plan,
            ExitReason reason,
            Optional<Price> mark,
            Optional<Price> level,
            boolean gapped,
            Instant at) {
        Plan triggered = plan.raised().with(PlanStatus.TRIGGERED);
        triggered =
                triggered.with(Exit.first(triggered.exitOrderId(), reason, triggered.quantity()));
        turn.triggered(triggered, reason, mark, level, gapped, at);
        turn.say(intent(turn, triggered, reason, at));
        cancelEntry(turn, triggered, "the plan leaves: " + reason, at);
    }

    /** What may still be filled of the entry would stand without a guard. */
    static void cancelEntry(Turn turn, Plan plan, String why, Instant at) {
        if (plan.entry().working()) {
            plan.entry()
                    .orderId()
                    .ifPresent(orderId -> turn.say(cancel(turn, plan, orderId, why, at)));
        }
    }

    /** An exit was filled, in whole or in part. */
    static void filled(Turn turn, Plan plan, ClientOrderId orderId, Quantity by, Instant at) {
        Quantity left = plan.quantity().lessAtMost(by);
        Plan reduced = plan.with(left);
        if (plan.exit().isPresent() && plan.exit().get().orderId().equals(orderId)) {
            reduced = reduced.with(plan.exit().get().filledBy(by));
        }
        if (left.isZero() && !reduced.entry().working() && !onItsWay(reduced)) {
            turn.closed(reduced, reasonOf(reduced), at);
            return;
        }
        reduced = reduced.raised();
        turn.reduced(reduced, by.min(plan.quantity()), at);
        if (left.isZero()) {
            withdraw(turn, reduced, at);
        }
        goOn(turn, reduced, at);
    }

    /** Whether an order of the plan may still be filled. */
    static boolean onItsWay(Plan plan) {
        return plan.exit().map(exit -> !exit.over() && !exit.inFlight().isZero()).orElse(false);
    }

    /** The order of an exit ended, whole or not; {@code trouble} says why where it was not. */
    static void ended(
            Turn turn,
            Plan plan,
            ClientOrderId orderId,
            Quantity through,
            Optional<String> trouble,
            Instant at) {
        Optional<Exit> exit = plan.exit().filter(known -> known.orderId().equals(orderId));
        if (exit.isEmpty() || exit.get().ended().isPresent()) {
            return;
        }
        Plan after = plan.with(exit.get().ended(through, trouble));
        turn.keep(after);
        goOn(turn, after, at);
    }

    /** What a triggered plan does next, once its order is over: end, wait, or send the rest. */
    static void goOn(Turn turn, Plan plan, Instant at) {
        if (plan.status() != PlanStatus.TRIGGERED || plan.exit().isEmpty()) {
            return;
        }
        Exit exit = plan.exit().get();
        if (plan.quantity().isZero()) {
            if (!plan.entry().working() && exit.inFlight().isZero()) {
                turn.closed(plan, reasonOf(plan), at);
            }
        } else if (exit.over() && exit.retryAt().isEmpty()) {
            if (exit.filled().compareTo(exit.ordered()) < 0) {
                waitForRetry(turn, plan, exit, at);
            } else {
                send(turn, plan, "the exit goes on with what is left", at);
            }
        }
    }

    private static void waitForRetry(Turn turn, Plan plan, Exit exit, Instant at) {
        Instant retryAt = at.plus(exit.backoff());
        turn.updated(
                plan.raised().with(exit.waitingUntil(retryAt)),
                "exit "
                        + exit.trouble().orElse("was not filled")
                        + "; attempt "
                        + (exit.attempt() + 1)
                        + " follows at "
                        + retryAt,
                at);
    }

    /** Sends the next order of every exit whose time has come. */
    static void retry(Turn turn, Instant now) {
        for (PlanId id : turn.book().table().retriesDueBy(now)) {
            turn.plan(id).ifPresent(plan -> send(turn, plan, "exit is sent again", now));
        }
    }

    private static void send(Turn turn, Plan plan, String why, Instant at) {
        Plan raised = plan.raised();
        Plan sent =
                raised.with(
                        raised.exit().orElseThrow().next(raised.exitOrderId(), plan.quantity()));
        turn.updated(sent, why, at);
        turn.say(intent(turn, sent, sent.exit().orElseThrow().reason(), at));
    }

    /** Nothing is left to leave: an order that still is on its way must not turn the position. */
    static void withdraw(Turn turn, Plan plan, Instant at) {
        plan.exit()
                .filter(exit -> onItsWay(plan))
                .ifPresent(
                        exit ->
                                turn.say(
                                        cancel(
                                                turn,
                                                plan,
                                                exit.orderId(),
                                                "nothing is left to leave",
                                                at)));
    }

    private static String reasonOf(Plan plan) {
        return plan.exit()
                .filter(exit -> !exit.filled().isZero() || exit.attempt() > 1)
                .map(exit -> exit.reason().name())
                .orElse(POSITION_CLOSED);
    }

    /** Neither run nor bot stands behind an exit: it also passes where bots are stopped. */
    private static OrderIntentEvent.Intended intent(
            Turn turn, Plan plan, ExitReason reason, Instant at) {
        return new OrderIntentEvent.Intended(
                turn.portfolioId(),
                RunId.NONE,
                Optional.empty(),
                plan.exit().orElseThrow().orderId(),
                plan.symbol(),
                plan.side().opposite(),
                OrderType.MARKET,
                plan.quantity(),
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.of(plan.id()),
                Optional.empty(),
                Optional.of("exit of plan " + plan.id() + ": " + reason),
                at);
    }

    private static OrderIntentEvent.CancelIntended cancel(
            Turn turn, Plan plan, ClientOrderId orderId, String why, Instant at) {
        return new OrderIntentEvent.CancelIntended(
                turn.portfolioId(), RunId.NONE, orderId, Optional.of(why), at);
    }
}
