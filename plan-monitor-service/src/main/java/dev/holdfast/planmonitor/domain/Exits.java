package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.time.Instant;
import java.util.Optional;

/**
 * How a plan leaves: one reduce-only order at a time, under an id that its version gives, sent
 * again with growing pauses until nothing is left to guard. A step of its targets leaves a part the
 * same way while the rest stays guarded; where the rest must leave meanwhile, it leaves what the
 * step's order does not.
 */
final class Exits {

    static final String POSITION_CLOSED = "POSITION_CLOSED";

    private Exits() {}

    /** What a mark met; all empty where a person or the clock said so. */
    record Cause(Optional<Price> mark, Optional<Price> level, boolean gapped) {

        static final Cause NO_MARK = new Cause(Optional.empty(), Optional.empty(), false);

        static Cause at(Price mark, Price level, boolean gapped) {
            return new Cause(Optional.of(mark), Optional.of(level), gapped);
        }
    }

    /**
     * A rule of the plan was met, or somebody asked: the plan starts to leave, unless the order of
     * a step leaves all that it guards already.
     */
    static void trigger(Turn turn, Plan plan, ExitReason reason, Cause cause, Instant at) {
        if (plan.notExiting().isZero()) {
            return;
        }
        Plan triggered = leaving(plan.raised());
        if (turn.flat(triggered) && !pending(triggered)) {
            turn.closed(plan, POSITION_CLOSED, at);
            return;
        }
        Exit exit =
                Exit.first(
                        triggered.exitOrderId(),
                        reason,
                        triggered.notLeaving(),
                        ExitOrders.pricing(turn, plan, 1, reason, cause.mark(), at));
        if (turn.flat(plan.symbol(), triggered.notLeaving())) {
            Exit waits = triggered.stopInFlight() ? exit.unsent() : exit.resting();
            turn.triggered(triggered.with(waits), reason, cause, at);
        } else {
            triggered = triggered.with(exit);
            turn.triggered(triggered, reason, cause, at);
            turn.say(ExitOrders.intent(turn, triggered, exit, at));
        }
        cancelEntry(turn, triggered, "the plan leaves: " + reason, at);
    }

    /** On its way out; a step whose order is not on its way leaves with the rest. */
    static Plan leaving(Plan plan) {
        Plan triggered = plan.with(PlanStatus.TRIGGERED);
        return plan.step().filter(Exits::onItsWay).isPresent()
                ? triggered
                : triggered.withoutStep();
    }

    /** A step was reached: a part leaves, and the levels hold for the rest. */
    static void takeSteps(
            Turn turn, Plan plan, Levels rest, Quantity part, Cause cause, Instant at) {
        Plan raised = plan.raised().with(rest);
        Exit step =
                Exit.first(
                        raised.exitOrderId(),
                        ExitReason.TARGET,
                        part,
                        ExitOrders.pricing(turn, plan, 1, ExitReason.TARGET, cause.mark(), at));
        boolean waits = plan.stopInFlight();
        Plan stepped = raised.withStep(waits ? step.afterTheStop(at) : step);
        turn.triggered(stepped, ExitReason.TARGET, cause, at);
        if (waits) {
            return;
        }
        turn.say(ExitOrders.intent(turn, stepped, step, at));
    }

    /** What may still be filled of the entry would stand without a guard. */
    static void cancelEntry(Turn turn, Plan plan, String why, Instant at) {
        if (plan.entry().working()) {
            plan.entry().orderId().ifPresent(id -> turn.say(ExitOrders.cancel(turn, id, why, at)));
        }
    }

