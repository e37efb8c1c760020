package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The fills of one symbol from an instant up to the checkpoint, which holds them.
 *
 * @param from all fills before it are in {@code before}
 * @param before the position that those made
 * @param stored the others, as the checkpoint has them, in their order
 * @param fills the others as they are now known, in their order
 */
public record Tail(Instant from, Position before, List<Fill> stored, List<Fill> fills) {

    public Tail {
        stored = List.copyOf(stored);
        fills = List.copyOf(fills);
    }

    /** As it is stored; fills in any order. */
    public static Tail of(Instant from, Position before, List<Fill> fills) {
        List<Fill> ordered = fills.stream().sorted(FillOrder.FILLS).toList();
        return new Tail(from, before, ordered, ordered);
    }

    Symbol symbol() {
        return before.symbol();
    }

    boolean changed() {
        return fills != stored && !fills.equals(stored);
    }

    Optional<Fill> like(Fill fill) {
        return fills.stream().filter(fill::sameFillAs).findFirst();
    }

    Tail with(Fill fill) {
        int place = Collections.binarySearch(fills, fill, FillOrder.FILLS);
        List<Fill> more = new ArrayList<>(fills);
        more.add(place < 0 ? -place - 1 : place, fill);
        return new Tail(from, before, stored, more);
    }

    Tail without(Fill fill) {
        List<Fill> fewer = new ArrayList<>(fills);
        fewer.remove(fill);
        return new Tail(from, before, stored, fewer);
    }

    /** From when on what is known differs from what the checkpoint has. */
    Instant changedFrom() {
        int same = 0;
        while (same < stored.size()
                && same < fills.size()
                && stored.get(same).equals(fills.get(same))) {
            same++;
        }
        Instant one = same < stored.size() ? stored.get(same).at() : Instant.MAX;
        Instant other = same < fills.size() ? fills.get(same).at() : Instant.MAX;
        return one.isBefore(other) ? one : other;
    }
}
