package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.NightTerms;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.value.Price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a night moves the levels of a plan away from the price.
 *
 * <p>The distance is the largest of an absolute one, a percent of the entry and a multiple of the
 * day's range. The cap is a percent of the entry; on a stop it binds the losing side only. Widening
 * never tightens: a level beyond the cap stays. A stop that was trailed to breakeven stays there,
 * unless the policy gives that up. A level that would come to zero or below stays.
 */
final class Widening {

    private Widening() {}

    static Levels widened(Plan plan, Overnight policy, Optional<DayRange> dayRange) {
        Optional<Price> entry = plan.entry().price();
        BigDecimal distance = distance(policy, entry, dayRange);
        if (distance.signum() <= 0 || entry.isEmpty()) {
            return plan.levels();
        }
        Levels levels = plan.levels();
        return levels.at(
                        levels.stop().map(stop -> stop(plan, policy, entry.get(), stop, distance)),
                        levels.target().map(t -> target(plan, policy, entry.get(), t, distance)))
                .with(steps(plan, policy, entry.get(), distance));
    }

    /** The portfolio's policy with what is different for this plan. */
    static Overnight policy(Plan plan, Overnight portfolio) {
        Optional<NightTerms> own = plan.terms().overnight();
        return own.map(
                        terms ->
                                new Overnight(
                                        plan.terms().widenOvernight().orElse(portfolio.widen()),
                                        terms.widenBy().or(portfolio::widenBy),
                                        terms.widenPct().or(portfolio::widenPct),
                                        terms.rangeMultiple().or(portfolio::rangeMultiple),
                                        terms.capPct().or(portfolio::capPct),
                                        terms.restoreAfterOpen()
                                                .orElse(portfolio.restoreAfterOpen()),
                                        terms.mayGiveUpBreakeven()
                                                .orElse(portfolio.mayGiveUpBreakeven()),
                                        portfolio.rearmOnRestart(),
                                        portfolio.skipDays(),
                                        portfolio.holidays()))
                .orElse(portfolio);
    }

    /**
     * Steps move like targets; where the cap would put two of them on one level none of them moves.
     */
    private static List<Levels.Step> steps(
            Plan plan, Overnight policy, Price entry, BigDecimal distance) {
        List<Levels.Step> moved = new ArrayList<>();
        for (Levels.Step step : plan.levels().steps()) {
            Price to = target(plan, policy, entry, step.price(), distance);
            boolean taken = !moved.isEmpty() && moved.getLast().price().equals(to);
            if (taken) {
                return plan.levels().steps();
            }
            moved.add(step.at(to));
        }
        return moved;
    }

    static BigDecimal distance(
            Overnight policy, Optional<Price> entry, Optional<DayRange> dayRange) {
        BigDecimal absolute = policy.widenBy().orElse(BigDecimal.ZERO);
        BigDecimal ofEntry =
                policy.widenPct()
                        .flatMap(pct -> entry.map(price -> price.value().multiply(pct)))
                        .orElse(BigDecimal.ZERO);
        BigDecimal ofRange =
                policy.rangeMultiple()
                        .flatMap(
                                multiple -> dayRange.map(range -> range.width().multiply(multiple)))
                        .orElse(BigDecimal.ZERO);
        return absolute.max(ofEntry).max(ofRange);
    }

    private static Price stop(
            Plan plan, Overnight policy, Price entry, Price stop, BigDecimal distance) {
        BigDecimal away = plan.ofLong() ? distance.negate() : distance;
        BigDecimal moved = stop.value().add(away);
        if (policy.capPct().isPresent()) {
            moved = nearer(plan.ofLong(), moved, cap(entry, policy, !plan.ofLong()));
        }
        if (plan.levels().breakeven().isPresent() && !policy.mayGiveUpBreakeven()) {
            moved = nearer(plan.ofLong(), moved, plan.levels().breakeven().get().value());
        }
        return further(plan.ofLong(), stop, moved);
    }

    private static Price target(
            Plan plan, Overnight policy, Price entry, Price target, BigDecimal distance) {
        BigDecimal away = plan.ofLong() ? distance : distance.negate();
        BigDecimal moved = target.value().add(away);
        if (policy.capPct().isPresent()) {
            moved = nearer(!plan.ofLong(), moved, cap(entry, policy, plan.ofLong()));
        }
        return further(!plan.ofLong(), target, moved);
    }

    private static BigDecimal cap(Price entry, Overnight policy, boolean above) {
        BigDecimal distance = entry.value().multiply(policy.capPct().orElseThrow());
        return above ? entry.value().add(distance) : entry.value().subtract(distance);
    }

    /** The one nearer to the price, of levels that stand below it or above it. */
    private static BigDecimal nearer(boolean below, BigDecimal one, BigDecimal other) {
        return below ? one.max(other) : one.min(other);
    }

    /** The moved level where it is further from the price than the present one. */
    private static Price further(boolean below, Price present, BigDecimal moved) {
        return Levels.level(moved)
                .filter(
                        level ->
                                below ? level.compareTo(present) < 0 : level.compareTo(present) > 0)
                .orElse(present);
    }
}