    /** An exit was filled, in whole or in part. */
    static void filled(Turn turn, Plan plan, ClientOrderId orderId, Quantity by, Instant at) {
        boolean byTheStop = plan.protectiveStop().filter(stop -> stop.is(orderId)).isPresent();
        Plan leaving = byTheStop ? ProtectiveStops.reached(turn, plan, at) : plan;
        Quantity left = plan.quantity().lessAtMost(by);
        Plan reduced = leaving.with(left);
        if (byTheStop) {
            reduced = reduced.with(reduced.protectiveStop().orElseThrow().filledBy(by));
        } else if (isOf(plan.exit(), orderId)) {
            reduced = reduced.with(plan.exit().get().filledBy(by));
        } else if (isOf(plan.step(), orderId)) {
            reduced = reduced.withStep(plan.step().get().filledBy(by));
        }
        if (turn.flat(reduced) && !pending(reduced)) {
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

    private static boolean isOf(Optional<Exit> exit, ClientOrderId orderId) {
        return exit.map(known -> known.orderId().equals(orderId)).orElse(false);
    }

    /** Whether an order of the plan may still be filled. */
    static boolean onItsWay(Plan plan) {
        return plan.orders().anyMatch(Exits::onItsWay);
    }

    /** Whether an order of the plan may still be filled, on its way in or out. */
    static boolean pending(Plan plan) {
        return plan.entry().working() || onItsWay(plan);
    }

    private static boolean onItsWay(Exit exit) {
        return !exit.over() && !exit.inFlight().isZero();
    }

    /** The order of an exit ended, whole or not; {@code trouble} says why where it was not. */
    static void ended(
            Turn turn,
            Plan plan,
            ClientOrderId orderId,
            Quantity through,
            Optional<String> trouble,
            Instant at) {
        Plan after = ProtectiveStops.ended(plan, orderId, through, trouble, at);
        if (isOf(plan.exit(), orderId) && plan.exit().get().ended().isEmpty()) {
            after = plan.with(plan.exit().get().ended(through, trouble));
        } else if (isOf(plan.step(), orderId) && plan.step().get().ended().isEmpty()) {
            after = plan.withStep(plan.step().get().ended(through, trouble));
        }
        if (after != plan) {
            turn.keep(after);
            goOn(turn, after, at);
        }
    }

    /** What a leaving plan does next, once an order of it is over: end, wait, or send the rest. */
    static void goOn(Turn turn, Plan plan, Instant at) {
        Plan settled = settledStep(turn, plan, at);
        if (settled.status() != PlanStatus.TRIGGERED || settled.exit().isEmpty()) {
            if (turn.flat(settled) && !pending(settled)) {
                turn.closed(settled, reasonOf(settled), at);
            }
            return;
        }
        Exit exit = settled.exit().get();
        if (turn.flat(settled)) {
            if (!settled.entry().working() && settled.inFlight().isZero()) {
                turn.closed(settled, reasonOf(settled), at);
            }
        } else if (exit.over()
                && exit.retryAt().isEmpty()
                && !turn.flat(settled.symbol(), settled.notLeaving())) {
            if (exit.whole()) {
                send(turn, settled, "the exit goes on with what is left", at);
            } else if (ExitOrders.escalating(turn, exit)) {
                send(turn, settled, "what its limit left goes at market", at);
            } else {
                Instant retryAt = at.plus(exit.backoff());
                turn.updated(
                        settled.raised().with(exit.waitingUntil(retryAt)),
                        waiting(exit, retryAt),
                        at);
            }
        }
    }

    /** A step whose order is over is taken, or waits to be sent again while the plan stands. */
    private static Plan settledStep(Turn turn, Plan plan, Instant at) {
        if (plan.status() == PlanStatus.ARMED && awaitsTheStop(plan) && !plan.stopInFlight()) {
            return sendStep(turn, plan, "the stop at the venue is gone; the step follows", at);
        }
        Optional<Exit> over = plan.step().filter(step -> step.over() && step.retryAt().isEmpty());
        if (over.isEmpty()) {
            return plan;
        }
        Exit step = over.get();
        if (step.whole() || plan.status() != PlanStatus.ARMED || turn.flat(plan)) {
            Plan taken = plan.withoutStep();
            turn.keep(taken);
            return taken;
        }
        if (ExitOrders.escalating(turn, step)) {
            return sendStep(turn, plan, "what the limit of the step left goes at market", at);
        }
        Instant retryAt = at.plus(step.backoff());
        Plan waits = plan.raised().withStep(step.waitingUntil(retryAt));
        turn.updated(waits, waiting(step, retryAt), at);
        return waits;
    }

    private static boolean awaitsTheStop(Plan plan) {
        return plan.step().filter(step -> step.attempt() == 0).isPresent();
    }

    private static String waiting(Exit exit, Instant retryAt) {
        return "exit "
                + exit.trouble().orElse("was not filled")
                + "; attempt "
                + (exit.attempt() + 1)
                + " follows at "
                + retryAt;
    }

    /**
     * Sends the next order of every exit whose time has come, and withdraws limits that stood long.
     */
    static void due(Turn turn, Instant now) {
        for (PlanId id : turn.book().table().exitsDueBy(now)) {
            turn.plan(id).ifPresent(plan -> due(turn, plan, now));
            turn.plan(id).ifPresent(plan -> ProtectiveStops.keep(turn, plan, now));
        }
    }

    private static void due(Turn turn, Plan plan, Instant now) {
        Optional<Exit> due =
                plan.exits()
                        .filter(e -> e.due().map(at -> !at.isAfter(now)).orElse(false))
                        .filter(e -> e.attempt() > 0 || !plan.stopInFlight())
                        .findFirst();
        if (due.isEmpty()) {
            return;
        }
        Exit exit = due.get();
        boolean ofStep = plan.step().filter(exit::equals).isPresent();
        if (exit.retryAt().isEmpty()) {
            Plan raised = plan.raised();
            turn.updated(
                    ofStep ? raised.withStep(exit.escalated()) : raised.with(exit.escalated()),
                    "its limit of " + exit.limit().orElseThrow() + " has stood long enough",
                    now);
            turn.say(ExitOrders.cancel(turn, exit.orderId(), "what is left goes at market", now));
        } else if (ofStep) {
            sendStep(turn, plan, "the step is sent again", now);
        } else {
            send(turn, plan, "exit is sent again", now);
        }
        turn.plan(plan.id()).ifPresent(after -> due(turn, after, now));
    }

    private static void send(Turn turn, Plan plan, String why, Instant at) {
        if (turn.flat(plan.symbol(), plan.notLeaving())) {
            turn.keep(plan.with(plan.exit().orElseThrow().resting()));
            return;
        }
        Plan raised = plan.raised();
        Exit next = next(turn, raised, raised.exit().orElseThrow(), plan.notLeaving(), at);
        Plan sent = raised.with(next);
        turn.updated(sent, why, at);
        turn.say(ExitOrders.intent(turn, sent, next, at));
    }

    private static Plan sendStep(Turn turn, Plan plan, String why, Instant at) {
        Exit over = plan.step().orElseThrow();
        Quantity left = over.ordered().lessAtMost(over.filled()).min(plan.quantity());
        if (turn.flat(plan.symbol(), left)) {
            Plan taken = plan.withoutStep();
            turn.keep(taken);
            return taken;
        }
        Plan raised = plan.raised();
        Exit next = next(turn, raised, over, left, at);
        Plan sent = raised.withStep(next);
        turn.updated(sent, why, at);
        turn.say(ExitOrders.intent(turn, sent, next, at));
        return sent;
    }

    private static Exit next(Turn turn, Plan raised, Exit over, Quantity quantity, Instant at) {
        return over.next(
                raised.exitOrderId(),
                quantity,
                ExitOrders.pricing(
                        turn, raised, over.attempt() + 1, over.reason(), Optional.empty(), at));
    }

    /** Nothing is left to leave: an order that still is on its way must not turn the position. */
    static void withdraw(Turn turn, Plan plan, Instant at) {
        plan.exits()
                .filter(Exits::onItsWay)
                .forEach(
                        exit ->
                                turn.say(
                                        ExitOrders.cancel(
                                                turn,
                                                exit.orderId(),
                                                "nothing is left to leave",
                                                at)));
    }

    private static String reasonOf(Plan plan) {
        return plan.exit()
                .or(plan::step)
                .filter(exit -> !exit.filled().isZero() || exit.attempt() > 1)
                .or(
                        () ->
                                plan.protectiveStop()
                                        .map(ProtectiveStop::order)
                                        .filter(stop -> !stop.filled().isZero()))
                .map(exit -> exit.reason().name())
                .orElse(POSITION_CLOSED);
    }
}
