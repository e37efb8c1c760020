package dev.holdfast.portfolio.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Records one by one.
 *
 * @param fills in their order
 * @param costs as sums of those that differ in amount only
 */
public record Records(
        List<Fill> fills, List<Movement> movements, List<Cost> costs, List<Placed> orders) {

    static final Records NONE = new Records(List.of(), List.of(), List.of(), List.of());

    public Records {
        fills = List.copyOf(fills);
        movements = List.copyOf(movements);
        costs = List.copyOf(costs);
        orders = List.copyOf(orders);
    }

    Optional<Fill> like(Fill fill) {
        for (int i = fills.size() - 1; i >= 0; i--) {
            if (fills.get(i).sameFillAs(fill)) {
                return Optional.of(fills.get(i));
            }
        }
        return Optional.empty();
    }

    Optional<Placed> like(Placed order) {
        return orders.stream().filter(order::sameOrderAs).findFirst();
    }

    Records with(Fill fill) {
        int place = Collections.binarySearch(fills, fill, FillOrder.FILLS);
        List<Fill> more = new ArrayList<>(fills);
        more.add(place < 0 ? -place - 1 : place, fill);
        return new Records(more, movements, costs, orders);
    }

    Records without(Fill fill) {
        List<Fill> fewer = new ArrayList<>(fills);
        fewer.remove(fill);
        return new Records(fewer, movements, costs, orders);
    }

    Records with(Movement movement) {
        List<Movement> more = new ArrayList<>(movements);
        more.add(movement);
        return new Records(fills, more, costs, orders);
    }

    Records with(Cost cost) {
        List<Cost> more = new ArrayList<>(costs);
        int same = -1;
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).addsTo(cost)) {
                same = i;
            }
        }
        if (same < 0) {
            more.add(cost);
        } else {
            more.set(same, more.get(same).plus(cost));
        }
        return new Records(fills, movements, more, orders);
    }

    /** One that is known already gives way to it. */
    Records with(Placed order) {
        List<Placed> others = new ArrayList<>(orders);
        int same = like(order).map(others::indexOf).orElse(-1);
        if (same < 0) {
            others.add(order);
        } else {
            others.set(same, order);
        }
        return new Records(fills, movements, costs, others);
    }

    Records without(Placed order) {
        List<Placed> others = new ArrayList<>(orders);
        others.remove(order);
        return new Records(fills, movements, costs, others);
    }

    Records before(Instant until) {
        return new Records(
                until(fills, Fill::at, until),
                until(movements, Movement::at, until),
                until(costs, Cost::at, until),
                until(orders, Placed::at, until));
    }

    Records from(Instant from) {
        return new Records(
                from(fills, Fill::at, from),
                from(movements, Movement::at, from),
                from(costs, Cost::at, from),
                from(orders, Placed::at, from));
    }

    boolean isEmpty() {
        return fills.isEmpty() && movements.isEmpty() && costs.isEmpty() && orders.isEmpty();
    }

    int most() {
        return Math.max(
                Math.max(fills.size(), orders.size()), Math.max(costs.size(), movements.size()));
    }

    Ledger onto(Ledger ledger) {
        LedgerFold fold = new LedgerFold(ledger);
        movements.forEach(fold::movement);
        costs.forEach(fold::cost);
        orders.forEach(fold::placed);
        fills.forEach(fold::fill);
        return fold.done();
    }

    /** From when on no more than so many of a kind are left. */
    Instant cut(int keep) {
        return Stream.of(
                        cutOf(fills, Fill::at, keep),
                        cutOf(orders, Placed::at, keep),
                        cutOf(costs, Cost::at, keep),
                        cutOf(movements, Movement::at, keep))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    Records resolved(RateSearch search) {
        return new Records(
                fills.stream().map(search::fill).toList(),
                movements.stream().map(search::movement).toList(),
                costs.stream().map(search::cost).toList(),
                orders);
    }

    private static <T> List<T> until(List<T> records, Function<T, Instant> at, Instant until) {
        return records.stream().filter(entry -> at.apply(entry).isBefore(until)).toList();
    }

    private static <T> List<T> from(List<T> records, Function<T, Instant> at, Instant from) {
        return records.stream().filter(entry -> !at.apply(entry).isBefore(from)).toList();
    }

    private static <T> Instant cutOf(List<T> records, Function<T, Instant> at, int keep) {
        return records.size() <= keep
                ? Instant.MIN
                : records.stream().map(at).sorted().toList().get(records.size() - keep);
    }
}
