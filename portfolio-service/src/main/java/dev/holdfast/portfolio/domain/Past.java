package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a journal has put away and what was fetched again, because records of a batch belong before
 * its checkpoint or may have been counted there. It lasts for the batch.
 *
 * @param tails of the symbols that late records belong to
 * @param boundaries the days that began after the earliest late record, in their order
 * @param orders those that are counted in the checkpoint, as far as the batch speaks of them
 * @param amendments what else changed before the checkpoint, which has it already
 */
public record Past(
        List<Tail> tails,
        List<Boundary> boundaries,
        List<Placed> orders,
        List<Amendment> amendments) {

    public static final Past NONE = new Past(List.of(), List.of(), List.of(), List.of());

    /**
     * Bookings that came or went late, for the boundaries after them.
     *
     * @param in the ledger of what came
     * @param out the ledger of what went
     */
    public record Amendment(Instant at, Ledger in, Ledger out) {}

    /**
     * A past that agrees with itself again.
     *
     * @param amended the boundaries that came out differently
     * @param spots what takes the place of all spots of a symbol after an instant
     */
    record Settled(Ledger checkpoint, Past past, List<Boundary> amended, List<Filed.Spots> spots) {}

    public Past {
        tails = List.copyOf(tails);
        boundaries = boundaries.stream().sorted(Comparator.comparing(Boundary::at)).toList();
        orders = List.copyOf(orders);
        amendments = List.copyOf(amendments);
    }

    boolean settled() {
        return amendments.isEmpty() && tails.stream().noneMatch(Tail::changed);
    }

    Optional<Fill> like(Fill fill) {
        return tail(fill.symbol()).flatMap(tail -> tail.like(fill));
    }

    boolean reaches(Fill fill) {
        return tail(fill.symbol()).filter(tail -> !fill.at().isBefore(tail.from())).isPresent();
    }

    Optional<Placed> like(Placed order) {
        return orders.stream().filter(order::sameOrderAs).findFirst();
    }

    Past with(Fill fill) {
        return tail(fill.symbol(), tail -> tail.with(fill));
    }

    Past without(Fill fill) {
        return tail(fill.symbol(), tail -> tail.without(fill));
    }

    /** An order became known, or better known, that counts before the checkpoint. */
    Past with(Placed order) {
        List<Placed> others = new ArrayList<>(orders);
        others.removeIf(order::sameOrderAs);
        others.add(order);
        return new Past(tails, boundaries, others, amendments);
    }

    /**
     * With boundaries from before the portfolio had any record: what they come to is told by the
     * late records alone.
     */
    Past beginning(List<Boundary> earlier) {
        List<Boundary> all = new ArrayList<>(boundaries);
        earlier.stream()
                .filter(one -> boundaries.stream().noneMatch(is -> is.at().equals(one.at())))
                .forEach(all::add);
        return new Past(tails, all, orders, amendments);
    }

    Past amended(Instant at, Ledger in, Ledger out) {
        List<Amendment> more = new ArrayList<>(amendments);
        more.add(new Amendment(at, in, out));
        return new Past(tails, boundaries, orders, more);
    }

    private Optional<Tail> tail(Symbol symbol) {
        return tails.stream().filter(tail -> tail.symbol().equals(symbol)).findFirst();
    }

    private Past tail(Symbol symbol, UnaryOperator<Tail> change) {
        return new Past(
                tails.stream()
                        .map(tail -> tail.symbol().equals(symbol) ? change.apply(tail) : tail)
                        .toList(),
                boundaries,
                orders,
                amendments);
    }

    /**
     * Puts what changed into the checkpoint and into every boundary after it: one pass over what
     * the fills were and one over what they are, however many of them changed.
     *
     * @param until when the checkpoint ends; later boundaries are told from it
     */
    Settled settle(Ledger checkpoint, Instant until) {
        List<Tail> changed = tails.stream().filter(Tail::changed).toList();
        Instant from =
                changed.stream().map(Tail::changedFrom).min(Instant::compareTo).orElse(Instant.MAX);
        Run was = new Run(checkpoint, changed, Tail::stored);
        Run is = new Run(checkpoint, changed, Tail::fills);
        Amended sums = new Amended(Ledger.empty(checkpoint.baseCurrency(), checkpoint.costBasis()));
        List<Boundary> after = new ArrayList<>(boundaries.size());
        List<Boundary> amended = new ArrayList<>();
        for (Boundary boundary : boundaries) {
            Ledger ledger = boundary.ledger();
            if (boundary.at().isAfter(until)) {
                after.add(boundary);
                continue;
            }
            if (from.isBefore(boundary.at())) {
                ledger = ledger.exchanging(was.before(boundary.at()), is.before(boundary.at()));
            }
            ledger = sums.applied(ledger, boundary.at());
            after.add(ledger == boundary.ledger() ? boundary : boundary.with(ledger));
            if (ledger != boundary.ledger()) {
                amended.add(after.getLast());
            }
        }
        Ledger whole =
                changed.isEmpty()
                        ? checkpoint
                        : checkpoint.exchanging(was.before(Instant.MAX), is.before(Instant.MAX));
        List<Filed.Spots> spots =
                changed.stream()
                        .map(
                                tail ->
                                        new Filed.Spots(
                                                tail.symbol(),
                                                tail.changedFrom(),
                                                Spot.along(tail, checkpoint, tail.changedFrom())))
                        .toList();
        List<Tail> now =
                tails.stream()
                        .map(t -> new Tail(t.from(), t.before(), t.fills(), t.fills()))
                        .toList();
        return new Settled(whole, new Past(now, after, orders, List.of()), amended, spots);
    }

    /** The amendments up to one instant after the other, summed. */
    private final class Amended {

        private final Ledger nothing;
        private final List<Amendment> inOrder =
                amendments.stream().sorted(Comparator.comparing(Amendment::at)).toList();
        private Ledger in;
        private Ledger out;
        private int next;

        Amended(Ledger nothing) {
            this.nothing = nothing;
            this.in = nothing;
            this.out = nothing;
        }

        Ledger applied(Ledger ledger, Instant before) {
            while (next < inOrder.size() && inOrder.get(next).at().isBefore(before)) {
                Amendment amendment = inOrder.get(next++);
                in = in.exchanging(nothing, amendment.in());
                out = out.exchanging(nothing, amendment.out());
            }
            return next == 0 ? ledger : ledger.exchanging(out, in);
        }
    }

    /** The fills of some tails, booked up to one instant after the other. */
    private static final class Run {

        private final LedgerFold fold;
        private final List<Fill> fills;
        private int next;

        Run(Ledger like, List<Tail> tails, Function<Tail, List<Fill>> of) {
            Map<Symbol, Position> positions = new HashMap<>();
            tails.forEach(tail -> positions.put(tail.symbol(), tail.before()));
            this.fold =
                    new LedgerFold(
                            Ledger.empty(like.baseCurrency(), like.costBasis()).with(positions));
            this.fills =
                    tails.stream()
                            .flatMap(tail -> of.apply(tail).stream())
                            .sorted(FillOrder.FILLS)
                            .toList();
        }

        Ledger before(Instant at) {
            while (next < fills.size() && fills.get(next).at().isBefore(at)) {
                fold.fill(fills.get(next++));
            }
            return fold.done();
        }
    }
}
