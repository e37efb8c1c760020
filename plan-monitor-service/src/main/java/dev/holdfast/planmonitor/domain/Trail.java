package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Stops that follow the price: to the entry once the gain is large enough, and at a distance behind
 * the best price. A trail moves a stop in favour of the position and never back.
 */
final class Trail {

    private Trail() {}

    /** The trail as it starts: behind the entry, where the terms give no stop of their own. */
    static Plan started(Plan plan) {
        if (plan.status() != PlanStatus.ARMED
                || !trails(plan)
                || plan.levels().best().isPresent()
                || plan.entry().price().isEmpty()) {
            return plan;
        }
        Price entry = plan.entry().price().get();
        Levels levels = plan.levels().withBest(entry);
        if (levels.stop().isEmpty()) {
            levels = behind(plan, entry).map(levels::trailedTo).orElse(levels);
        }
        return plan.with(levels);
    }

    /** The plan after this price of a close; the same one where nothing moves. */
    static Plan following(Plan plan, Price price) {
        return atDistance(toBreakeven(plan, price), price);
    }

    private static Plan toBreakeven(Plan plan, Price price) {
        Optional<BigDecimal> from = Reach.breakevenAt(plan);
        if (from.isEmpty() || !reached(plan, price, from.get())) {
            return plan;
        }
        Price entry = plan.entry().price().orElseThrow();
        Levels levels = plan.levels().withBreakeven(entry);
        return plan.with(improves(plan, entry) ? levels.trailedTo(entry) : levels);
    }

    private static Plan atDistance(Plan plan, Price price) {
        Optional<Price> best = plan.levels().best();
        if (!trails(plan) || best.isEmpty() || !better(plan, price, best.get())) {
            return plan;
        }
        return behind(plan, price)
                .filter(stop -> improves(plan, stop))
                .map(stop -> plan.with(plan.levels().withBest(price).trailedTo(stop)))
                .orElse(plan);
    }

    private static boolean trails(Plan plan) {
        return plan.terms().trailPct().isPresent() || plan.terms().trailBy().isPresent();
    }

    private static Optional<Price> behind(Plan plan, Price price) {
        BigDecimal distance =
                plan.terms()
                        .trailBy()
                        .orElseGet(
                                () ->
                                        price.value()
                                                .multiply(plan.terms().trailPct().orElseThrow()));
        return Levels.level(
                plan.ofLong() ? price.value().subtract(distance) : price.value().add(distance));
    }

    private static boolean reached(Plan plan, Price price, BigDecimal level) {
        return plan.ofLong()
                ? price.value().compareTo(level) >= 0
                : price.value().compareTo(level) <= 0;
    }

    private static boolean better(Plan plan, Price one, Price other) {
        return plan.ofLong() ? one.compareTo(other) > 0 : one.compareTo(other) < 0;
    }

    private static boolean improves(Plan plan, Price stop) {
        return plan.levels().stop().map(now -> better(plan, stop, now)).orElse(true);
    }
}
