package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * How a plan comes to guard something: it opens when its entry is approved, arms with the first
 * fill, grows with each further one, and closes if the entry ends with nothing filled.
 */
final class Entries {

    private Entries() {}

    static void approved(Turn turn, RiskEvent.Approved approved) {
        OrderIntentEvent.Intended order = approved.order();
        if (order.planId().isPresent()) {
            return;
        }
        ClientOrderId orderId = order.clientOrderId();
        Optional<SeenOrder> seen = Optional.ofNullable(turn.book().seenOrders().get(orderId));
        if (order.plan().isEmpty() || order.reduceOnly()) {
            SeenOrder known = seen.orElseGet(() -> SeenOrder.at(approved.occurredAt()));
            turn.become(turn.book().with(orderId, known.withoutPlan()));
            return;
        }
        PlanId id = PlanIds.ofEntry(orderId);
        if (turn.plan(id).isPresent() || turn.book().recentlyClosed().contains(id)) {
            return;
        }
        boolean full = Replacement.isFull(turn, order.symbol());
        Optional<Plan> replaced =
                full
                        ? Replacement.replaceable(turn, order.symbol(), order.side())
                        : Optional.empty();
        Optional<Terms.Fault> tooMany =
                full && replaced.isEmpty()
                        ? Optional.of(Replacement.tooMany(turn, order.symbol()))
                        : Optional.empty();
        Optional<Entry.Inherited> inherited =
                replaced.map(
                        old -> Replacement.replace(turn, old, id.value(), approved.occurredAt()));
        Terms.Usable usable = Terms.usable(order.plan().get(), order.side());
        Entry entry =
                new Entry(
                        order.symbol(),
                        order.side(),
                        order.runId(),
                        order.botVersion(),
                        Optional.of(orderId),
                        order.quantity(),
                        Quantity.ZERO,
                        BigDecimal.ZERO,
                        Optional.empty(),
                        approved.occurredAt(),
                        inherited);
        Plan opened = Plan.opened(id, entry, usable.terms());
        turn.opened(
                opened,
                tooMany.map(fault -> fault.message() + "; its entry is withdrawn")
                        .or(usable::remark)
                        .or(order::reason),
                approved.occurredAt());
        inherited.ifPresent(
                held -> arm(turn, opened.raised().with(held.quantity()), approved.occurredAt()));
        tooMany.ifPresent(fault -> withdraw(turn, opened, fault, approved.occurredAt()));
        seen.ifPresent(known -> catchUp(turn, id, orderId, known));
    }

    /**
     * Risk refuses an entry whose plan would be one too many, by the plans that it has seen. One
     * that was approved all the same, since another plan came at that moment or none may be
     * replaced, is taken back as far as it can be, and raised. Its plan stands above the maximum:
     * what fills of it must not stand unguarded.
     */
    private static void withdraw(Turn turn, Plan plan, Terms.Fault fault, Instant at) {
        turn.refuse(
                new Refusal(
                        plan.id().value(), fault.code(), Optional.empty(), fault.message(), at));
        Exits.cancelEntry(turn, plan, fault.message(), at);
    }

    /** What was seen of the order before its decision. */
    private static void catchUp(Turn turn, PlanId id, ClientOrderId orderId, SeenOrder seen) {
        turn.become(turn.book().withoutSeen(orderId));
        seen.fills().ifPresent(fill -> filled(turn, turn.plan(id).orElseThrow(), fill));
        seen.ended()
                .ifPresent(
                        through ->
                                turn.plan(id)
                                        .ifPresent(
                                                plan ->
                                                        ended(
                                                                turn,
                                                                plan,
                                                                through,
                                                                seen.endedBy().orElseThrow(),
                                                                seen.seenAt())));
    }

    static void filled(Turn turn, Plan plan, EntryFill fill) {
        Plan grown =
                plan.raised()
                        .with(plan.entry().filledBy(fill))
                        .with(plan.quantity().plus(fill.guarded()));
        if (plan.status() == PlanStatus.OPEN && !plan.suspended()) {
            arm(turn, grown, fill.at());
            turn.plan(grown.id()).ifPresent(armed -> Exits.goOn(turn, armed, fill.at()));
            return;
        }
        turn.updated(
                grown,
                "entry filled to " + grown.entry().filled() + " of " + grown.entry().ordered(),
                fill.at());
        Exits.goOn(turn, grown, fill.at());
    }

    private static void arm(Turn turn, Plan plan, Instant at) {
        Plan armed = Trail.started(plan.with(PlanStatus.ARMED).armedAt(at));
        turn.armed(armed, false, at);
        Midnight.catchUp(turn, armed.id());
        Optional<ExitReason> leave = plan.leaveOnFill();
        if (leave.isPresent()) {
            turn.plan(plan.id())
                    .ifPresent(
                            now -> Exits.trigger(turn, now, leave.get(), Exits.Cause.NO_MARK, at));
        }
    }

    /** The entry order ended, with so much filled of it. */
    static void ended(Turn turn, Plan plan, Quantity through, String cause, Instant at) {
        if (plan.entry().ended().isPresent()) {
            return;
        }
        settled(turn, plan.with(plan.entry().ended(through)), cause, at);
    }

    /** Closes a plan that guards nothing that could be sold, and will not any more. */
    private static void settled(Turn turn, Plan plan, String cause, Instant at) {
        boolean leavesDust = !plan.quantity().isZero() && Exits.onItsWay(plan);
        if (plan.entry().working() || leavesDust || plan.stopInFlight() || !turn.flat(plan)) {
            turn.keep(plan);
        } else if (plan.status() == PlanStatus.TRIGGERED) {
            turn.keep(plan);
            Exits.goOn(turn, plan, at);
        } else {
            turn.closed(plan, plan.entry().filled().isZero() ? cause : Exits.POSITION_CLOSED, at);
        }
    }
}
