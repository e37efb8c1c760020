package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.Price;

import java.time.Instant;
import java.util.Optional;

/** A plan as it stands on {@code plans.v1}. */
final class PublishedPlan {

    private PublishedPlan() {}

    static PlanEvent.Plan of(
            Plan plan, Optional<Instant> unwatchedSince, Optional<String> changedBy) {
        Optional<Exit> leaving = plan.exit().or(plan::step);
        return new PlanEvent.Plan(
                plan.id(),
                plan.version(),
                plan.status(),
                plan.symbol(),
                plan.side(),
                plan.entry().botVersion(),
                plan.entry().orderId(),
                plan.entry().ordered(),
                plan.quantity(),
                plan.entry().price(),
                plan.levels().stop(),
                plan.levels().target(),
                plan.terms().trailPct(),
                plan.terms().trailToBreakevenPct(),
                stopAtBreakeven(plan),
                plan.terms().widenOvernight().orElse(true),
                plan.night().timesWidened(),
                plan.night().date(),
                plan.expiresAt(),
                leaving.map(Exit::orderId),
                leaving.map(Exit::reason),
                plan.entry().openedAt(),
                plan.armedAt(),
                plan.targetSteps(),
                plan.terms().trailBy(),
                plan.timeStopAt(),
                plan.suspended(),
                unwatchedSince,
                changedBy,
                plan.protectiveStop().filter(ProtectiveStop::inFlight).map(ProtectiveStop::price));
    }

    private static boolean stopAtBreakeven(Plan plan) {
        Levels levels = plan.levels();
        return levels.breakeven().isPresent()
                && levels.stop().isPresent()
                && !behind(plan, levels.stop().get(), levels.breakeven().get());
    }

    /** Whether a level is on the losing side of another. */
    private static boolean behind(Plan plan, Price level, Price other) {
        return plan.ofLong() ? level.compareTo(other) < 0 : level.compareTo(other) > 0;
    }
}
