package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A ledger and the records since a checkpoint, in their order, so that a late or corrected fill can
 * be folded in where it belongs and the ledger be told as of any instant since.
 *
 * @param since all records before it are in {@code checkpoint} and no longer kept one by one; all
 *     at or after it are in the lists. the epoch while everything is kept
 * @param checkpoint the ledger of all records before {@code since}
 * @param current the ledger of all records
 * @param counted ids of the latest orders that are counted in the checkpoint
 */
public record Journal(
        Instant since,
        Ledger checkpoint,
        List<Fill> fills,
        List<Movement> movements,
        List<Cost> costs,
        List<Placed> orders,
        List<OrderId> counted,
        Ledger current) {

    private static final int COUNTED_ORDERS = 256;

    public Journal {
        fills = List.copyOf(fills);
        movements = List.copyOf(movements);
        costs = List.copyOf(costs);
        orders = List.copyOf(orders);
        counted = List.copyOf(counted);
    }

    public static Journal empty(Currency baseCurrency, CostBasis costBasis) {
        Ledger ledger = Ledger.empty(baseCurrency, costBasis);
        return new Journal(
                Instant.EPOCH,
                ledger,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ledger);
    }

    /** Books a fill; one of the same identity that says something else takes its place. */
    public Booking book(Fill fill) {
        int known = indexOf(fill);
        if (known >= 0) {
            return fills.get(known).sameContentAs(fill)
                    ? new Booking.Unchanged()
                    : replace(known, Optional.of(fill));
        }
        if (fill.at().isBefore(since)) {
            return bookBeforeTheCheckpoint(fill);
        }
        Journal with = with(inserted(fills, fill), movements, costs, orders, current);
        Ledger ledger =
                comesLast(fill, current)
                        ? new LedgerFold(current).fill(fill).done()
                        : with.folded();
        return new Booking.Booked(with.withCurrent(ledger), fill.at());
    }

    /**
     * Fills of different symbols commute, so one from before the checkpoint can still be booked
     * there while no later fill of its own symbol is: after an outage a venue's symbols are synced
     * one after the other.
     */
    private Booking bookBeforeTheCheckpoint(Fill fill) {
        if (!comesLast(fill, checkpoint)) {
            return new Booking.TooOld(since);
        }
        Journal with = withCheckpoint(new LedgerFold(checkpoint).fill(fill).done());
        return new Booking.Booked(with.withCurrent(with.folded()), fill.at());
    }

    private static boolean comesLast(Fill fill, Ledger ledger) {
        return ledger.position(fill.symbol())
                .last()
                .filter(last -> FillOrder.PLACES.compare(last, fill.place()) >= 0)
                .isEmpty();
    }

    /** Puts a fill's new content in the place of the old, or takes it out where it is cancelled. */
    public Booking correct(Fill fill, boolean cancelled) {
        int known = indexOf(fill);
        if (known < 0) {
            return new Booking.Unknown();
        }
        if (!cancelled && fills.get(known).sameContentAs(fill)) {
            return new Booking.Unchanged();
        }
        return replace(known, cancelled ? Optional.empty() : Optional.of(fill));
    }

    private Booking replace(int known, Optional<Fill> fill) {
        Instant before = fills.get(known).at();
        if (fill.isPresent() && fill.get().at().isBefore(since)) {
            return new Booking.TooOld(since);
        }
        List<Fill> without = new ArrayList<>(fills);
        without.remove(known);
        List<Fill> after = fill.map(present -> inserted(without, present)).orElse(without);
        Journal with = with(after, movements, costs, orders, current);
        Instant from = fill.map(Fill::at).filter(at -> at.isBefore(before)).orElse(before);
        return new Booking.Booked(with.withCurrent(with.folded()), from);
    }

    /** Movements commute, so one from before the checkpoint is booked there. */
    public Booking book(Movement movement) {
        Ledger ledger = new LedgerFold(current).movement(movement).done();
        if (movement.at().isBefore(since)) {
            Ledger earlier = new LedgerFold(checkpoint).movement(movement).done();
            return new Booking.Booked(withCheckpoint(earlier).withCurrent(ledger), movement.at());
        }
        List<Movement> after = new ArrayList<>(movements);
        after.add(movement);
        return new Booking.Booked(with(fills, after, costs, orders, ledger), movement.at());
    }

    /** Costs commute, so one from before the checkpoint is booked there. */
    public Booking book(Cost cost) {
        Ledger ledger = new LedgerFold(current).cost(cost).done();
        if (cost.at().isBefore(since)) {
            Ledger earlier = new LedgerFold(checkpoint).cost(cost).done();
            return new Booking.Booked(withCheckpoint(earlier).withCurrent(ledger), cost.at());
        }
        List<Cost> after = new ArrayList<>(costs);
        int same = -1;
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).addsTo(cost)) {
                same = i;
            }
        }
        if (same < 0) {
            after.add(cost);
        } else {
            after.set(same, after.get(same).plus(cost));
        }
        return new Booking.Booked(with(fills, movements, after, orders, ledger), cost.at());
    }

    /** Counts an order once, however often it is heard of. */
    public Booking book(Placed order) {
        if (counted.contains(order.orderId())) {
            return new Booking.Unchanged();
        }
        for (int i = 0; i < orders.size(); i++) {
            Placed known = orders.get(i);
            if (known.orderId().equals(order.orderId())) {
                Placed both = known.and(order);
                if (both.equals(known)) {
                    return new Booking.Unchanged();
                }
                List<Placed> after = new ArrayList<>(orders);
                after.set(i, both);
                Journal with = with(fills, movements, costs, after, current);
                return new Booking.Booked(with.withCurrent(with.folded()), both.at());
            }
        }
        Ledger ledger = new LedgerFold(current).placed(order).done();
        if (order.at().isBefore(since)) {
            Ledger earlier = new LedgerFold(checkpoint).placed(order).done();
            return new Booking.Booked(
                    new Journal(
                            since,
                            earlier,
                            fills,
                            movements,
                            costs,
                            orders,
                            latest(counted, List.of(order)),
                            ledger),
                    order.at());
        }
        List<Placed> after = new ArrayList<>(orders);
        after.add(order);
        return new Booking.Booked(with(fills, movements, costs, after, ledger), order.at());
    }

    /** The ledger of all records before an instant; empty where that is before the checkpoint. */
    public Optional<Ledger> before(Instant instant) {
        if (instant.isBefore(since)) {
            return Optional.empty();
        }
        if (nothingFrom(instant)) {
            return Optional.of(current);
        }
        LedgerFold fold = new LedgerFold(checkpoint);
        fold(fold, instant);
        return Optional.of(fold.done());
    }

    /**
     * Moves the oldest records into the checkpoint until no more than {@code keep} of a kind are
     * left, but none at or after {@code needed}. Records of one instant stay together.
     */
    public Journal compacted(int keep, Instant needed) {
        if (Math.max(
                        Math.max(fills.size(), orders.size()),
                        Math.max(costs.size(), movements.size()))
                <= 2 * keep) {
            return this;
        }
        Instant cut = since;
        cut = latestOf(cut, cutOf(fills, Fill::at, keep));
        cut = latestOf(cut, cutOf(orders, Placed::at, keep));
        cut = latestOf(cut, cutOf(costs, Cost::at, keep));
        cut = latestOf(cut, cutOf(movements, Movement::at, keep));
        if (cut.isAfter(needed)) {
            cut = needed;
        }
        if (!cut.isAfter(since)) {
            return this;
        }
        LedgerFold earlier = new LedgerFold(checkpoint);
        fold(earlier, cut);
        return new Journal(
                cut,
                earlier.done(),
                from(fills, Fill::at, cut),
                from(movements, Movement::at, cut),
                from(costs, Cost::at, cut),
                from(orders, Placed::at, cut),
                latest(counted, until(orders, Placed::at, cut)),
                current);
    }

    /**
     * Looks again for the rates that were missing when records were booked: a record may come
     * before the mark that it was to be converted with.
     */
    public Journal resolved(Function<Instant, Quotes> quotes) {
        if (!current.lacksRates()) {
            return this;
        }
        RateSearch search = new RateSearch(current.baseCurrency(), quotes);
        Journal after =
                with(
                        fills.stream().map(search::fill).toList(),
                        movements.stream().map(search::movement).toList(),
                        costs.stream().map(search::cost).toList(),
                        orders,
                        current);
        return search.found() ? after.withCurrent(after.folded()) : this;
    }

    private Ledger folded() {
        LedgerFold fold = new LedgerFold(checkpoint);
        fold(fold, Instant.MAX);
        return fold.done();
    }

    private void fold(LedgerFold fold, Instant until) {
        until(movements, Movement::at, until).forEach(fold::movement);
        until(costs, Cost::at, until).forEach(fold::cost);
        until(orders, Placed::at, until).forEach(fold::placed);
        until(fills, Fill::at, until).forEach(fold::fill);
    }

    private boolean nothingFrom(Instant instant) {
        return from(fills, Fill::at, instant).isEmpty()
                && from(movements, Movement::at, instant).isEmpty()
                && from(costs, Cost::at, instant).isEmpty()
                && from(orders, Placed::at, instant).isEmpty();
    }

    private int indexOf(Fill fill) {
        for (int i = fills.size() - 1; i >= 0; i--) {
            if (fills.get(i).sameFillAs(fill)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Fill> inserted(List<Fill> fills, Fill fill) {
        int place = Collections.binarySearch(fills, fill, FillOrder.FILLS);
        List<Fill> after = new ArrayList<>(fills);
        after.add(place < 0 ? -place - 1 : place, fill);
        return after;
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

    private static Instant latestOf(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<OrderId> latest(List<OrderId> counted, List<Placed> more) {
        List<OrderId> all = new ArrayList<>(counted);
        more.forEach(order -> all.add(order.orderId()));
        return all.subList(Math.max(0, all.size() - COUNTED_ORDERS), all.size());
    }

    private Journal with(
            List<Fill> fills,
            List<Movement> movements,
            List<Cost> costs,
            List<Placed> orders,
            Ledger current) {
        return new Journal(since, checkpoint, fills, movements, costs, orders, counted, current);
    }

    private Journal withCurrent(Ledger ledger) {
        return with(fills, movements, costs, orders, ledger);
    }

    private Journal withCheckpoint(Ledger earlier) {
        return new Journal(since, earlier, fills, movements, costs, orders, counted, current);
    }
}
