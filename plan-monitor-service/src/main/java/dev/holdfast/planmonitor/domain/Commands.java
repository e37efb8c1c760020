package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Rearming;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Optional;

/**
 * What people and bots want of plans. A command is carried out whole or refused by name; the time
 * of a command is the venue's, whatever clock its sender has.
 */
final class Commands {

    private Commands() {}

    static void carryOut(Turn turn, PlanCommand command, Instant now) {
        switch (command) {
            case PlanCommand.OpenRequested open -> open(turn, open, now);
            case PlanCommand.UpdateRequested update -> update(turn, update, now);
            case PlanCommand.CloseRequested close -> close(turn, close, now);
            case PlanCommand.RearmRequested rearm -> rearm(turn, rearm, now);
        }
    }

    /** Confirming what guards already changes nothing. */
    private static void rearm(Turn turn, PlanCommand.RearmRequested rearm, Instant now) {
        Optional<Plan> known = turn.plan(rearm.planId());
        if (known.isEmpty()) {
            Terms.Fault fault = absent(turn, rearm.planId()).orElseThrow();
            refuse(turn, rearm.planId(), fault.code(), fault.message(), now);
            return;
        }
        if (!mayConfirm(turn, rearm)) {
            refuse(
                    turn,
                    rearm.planId(),
                    Refusal.Code.NOT_AN_OPERATOR,
                    "plans of this portfolio guard again after an operator's confirmation",
                    now);
            return;
        }
        known.filter(Plan::suspended).ifPresent(plan -> guardAgain(turn, plan, now));
    }

    /** Where the policy wants an operator's word, that of a run is none. */
    private static boolean mayConfirm(Turn turn, PlanCommand command) {
        return command.runId().isNone()
                || turn.book()
                        .settings()
                        .map(settings -> settings.rearming() != Rearming.AFTER_CONFIRMATION)
                        .orElse(true);
    }

    private static void guardAgain(Turn turn, Plan plan, Instant now) {
        Plan armed = plan.raised().suspended(false).with(PlanStatus.ARMED);
        turn.armed(Trail.started(armed), true, now);
    }

    private static void open(Turn turn, PlanCommand.OpenRequested open, Instant now) {
        Optional<Plan> known = turn.plan(open.planId());
        if (known.isPresent()) {
            if (!sameOpening(known.get(), open)) {
                refuse(turn, open.planId(), Refusal.Code.PLAN_EXISTS, "the plan is there", now);
            }
            return;
        }
        Optional<Price> entry =
                open.entryPrice()
                        .filter(price -> price.value().signum() > 0)
                        .or(() -> turn.book().position(open.symbol()).averagePrice());
        Optional<Plan> replaced =
                Replacement.isFull(turn, open.symbol())
                        ? Replacement.replaceable(turn, open.symbol(), open.side())
                        : Optional.empty();
        Optional<Terms.Fault> fault =
                unfit(turn, open, replaced)
                        .or(() -> Terms.fault(open.terms(), open.side(), entry, Optional.empty()));
        if (fault.isPresent()) {
            refuse(turn, open.planId(), fault.get().code(), fault.get().message(), now);
            return;
        }
        replaced.ifPresent(old -> Replacement.replace(turn, old, open.planId().value(), now));
        Quantity guarded = larger(open.quantity(), Replacement.guardedBy(replaced));
        Entry held =
                new Entry(
                        open.symbol(),
                        open.side(),
                        open.runId(),
                        open.botVersion(),
                        Optional.empty(),
                        open.quantity(),
                        guarded,
                        guarded.value().multiply(entry.orElseThrow().value()),
                        Optional.of(guarded),
                        now,
                        Optional.empty());
        Plan opened = Plan.opened(open.planId(), held, open.terms());
        turn.opened(opened, open.reason(), now);
        turn.armed(
                Trail.started(opened.raised().with(PlanStatus.ARMED).with(guarded).armedAt(now)),
                false,
                now);
    }

