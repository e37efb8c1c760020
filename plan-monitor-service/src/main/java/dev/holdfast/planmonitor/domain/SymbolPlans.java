package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The plans of one symbol, sorted by what they wait for: a mark looks at the plans that it reaches
 * and at no other. Rising is what waits for a higher price (targets and trails of longs, stops of
 * shorts), falling what waits for a lower one, negated.
 *
 * @param guardedLong the sum of what plans of longs guard
 * @param widenedByRange how many plans have a multiple of the day's range in their own terms
 */
record SymbolPlans(
        SortedTree<Reach, PlanId> longRising,
        SortedTree<Reach, PlanId> longFalling,
        SortedTree<Reach, PlanId> shortRising,
        SortedTree<Reach, PlanId> shortFalling,
        SortedTree<Age, PlanId> byAge,
        SortedTree<Age, PlanId> toRestore,
        Quantity guardedLong,
        Quantity guardedShort,
        int widenedByRange) {

    /** Orders plans by when they opened. */
    record Age(Instant openedAt, PlanId plan) {

        static final Comparator<Age> OLDEST_FIRST = Age::compared;

        private int compared(Age other) {
            int byTime = openedAt.compareTo(other.openedAt);
            return byTime != 0 ? byTime : plan.compareTo(other.plan);
        }

        static Age of(Plan plan) {
            return new Age(plan.entry().openedAt(), plan.id());
        }
    }

    static final SymbolPlans NONE = of(List.of());

    /** All of them at once, which costs a sort instead of a change of the trees for each. */
    static SymbolPlans of(Collection<Plan> plans) {
        return new SymbolPlans(
                reaching(plans, SymbolPlans::longRising),
                reaching(plans, SymbolPlans::longFalling),
                reaching(plans, SymbolPlans::shortRising),
                reaching(plans, SymbolPlans::shortFalling),
                aged(plans, plan -> true),
                aged(plans, SymbolPlans::restores),
                guarded(plans, Side.BUY),
                guarded(plans, Side.SELL),
                Math.toIntExact(plans.stream().filter(SymbolPlans::byRange).count()));
    }

    private static SortedTree<Reach, PlanId> reaching(
            Collection<Plan> plans, Function<Plan, Optional<Reach>> reach) {
        List<Reach> keys = new ArrayList<>(plans.size());
        plans.forEach(plan -> reach.apply(plan).ifPresent(keys::add));
        return SortedTree.of(Reach.NEAREST_FIRST, keys, Function.identity(), Reach::plan);
    }

    private static SortedTree<Age, PlanId> aged(Collection<Plan> plans, Predicate<Plan> wanted) {
        return SortedTree.of(
                Age.OLDEST_FIRST,
                plans.stream().filter(wanted).map(Age::of).toList(),
                Function.identity(),
                Age::plan);
    }

    private static Quantity guarded(Collection<Plan> plans, Side side) {
        return new Quantity(
                plans.stream()
                        .filter(plan -> plan.side() == side)
                        .map(plan -> plan.quantity().value())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Optional<Reach> longRising(Plan plan) {
        return plan.watching() && plan.ofLong() ? Reach.ofGain(plan) : Optional.empty();
    }

    private static Optional<Reach> longFalling(Plan plan) {
        return plan.watching() && plan.ofLong() ? Reach.ofLoss(plan) : Optional.empty();
    }

    private static Optional<Reach> shortRising(Plan plan) {
        return plan.watching() && !plan.ofLong() ? Reach.ofLoss(plan) : Optional.empty();
    }

    private static Optional<Reach> shortFalling(Plan plan) {
        return plan.watching() && !plan.ofLong() ? Reach.ofGain(plan) : Optional.empty();
    }

    private static boolean restores(Plan plan) {
        return plan.night().restore().isPresent();
    }

    private static boolean byRange(Plan plan) {
        return plan.terms().overnight().flatMap(night -> night.rangeMultiple()).isPresent();
    }

    /** The plans that have something to do at these prices of a close. */
    List<PlanId> reachedBy(Price forLongs, Price forShorts) {
        List<PlanId> reached = new ArrayList<>();
        BigDecimal ofLongs = forLongs.value();
        BigDecimal ofShorts = forShorts.value();
        reached.addAll(longRising.firstWhile(reach -> reach.reachedBy(ofLongs)));
        reached.addAll(longFalling.firstWhile(reach -> reach.reachedBy(ofLongs.negate())));
        reached.addAll(shortRising.firstWhile(reach -> reach.reachedBy(ofShorts)));
        reached.addAll(shortFalling.firstWhile(reach -> reach.reachedBy(ofShorts.negate())));
        return reached;
    }

    boolean isEmpty() {
        return byAge.isEmpty();
    }

    Quantity guarded(Side side) {
        return side == Side.BUY ? guardedLong : guardedShort;
    }

    SymbolPlans with(Plan plan) {
        return new SymbolPlans(
                with(longRising, longRising(plan)),
                with(longFalling, longFalling(plan)),
                with(shortRising, shortRising(plan)),
                with(shortFalling, shortFalling(plan)),
                byAge.with(Age.of(plan), plan.id()),
                restores(plan) ? toRestore.with(Age.of(plan), plan.id()) : toRestore,
                plan.ofLong() ? guardedLong.plus(plan.quantity()) : guardedLong,
                plan.ofLong() ? guardedShort : guardedShort.plus(plan.quantity()),
                widenedByRange + (byRange(plan) ? 1 : 0));
    }

    SymbolPlans without(Plan plan) {
        return new SymbolPlans(
                without(longRising, longRising(plan)),
                without(longFalling, longFalling(plan)),
                without(shortRising, shortRising(plan)),
                without(shortFalling, shortFalling(plan)),
                byAge.without(Age.of(plan)),
                restores(plan) ? toRestore.without(Age.of(plan)) : toRestore,
                plan.ofLong() ? guardedLong.lessAtMost(plan.quantity()) : guardedLong,
                plan.ofLong() ? guardedShort : guardedShort.lessAtMost(plan.quantity()),
                widenedByRange - (byRange(plan) ? 1 : 0));
    }

    private static SortedTree<Reach, PlanId> with(
            SortedTree<Reach, PlanId> tree, Optional<Reach> reach) {
        return reach.map(key -> tree.with(key, key.plan())).orElse(tree);
    }

    private static SortedTree<Reach, PlanId> without(
            SortedTree<Reach, PlanId> tree, Optional<Reach> reach) {
        return reach.map(tree::without).orElse(tree);
    }
}
