package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A ledger and the records since a checkpoint, in their order, so that a late or corrected fill can
 * be folded in where it belongs and the ledger be told as of any instant since. What belongs before
 * the checkpoint takes a {@link Past}.
 *
 * @param since all records before it are in {@code checkpoint} and no longer kept one by one; all
 *     at or after it are {@code kept}. the epoch while everything is kept
 * @param checkpoint the ledger of all records before {@code since}
 * @param past what was fetched again of before the checkpoint; while it is not settled, {@code
 *     checkpoint} and {@code current} lack its changes
 * @param current the ledger of all records
 */
public record Journal(Instant since, Ledger checkpoint, Records kept, Past past, Ledger current) {

    public static Journal empty(Currency baseCurrency, CostBasis costBasis) {
        Ledger ledger = Ledger.empty(baseCurrency, costBasis);
        return new Journal(Instant.EPOCH, ledger, Records.NONE, Past.NONE, ledger);
    }

    /** A journal that begins with what came before an instant. */
    static Journal from(Instant since, Ledger checkpoint) {
        return new Journal(since, checkpoint, Records.NONE, Past.NONE, checkpoint);
    }

    /** Books a fill; one of the same identity that says something else takes its place. */
    public Booking book(Fill fill) {
        Optional<Fill> known = like(fill);
        if (known.isPresent()) {
            return known.get().sameContentAs(fill)
                    ? new Booking.Unchanged()
                    : replace(known.get(), Optional.of(fill));
        }
        if (fill.at().isBefore(since)) {
            return past.reaches(fill)
                    ? new Booking.Booked(with(past.with(fill)), fill.at())
                    : bookBeforeTheCheckpoint(fill);
        }
        Journal with = with(kept.with(fill));
        return new Booking.Booked(
                comesLast(fill, current)
                        ? with.withCurrent(new LedgerFold(current).fill(fill).done())
                        : with.folded(),
                fill.at());
    }

    /**
     * Fills of different symbols commute, so one from before the checkpoint can still be booked
     * there while no later fill of its own symbol is.
     */
    private Booking bookBeforeTheCheckpoint(Fill fill) {
        if (!comesLast(fill, checkpoint)) {
            return new Booking.TooOld(since);
        }
        Ledger earlier = new LedgerFold(checkpoint).fill(fill).done();
        return new Booking.Booked(withCheckpoint(earlier).folded(), fill.at());
    }

    static boolean comesLast(Fill fill, Ledger ledger) {
        return ledger.position(fill.symbol())
                .last()
                .filter(last -> FillOrder.PLACES.compare(last, fill.place()) >= 0)
                .isEmpty();
    }

    /** Puts a fill's new content in the place of the old, or takes it out where it is cancelled. */
    public Booking correct(Fill fill, boolean cancelled) {
        Optional<Fill> known = like(fill);
        if (known.isEmpty()) {
            return new Booking.Unknown();
        }
        if (!cancelled && known.get().sameContentAs(fill)) {
            return new Booking.Unchanged();
        }
        return replace(known.get(), cancelled ? Optional.empty() : Optional.of(fill));
    }

    private Booking replace(Fill known, Optional<Fill> content) {
        Optional<Fill> fill = content.map(other -> other.ratedAs(known));
        Optional<Fill> late = fill.filter(present -> present.at().isBefore(since));
        if (late.isPresent() && !past.reaches(late.get())) {
            return new Booking.TooOld(since);
        }
        boolean wasLate = known.at().isBefore(since);
        Past further = wasLate ? past.without(known) : past;
        Records records = wasLate ? kept : kept.without(known);
        if (late.isPresent()) {
            further = further.with(late.get());
        } else if (fill.isPresent()) {
            records = records.with(fill.get());
        }
        Instant from = fill.map(Fill::at).filter(at -> at.isBefore(known.at())).orElse(known.at());
        return new Booking.Booked(with(further).with(records).folded(), from);
    }

    /** The fill of this identity, among those that are kept or were fetched again. */
    Optional<Fill> like(Fill fill) {
        return kept.like(fill).or(() -> past.like(fill));
    }

    /** Movements commute, so one from before the checkpoint is booked there. */
    public Booking book(Movement movement) {
        return new Booking.Booked(
                movement.at().isBefore(since)
                        ? counting(movement.at(), fold -> fold.movement(movement))
                        : with(kept.with(movement))
                                .withCurrent(new LedgerFold(current).movement(movement).done()),
                movement.at());
    }

    /** Costs commute, so one from before the checkpoint is booked there. */
    public Booking book(Cost cost) {
        return new Booking.Booked(
                cost.at().isBefore(since)
                        ? counting(cost.at(), fold -> fold.cost(cost))
                        : with(kept.with(cost))
                                .withCurrent(new LedgerFold(current).cost(cost).done()),
                cost.at());
    }