    /** What the replaced plan guarded stays guarded, also where less was asked for. */
    private static Quantity larger(Quantity one, Quantity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean sameOpening(Plan plan, PlanCommand.OpenRequested open) {
        return plan.symbol().equals(open.symbol())
                && plan.side() == open.side()
                && plan.entry().orderId().isEmpty()
                && plan.entry().ordered().equals(open.quantity());
    }

    private static Optional<Terms.Fault> unfit(
            Turn turn, PlanCommand.OpenRequested open, Optional<Plan> replaced) {
        if (turn.book().settings().isEmpty()) {
            return fault(
                    Refusal.Code.UNKNOWN_PORTFOLIO,
                    "portfolio " + turn.portfolioId() + " is not configured");
        }
        if (turn.book().recentlyClosed().contains(open.planId())) {
            return fault(Refusal.Code.PLAN_CLOSED, "the plan is closed; a new one needs a new id");
        }
        if (open.planId().value().length() > PlanIds.LONGEST_PLAN_ID) {
            return fault(
                    Refusal.Code.INVALID_PLAN_ID,
                    "plan_id must have at most " + PlanIds.LONGEST_PLAN_ID + " characters");
        }
        if (open.quantity().isZero()) {
            return fault(Refusal.Code.ZERO_SIZE, "quantity must be above zero");
        }
        if (turn.flat(open.symbol(), open.quantity())) {
            return fault(Refusal.Code.ZERO_SIZE, "quantity is below what the venue trades");
        }
        return beyondPosition(turn, open, Replacement.guardedBy(replaced))
                .or(
                        () ->
                                replaced.isEmpty() && Replacement.isFull(turn, open.symbol())
                                        ? Optional.of(Replacement.tooMany(turn, open.symbol()))
                                        : Optional.empty());
    }

    private static Optional<Terms.Fault> beyondPosition(
            Turn turn, PlanCommand.OpenRequested open, Quantity freed) {
        Symbol symbol = open.symbol();
        Side side = open.side();
        Quantity quantity = open.quantity();
        Quantity held = turn.book().position(symbol).held(side);
        Quantity guarded = turn.book().table().of(symbol).guarded(side).lessAtMost(freed);
        if (held.isZero()) {
            return isKnown(turn, symbol)
                    ? fault(
                            Refusal.Code.NO_POSITION,
                            "portfolio "
                                    + turn.portfolioId()
                                    + " has no "
                                    + (side == Side.BUY ? "long" : "short")
                                    + " position in "
                                    + symbol)
                    : fault(
                            Refusal.Code.UNKNOWN_SYMBOL,
                            symbol + " is neither held nor marked at the portfolio's venue");
        }
        if (quantity.compareTo(held.lessAtMost(guarded)) > 0) {
            return fault(
                    Refusal.Code.SIZE_BEYOND_POSITION,
                    "quantity "
                            + quantity
                            + " is beyond the position: "
                            + held
                            + " held, "
                            + guarded
                            + " guarded by other plans");
        }
        return Optional.empty();
    }

    private static boolean isKnown(Turn turn, Symbol symbol) {
        return turn.book().position(symbol).quantity().signum() != 0
                || turn.book()
                        .settings()
                        .map(settings -> turn.market().symbols(settings.venue()).contains(symbol))
                        .orElse(false);
    }

    private static void update(Turn turn, PlanCommand.UpdateRequested update, Instant now) {
        Optional<Plan> known = turn.plan(update.planId());
        PlanTerms asked =
                known.map(plan -> Terms.replaced(plan.presentTerms(), update))
                        .orElse(update.terms());
        Optional<Terms.Fault> fault =
                known.isEmpty() ? absent(turn, update.planId()) : unfit(known.get(), update, asked);
        if (fault.isPresent()) {
            turn.refuse(
                    new Refusal(
                            update.planId().value(),
                            fault.get().code(),
                            update.expectedVersion(),
                            fault.get().message(),
                            now));
            return;
        }
        Plan plan = known.orElseThrow();
        Plan changed =
                plan.raised()
                        .with(asked)
                        .with(levels(plan, asked))
                        .with(plan.night().withoutRestore());
        if (!asked.timeStop().equals(plan.terms().timeStop())) {
            changed = changed.withTimeToGain();
        }
        Plan updated = Trail.started(changed);
        turn.updated(updated, update.reason().orElse("updated on request"), now);
        if (updated.suspended() && mayConfirm(turn, update)) {
            guardAgain(turn, updated, now);
        }
    }

    private static Optional<Terms.Fault> unfit(
            Plan plan, PlanCommand.UpdateRequested update, PlanTerms asked) {
        if (update.expectedVersion().map(version -> version != plan.version()).orElse(false)) {
            return fault(
                    Refusal.Code.VERSION_CONFLICT,
                    "the plan is at version "
                            + plan.version()
                            + ", the update was made for version "
                            + update.expectedVersion().get());
        }
        if (plan.status() == PlanStatus.TRIGGERED) {
            return fault(Refusal.Code.PLAN_TRIGGERED, "the plan is leaving its position");
        }
        return Terms.fault(asked, plan.side(), plan.entry().price(), plan.levels().stop());
    }

    private static Levels levels(Plan plan, PlanTerms terms) {
        Levels levels = plan.levels();
        if (!levels.stop().equals(terms.stopPrice())) {
            levels = Levels.of(terms).with(levels.steps());
        } else {
            levels = levels.at(terms.stopPrice(), terms.targetPrice());
        }
        if (!plan.targetSteps().equals(terms.targetSteps())) {
            levels = levels.with(Levels.steps(terms));
        }
        return terms.trailPct().equals(plan.terms().trailPct())
                        && terms.trailBy().equals(plan.terms().trailBy())
                ? plan.levels().best().map(levels::withBest).orElse(levels)
                : levels.withoutTrail();
    }

    private static void close(Turn turn, PlanCommand.CloseRequested close, Instant now) {
        Optional<Plan> known = turn.plan(close.planId());
        if (known.isEmpty()) {
            Terms.Fault fault = absent(turn, close.planId()).orElseThrow();
            refuse(turn, close.planId(), fault.code(), fault.message(), now);
            return;
        }
        Plan plan = known.get();
        if (!close.exit()) {
            Exits.withdraw(turn, plan, now);
            turn.closed(plan, "UNGUARDED", now);
            return;
        }
        ExitReason reason = close.runId().isNone() ? ExitReason.OPERATOR : ExitReason.BOT;
        if (plan.status() == PlanStatus.TRIGGERED || plan.leaveOnFill().isPresent()) {
            return;
        }
        if (!plan.quantity().isZero()) {
            Exits.trigger(turn, plan, reason, Exits.Cause.NO_MARK, now);
            return;
        }
        turn.updated(
                plan.raised().leavingOnFill(reason),
                close.reason().orElse("asked to leave before its entry was filled"),
                now);
        Exits.cancelEntry(turn, plan, "the plan was asked to leave", now);
    }

    private static Optional<Terms.Fault> absent(Turn turn, PlanId id) {
        return turn.book().recentlyClosed().contains(id)
                ? fault(Refusal.Code.PLAN_CLOSED, "the plan is closed")
                : fault(Refusal.Code.UNKNOWN_PLAN, "there is no open plan " + id);
    }

    private static void refuse(
            Turn turn, PlanId plan, Refusal.Code code, String message, Instant now) {
        turn.refuse(new Refusal(plan.value(), code, Optional.empty(), message, now));
    }

    private static Optional<Terms.Fault> fault(Refusal.Code code, String message) {
        return Optional.of(new Terms.Fault(code, message));
    }
}
