package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The plans of a portfolio that are not closed, with the index over them. To those who store it it
 * is a map; the index is derived, so it is built again when a map is read. Every change costs the
 * logarithm of the number of plans and answers with a new table.
 */
final class PlanTable extends AbstractMap<PlanId, Plan> {

    /** When the clock alone gives a plan something to do. */
    private record Due(Instant at, PlanId plan) {

        static final Comparator<Due> EARLIEST_FIRST =
                Comparator.comparing(Due::at).thenComparing(Due::plan);

        static Optional<Due> age(Plan plan) {
            return plan.watching()
                    ? Stream.concat(plan.expiresAt().stream(), plan.timeStopAt().stream())
                            .min(Instant::compareTo)
                            .map(at -> new Due(at, plan.id()))
                    : Optional.empty();
        }

        static Optional<Due> exit(Plan plan) {
            return plan.orders()
                    .flatMap(exit -> exit.due().stream())
                    .min(Instant::compareTo)
                    .map(at -> new Due(at, plan.id()));
        }
    }

    static final PlanTable EMPTY =
            new PlanTable(
                    SortedTree.sortedBy(Comparator.<PlanId>naturalOrder()),
                    SortedTree.sortedBy(Comparator.<Symbol>naturalOrder()),
                    SortedTree.sortedBy(Due.EARLIEST_FIRST),
                    SortedTree.sortedBy(Due.EARLIEST_FIRST));

    private final SortedTree<PlanId, Plan> plans;
    private final SortedTree<Symbol, SymbolPlans> bySymbol;
    private final SortedTree<Due, PlanId> ages;
    private final SortedTree<Due, PlanId> exits;

    private PlanTable(
            SortedTree<PlanId, Plan> plans,
            SortedTree<Symbol, SymbolPlans> bySymbol,
            SortedTree<Due, PlanId> ages,
            SortedTree<Due, PlanId> exits) {
        this.plans = plans;
        this.bySymbol = bySymbol;
        this.ages = ages;
        this.exits = exits;
    }

    static PlanTable of(Map<PlanId, Plan> map) {
        if (map instanceof PlanTable table) {
            return table;
        }
        return map.isEmpty() ? EMPTY : of(map.values());
    }

    /** All of them at once. */
    static PlanTable of(Collection<Plan> plans) {
        Map<Symbol, List<Plan>> bySymbol = new HashMap<>();
        for (Plan plan : plans) {
            bySymbol.computeIfAbsent(plan.symbol(), symbol -> new ArrayList<>()).add(plan);
        }
        return new PlanTable(
                SortedTree.of(
                        Comparator.<PlanId>naturalOrder(), plans, Plan::id, Function.identity()),
                SortedTree.of(
                        Comparator.<Symbol>naturalOrder(),
                        bySymbol.entrySet(),
                        Map.Entry::getKey,
                        entry -> SymbolPlans.of(entry.getValue())),
                due(plans, Due::age),
                due(plans, Due::exit));
    }

    private static SortedTree<Due, PlanId> due(
            Collection<Plan> plans, Function<Plan, Optional<Due>> due) {
        List<Due> keys = new ArrayList<>();
        plans.forEach(plan -> due.apply(plan).ifPresent(keys::add));
        return SortedTree.of(Due.EARLIEST_FIRST, keys, Function.identity(), Due::plan);
    }

    Optional<Plan> plan(PlanId id) {
        return plans.get(id);
    }

    SymbolPlans of(Symbol symbol) {
        return bySymbol.get(symbol).orElse(SymbolPlans.NONE);
    }

    /** All plans by their id. */
    List<Plan> all() {
        return plans.values();
    }

    /** Plans that have reached their maximum age, or the time by which they must stand in gain. */
    List<PlanId> agedBy(Instant now) {
        return ages.firstWhile(due -> !due.at.isAfter(now));
    }

    /** Plans whose next exit is due, or whose limit has stood long enough. */
    List<PlanId> exitsDueBy(Instant now) {
        return exits.firstWhile(due -> !due.at.isAfter(now));
    }

    PlanTable with(Plan plan) {
        PlanTable rest = without(plan.id());
        if (plan.status() == PlanStatus.CLOSED) {
            return rest;
        }
        return new PlanTable(
                rest.plans.with(plan.id(), plan),
                rest.bySymbol.with(plan.symbol(), rest.of(plan.symbol()).with(plan)),
                with(rest.ages, Due.age(plan)),
                with(rest.exits, Due.exit(plan)));
    }

    PlanTable without(PlanId id) {
        Plan plan = plans.get(id).orElse(null);
        if (plan == null) {
            return this;
        }
        return new PlanTable(
                plans.without(id),
                bySymbol.with(plan.symbol(), of(plan.symbol()).without(plan)),
                without(ages, Due.age(plan)),
                without(exits, Due.exit(plan)));
    }

    private static SortedTree<Due, PlanId> with(SortedTree<Due, PlanId> tree, Optional<Due> due) {
        return due.map(key -> tree.with(key, key.plan())).orElse(tree);
    }

    private static SortedTree<Due, PlanId> without(
            SortedTree<Due, PlanId> tree, Optional<Due> due) {
        return due.map(tree::without).orElse(tree);
    }

    @Override
    public Plan get(Object key) {
        return key instanceof PlanId id ? plans.get(id).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof PlanId id && plans.get(id).isPresent();
    }

    @Override
    public Set<Entry<PlanId, Plan>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<PlanId, Plan>> iterator() {
                Iterator<SortedTree.Node<PlanId, Plan>> nodes = plans.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return nodes.hasNext();
                    }

                    @Override
                    public Entry<PlanId, Plan> next() {
                        SortedTree.Node<PlanId, Plan> node = nodes.next();
                        return Map.entry(node.key(), node.value());
                    }
                };
            }

            @Override
            public int size() {
                return plans.size();
            }
        };
    }
}
