package dev.holdfast.portfolio.api;

import dev.holdfast.portfolio.store.Histories.Place;
import dev.holdfast.portfolio.store.Histories.Placed;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a page begins and how long it is.
 *
 * @param limit 1 to 1000
 */
record Paging(Place place, int limit) {

    private static final int LONGEST = 1000;

    static Paging of(Optional<String> after, int limit) {
        if (limit < 1 || limit > LONGEST) {
            throw ProblemException.field("limit", "must be 1 to " + LONGEST);
        }
        return new Paging(after.map(Paging::read).orElse(Place.NEWEST), limit);
    }

    <T, V> Page<V> page(List<Placed<T>> found, Function<T, V> view) {
        return new Page<>(
                found.stream().map(placed -> view.apply(placed.event())).toList(),
                found.size() < limit
                        ? Optional.empty()
                        : Optional.of(write(found.getLast().place())));
    }

    private static String write(Place place) {
        return place.occurredAt() + "_" + place.number();
    }

    private static Place read(String cursor) {
        try {
            int split = cursor.lastIndexOf('_');
            return new Place(
                    Instant.parse(cursor.substring(0, Math.max(split, 0))),
                    Long.parseLong(cursor.substring(split + 1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw ProblemException.field("after", "must be the next of an earlier page");
        }
    }
}
