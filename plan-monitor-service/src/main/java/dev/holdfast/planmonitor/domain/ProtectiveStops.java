package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.planmonitor.domain.ProtectiveStop.Stage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a stop at the venue for each armed plan, where the portfolio asks for it. It stands beyond
 * the plan's own stop, so that a plan that is watched leaves first.
 *
 * <p>What the stop may sell is never sold beside it: a plan that leaves, in whole or in part,
 * cancels the stop and waits until its end and its fills are known. Another size or another level
 * is another order, which follows once the old one is gone; meanwhile the plan itself stands guard.
 */
final class ProtectiveStops {

    /** Of a price, where the level itself has fewer. */
    private static final int PLACES = 2;

    private ProtectiveStops() {}

    /** What should stand at the venue; {@code farthest} is as far as it may lag behind. */
    private record Wanted(Quantity quantity, Price price, Price farthest) {}

    /** Looks after the stops of all plans that changed. */
    static void keep(Turn turn, Instant at) {
        turn.changed().forEach(id -> turn.plan(id).ifPresent(plan -> keep(turn, plan, at)));
    }

    static void keep(Turn turn, Plan plan, Instant at) {
        Optional<ProtectiveStop> known = plan.protectiveStop();
        if (plan.suspended()) {
            return;
        }
        Optional<Wanted> wanted = wanted(turn, plan);
        if (known.filter(ProtectiveStop::inFlight).isPresent()) {
            ProtectiveStop stop = known.get();
            if (stop.stage() == Stage.STANDING
                    && wanted.filter(w -> serves(plan, stop, w)).isEmpty()
                    && !selling(plan, stop)) {
                turn.keep(plan.with(stop.withdrawn()));
                turn.say(
                        ExitOrders.cancel(
                                turn,
                                stop.order().orderId(),
                                wanted.isPresent() ? "another stop follows" : "the plan leaves",
                                at));
            }
        } else if (wanted.isEmpty()) {
            known.filter(stop -> stop.stage() == Stage.WAITING)
                    .ifPresent(stop -> turn.keep(plan.with(stop.abandoned())));
        } else if (known.map(stop -> mayFollow(plan, stop, wanted.get(), at)).orElse(true)) {
            ask(turn, plan, wanted.get(), at);
        }
    }

    /** What the venue has begun to sell it sells to the end; the plan leaves what is left. */
    private static boolean selling(Plan plan, ProtectiveStop stop) {
        return !stop.order().filled().isZero() && !plan.quantity().isZero();
    }

    private static boolean mayFollow(Plan plan, ProtectiveStop stop, Wanted wanted, Instant at) {
        return switch (stop.stage()) {
            case GIVEN_UP -> false;
            case STANDING, WITHDRAWN -> true;
            case WAITING ->
                    !serves(plan, stop, wanted)
                            || stop.order().retryAt().map(due -> !due.isAfter(at)).orElse(true);
        };
    }

    private static void ask(Turn turn, Plan plan, Wanted wanted, Instant at) {
        Plan raised = plan.raised();
        ProtectiveStop stop =
                ProtectiveStop.asked(
                        raised.exitOrderId(),
                        reason(plan),
                        wanted.quantity(),
                        wanted.price(),
                        plan.protectiveStop());
        turn.updated(
                raised.with(stop),
                "a stop at "
                        + wanted.price()
                        + " is asked for at the venue"
                        + plan.protectiveStop()
                                .filter(before -> before.stage() == Stage.WAITING)
                                .flatMap(before -> before.order().trouble())
                                .map(trouble -> "; the last one " + trouble)
                                .orElse(""),
                at);
        turn.say(ExitOrders.stop(turn, raised, stop, at));
    }

