package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OperatorCommand.ClosePosition;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a position by one reduce-only order under an id that the command gives, for what no order
 * of a plan is leaving already. What a stop at the venue holds leaves through its plan, which
 * cancels the stop first; where only a part of the position shall go, it stays.
 */
final class PositionClose {

    private PositionClose() {}

    static void carryOut(Turn turn, ClosePosition command, Instant now) {
        BigDecimal position = turn.book().position(command.symbol()).quantity();
        Side side = position.signum() >= 0 ? Side.BUY : Side.SELL;
        boolean throughPlans =
                command.quantity().isEmpty() && leaveThroughPlans(turn, command, side, now);
        Quantity held = turn.book().position(command.symbol()).held(side);
        Quantity leaving =
                plans(turn, command, side).stream()
                        .map(plan -> leaving(plan))
                        .reduce(Quantity.ZERO, Quantity::plus);
        Quantity free = held.lessAtMost(leaving);
        Quantity quantity = command.quantity().map(free::min).orElse(free);
        if (!turn.flat(command.symbol(), quantity)) {
            turn.say(order(turn, command, side, quantity, now));
        } else if (!throughPlans) {
            turn.refuse(
                    new Refusal(
                            command.commandId(),
                            Refusal.Code.NO_POSITION,
                            Optional.empty(),
                            "nothing is held in "
                                    + command.symbol()
                                    + " that could be sold, is not being left already and is not"
                                    + " held by a stop at the venue",
                            now));
        }
    }

    private static boolean leaveThroughPlans(
            Turn turn, ClosePosition command, Side side, Instant now) {
        List<Plan> stopped =
                plans(turn, command, side).stream()
                        .filter(plan -> plan.stopInFlight() && plan.watching())
                        .toList();
        stopped.forEach(
                plan -> Exits.trigger(turn, plan, ExitReason.OPERATOR, Exits.Cause.NO_MARK, now));
        return !stopped.isEmpty();
    }

    /** A plan that waits for its stop to go leaves all that it guards. */
    private static Quantity leaving(Plan plan) {
        return plan.stopInFlight() ? plan.quantity() : plan.inFlight();
    }

    private static List<Plan> plans(Turn turn, ClosePosition command, Side side) {
        return turn.book().table().of(command.symbol()).byAge().values().stream()
                .flatMap((PlanId id) -> turn.plan(id).stream())
                .filter(plan -> plan.side() == side)
                .toList();
    }

    private static OrderIntentEvent.Intended order(
            Turn turn, ClosePosition command, Side side, Quantity quantity, Instant now) {
        return new OrderIntentEvent.Intended(
                turn.portfolioId(),
                RunId.NONE,
                Optional.empty(),
                PlanIds.ofClose(command.commandId()),
                command.symbol(),
                side.opposite(),
                OrderType.MARKET,
                quantity,
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(command.operator() + ": " + command.reason()),
                now);
    }
}
