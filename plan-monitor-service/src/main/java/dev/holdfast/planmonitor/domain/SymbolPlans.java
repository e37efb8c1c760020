package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plans of one symbol, sorted by what they wait for: a mark looks at the plans that it reaches
 * and at no other.
 *
 * @param rising what waits for a higher price: targets and trails of longs, stops of shorts
 * @param falling what waits for a lower one, negated
 * @param guardedLong the sum of what plans of longs guard
 */
record SymbolPlans(
        SortedTree<Reach, PlanId> longRising,
        SortedTree<Reach, PlanId> longFalling,
        SortedTree<Reach, PlanId> shortRising,
        SortedTree<Reach, PlanId> shortFalling,
        SortedTree<Age, PlanId> byAge,
        SortedTree<Age, PlanId> toRestore,
        Quantity guardedLong,
        Quantity guardedShort) {

    /** Orders plans by when they opened. */
    record Age(Instant openedAt, PlanId plan) {

        static final Comparator<Age> OLDEST_FIRST =
                Comparator.comparing(Age::openedAt).thenComparing(Age::plan);

        static Age of(Plan plan) {
            return new Age(plan.entry().openedAt(), plan.id());
        }
    }

    static final SymbolPlans NONE =
            new SymbolPlans(
                    SortedTree.sortedBy(Reach.NEAREST_FIRST),
                    SortedTree.sortedBy(Reach.NEAREST_FIRST),
                    SortedTree.sortedBy(Reach.NEAREST_FIRST),
                    SortedTree.sortedBy(Reach.NEAREST_FIRST),
                    SortedTree.sortedBy(Age.OLDEST_FIRST),
                    SortedTree.sortedBy(Age.OLDEST_FIRST),
                    Quantity.ZERO,
                    Quantity.ZERO);

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

    Quantity guarded(Side side) {
        return side == Side.BUY ? guardedLong : guardedShort;
    }

    SymbolPlans with(Plan plan) {
        Age age = Age.of(plan);
        SymbolPlans added = sized(plan, guarded(plan.side()).plus(plan.quantity()));
        added =
                added.sorted(
                        added.byAge.with(age, plan.id()),
                        plan.night().restore().isPresent()
                                ? added.toRestore.with(age, plan.id())
                                : added.toRestore);
        if (!plan.watching()) {
            return added;
        }
        Optional<Reach> loss = Reach.ofLoss(plan);
        Optional<Reach> gain = Reach.ofGain(plan);
        return plan.ofLong()
                ? added.reaching(
                        with(longRising, gain), with(longFalling, loss), shortRising, shortFalling)
                : added.reaching(
                        longRising, longFalling, with(shortRising, loss), with(shortFalling, gain));
    }

    SymbolPlans without(Plan plan) {
        Age age = Age.of(plan);
        SymbolPlans rest = sized(plan, guarded(plan.side()).lessAtMost(plan.quantity()));
        rest = rest.sorted(rest.byAge.without(age), rest.toRestore.without(age));
        if (!plan.watching()) {
            return rest;
        }
        Optional<Reach> loss = Reach.ofLoss(plan);
        Optional<Reach> gain = Reach.ofGain(plan);
        return plan.ofLong()
                ? rest.reaching(
                        without(longRising, gain),
                        without(longFalling, loss),
                        shortRising,
                        shortFalling)
                : rest.reaching(
                        longRising,
                        longFalling,
                        without(shortRising, loss),
                        without(shortFalling, gain));
    }

    private static SortedTree<Reach, PlanId> with(
            SortedTree<Reach, PlanId> tree, Optional<Reach> reach) {
        return reach.map(key -> tree.with(key, key.plan())).orElse(tree);
    }

    private static SortedTree<Reach, PlanId> without(
            SortedTree<Reach, PlanId> tree, Optional<Reach> reach) {
        return reach.map(tree::without).orElse(tree);
    }

    private SymbolPlans reaching(
            SortedTree<Reach, PlanId> newLongRising,
            SortedTree<Reach, PlanId> newLongFalling,
            SortedTree<Reach, PlanId> newShortRising,
            SortedTree<Reach, PlanId> newShortFalling) {
        return new SymbolPlans(
                newLongRising,
                newLongFalling,
                newShortRising,
                newShortFalling,
                byAge,
                toRestore,
                guardedLong,
                guardedShort);
    }

    private SymbolPlans sorted(
            SortedTree<Age, PlanId> newByAge, SortedTree<Age, PlanId> newToRestore) {
        return new SymbolPlans(
                longRising,
                longFalling,
                shortRising,
                shortFalling,
                newByAge,
                newToRestore,
                guardedLong,
                guardedShort);
    }

    private SymbolPlans sized(Plan plan, Quantity guarded) {
        return new SymbolPlans(
                longRising,
                longFalling,
                shortRising,
                shortFalling,
                byAge,
                toRestore,
                plan.ofLong() ? guarded : guardedLong,
                plan.ofLong() ? guardedShort : guarded);
    }
}