    private static Optional<Wanted> wanted(Turn turn, Plan plan) {
        Optional<BigDecimal> offset = turn.protectiveStopOffset();
        Quantity quantity = plan.quantity().lessAtMost(leavingByStep(plan));
        return offset.isEmpty()
                        || plan.status() != PlanStatus.ARMED
                        || turn.flat(plan.symbol(), quantity)
                ? Optional.empty()
                : plan.levels()
                        .stop()
                        .flatMap(
                                level ->
                                        beyond(plan, level, offset.get())
                                                .map(
                                                        price ->
                                                                new Wanted(
                                                                        quantity,
                                                                        price,
                                                                        beyond(
                                                                                        plan,
                                                                                        price,
                                                                                        offset
                                                                                                .get())
                                                                                .orElse(price))));
    }

    /** What a step leaves or is about to leave is not for the stop. */
    private static Quantity leavingByStep(Plan plan) {
        return plan.step()
                .map(
                        step ->
                                step.retryAt().isPresent()
                                        ? step.ordered().lessAtMost(step.filled())
                                        : step.inFlight())
                .orElse(Quantity.ZERO);
    }

    private static Optional<Price> beyond(Plan plan, Price level, BigDecimal offset) {
        BigDecimal price = level.value();
        BigDecimal distance = price.multiply(offset);
        int places = Math.max(price.scale(), PLACES);
        return Levels.level(
                plan.ofLong()
                        ? price.subtract(distance).setScale(places, RoundingMode.FLOOR)
                        : price.add(distance).setScale(places, RoundingMode.CEILING));
    }

    /**
     * Whether what stands will do: never for more than it should, never nearer to the market, and
     * no farther than twice the distance, so that a trail does not cancel and send with every mark.
     * A plan that still grows is followed when its entry has ended.
     */
    private static boolean serves(Plan plan, ProtectiveStop stop, Wanted wanted) {
        Quantity ordered = stop.order().ordered();
        boolean sized =
                ordered.equals(wanted.quantity())
                        || (plan.entry().working() && ordered.compareTo(wanted.quantity()) < 0);
        int towards = plan.ofLong() ? 1 : -1;
        return sized
                && stop.price().compareTo(wanted.price()) * towards <= 0
                && stop.price().compareTo(wanted.farthest()) * towards >= 0;
    }

    private static ExitReason reason(Plan plan) {
        return plan.levels().stopSetBy() == Levels.SetBy.TRAIL
                ? ExitReason.TRAILING_STOP
                : ExitReason.STOP;
    }

    /** The venue was first: the plan is on its way out by its stop. */
    static Plan reached(Turn turn, Plan plan, Instant at) {
        ProtectiveStop stop = plan.protectiveStop().orElseThrow();
        if (plan.status() != PlanStatus.ARMED) {
            return plan;
        }
        Exit rest =
                Exit.first(
                                stop.order().orderId(),
                                stop.order().reason(),
                                Quantity.ZERO,
                                Exit.Pricing.MARKET)
                        .unsent();
        Plan triggered = Exits.leaving(plan.raised()).with(rest);
        turn.triggered(
                triggered,
                stop.order().reason(),
                new Exits.Cause(Optional.empty(), Optional.of(stop.price()), false),
                at);
        Exits.cancelEntry(turn, triggered, "the stop at the venue was reached", at);
        return triggered;
    }

    static Plan ended(
            Plan plan,
            ClientOrderId orderId,
            Quantity through,
            Optional<String> trouble,
            Instant at) {
        return plan.protectiveStop()
                .filter(stop -> stop.is(orderId) && stop.order().ended().isEmpty())
                .map(stop -> plan.with(stop.ended(through, trouble, at)))
                .orElse(plan);
    }

    /** The venue takes no stops: the plan stands alone, and says so once. */
    static void giveUp(Turn turn, Plan plan, ClientOrderId orderId, Instant at) {
        plan.protectiveStop()
                .filter(stop -> stop.is(orderId))
                .ifPresent(
                        stop ->
                                turn.updated(
                                        plan.raised().with(stop.givenUp()),
                                        "the venue takes no stops; the plan guards alone",
                                        at));
    }
}