    /** What commutes is booked into the checkpoint, and into the boundaries after it. */
    private Journal counting(Instant at, UnaryOperator<LedgerFold> booking) {
        Ledger nothing = nothing();
        return withCheckpoint(booking.apply(new LedgerFold(checkpoint)).done())
                .with(past.amended(at, booking.apply(new LedgerFold(nothing)).done(), nothing))
                .withCurrent(booking.apply(new LedgerFold(current)).done());
    }

    Ledger nothing() {
        return Ledger.empty(current.baseCurrency(), current.costBasis());
    }

    /** Counts an order once, however often it is heard of. */
    public Booking book(Placed order) {
        Optional<Placed> counted = past.like(order);
        if (counted.isPresent()) {
            return amended(counted.get(), counted.get().and(order));
        }
        Optional<Placed> known = kept.like(order);
        if (known.isPresent()) {
            Placed both = known.get().and(order);
            if (both.equals(known.get())) {
                return new Booking.Unchanged();
            }
            return both.at().isBefore(since)
                    ? with(kept.without(known.get())).folded().countingLate(both)
                    : new Booking.Booked(with(kept.with(both)).folded(), both.at());
        }
        if (order.at().isBefore(since)) {
            return countingLate(order);
        }
        return new Booking.Booked(
                with(kept.with(order)).withCurrent(new LedgerFold(current).placed(order).done()),
                order.at());
    }

    private Booking countingLate(Placed order) {
        Journal with = counting(order.at(), fold -> fold.placed(order));
        return new Booking.Booked(with.with(with.past.with(order)), order.at());
    }

    /** An order that the checkpoint counts is better known now. */
    private Booking amended(Placed known, Placed both) {
        if (both.equals(known)) {
            return new Booking.Unchanged();
        }
        Ledger nothing = nothing();
        Ledger out = new LedgerFold(nothing).placed(known).done();
        Ledger in = new LedgerFold(nothing).placed(both).done();
        Past further =
                past.with(both).amended(known.at(), nothing, out).amended(both.at(), in, nothing);
        return new Booking.Booked(
                withCheckpoint(checkpoint.exchanging(out, in))
                        .with(further)
                        .withCurrent(current.exchanging(out, in)),
                both.at());
    }

    /** The same journal without what was fetched again. */
    Journal withoutPast() {
        return past == Past.NONE ? this : with(Past.NONE);
    }

    /**
     * A journal whose parts agree again.
     *
     * @param amended the boundaries that came out differently
     * @param spots that take the place of earlier ones
     */
    record Settling(Journal journal, List<Boundary> amended, List<Filed.Spots> spots) {}

    /** Puts what changed before the checkpoint into it, and into what follows. */
    Settling settled() {
        if (past.settled()) {
            return new Settling(this, List.of(), List.of());
        }
        Past.Settled settled = past.settle(checkpoint, since);
        return new Settling(
                withCheckpoint(settled.checkpoint()).with(settled.past()).folded(),
                settled.amended(),
                settled.spots());
    }

    /** The ledger of all records before an instant; empty where that is before the checkpoint. */
    public Optional<Ledger> before(Instant instant) {
        if (instant.isBefore(since)) {
            return Optional.empty();
        }
        return Optional.of(
                kept.from(instant).isEmpty() ? current : kept.before(instant).onto(checkpoint));
    }

    /**
     * Moves the oldest records into the checkpoint until no more than {@code keep} of a kind are
     * left, but none at or after {@code needed}. Records of one instant stay together.
     */
    public Journal compacted(int keep, Instant needed) {
        if (kept.most() <= 2 * keep) {
            return this;
        }
        Instant wanted = kept.cut(keep);
        Instant cut = wanted.isAfter(needed) ? needed : wanted;
        return cut.isAfter(since)
                ? new Journal(cut, kept.before(cut).onto(checkpoint), kept.from(cut), past, current)
                : this;
    }

    /**
     * A journal with rates that were missing.
     *
     * @param from when the earliest record happened that a rate was found for
     * @param rates what is to be put away of them
     */
    record Resolved(Journal journal, Instant from, List<Filed> rates) {}

    /**
     * Looks again for the rates that were missing when records were booked: a record may come
     * before the mark that it was to be converted with. Empty where none was found.
     */
    Optional<Resolved> resolved(Function<Instant, Quotes> quotes) {
        if (!current.lacksRates()) {
            return Optional.empty();
        }
        RateSearch search = new RateSearch(current.baseCurrency(), quotes);
        Records after = kept.resolved(search);
        return search.found().map(from -> new Resolved(with(after).folded(), from, search.rates()));
    }

    private Journal folded() {
        return withCurrent(kept.onto(checkpoint));
    }

    Journal with(Past further) {
        return new Journal(since, checkpoint, kept, further, current);
    }

    private Journal with(Records records) {
        return new Journal(since, checkpoint, records, past, current);
    }

    private Journal withCurrent(Ledger ledger) {
        return new Journal(since, checkpoint, kept, past, ledger);
    }

    private Journal withCheckpoint(Ledger earlier) {
        return new Journal(since, earlier, kept, past, current);
    }
}
