package dev.holdfast.portfolio.domain;

import java.util.Comparator;
import java.util.Optional;

/**
 * The order in which fills count: by time, then by the venue's own sequence, then by trade id, then
 * by order id. Ids that are numbers come by number and before all others, which come as text; a
 * fill without a sequence comes before those with one. So any two fills have one order, and it does
 * not depend on a third.
 */
final class FillOrder {

    /** Of fills of one symbol. */
    static final Comparator<FillPlace> PLACES =
            Comparator.comparing(FillPlace::at)
                    .thenComparing(FillPlace::venueSequence, FillOrder::optional)
                    .thenComparing(place -> place.tradeId().value(), FillOrder::ids)
                    .thenComparing(place -> place.orderId().value(), FillOrder::ids)
                    .thenComparing(FillPlace::venue);

    /** Of any fills; those of different symbols commute, so theirs is a matter of convenience. */
    static final Comparator<Fill> FILLS =
            Comparator.comparing(Fill::at)
                    .thenComparing(Fill::place, PLACES)
                    .thenComparing(Fill::symbol);

    private FillOrder() {}

    private static int optional(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isPresent(), other.isPresent());
        }
        return ids(one.get(), other.get());
    }

    static int ids(String one, String other) {
        boolean number = number(one);
        if (number != number(other)) {
            return number ? -1 : 1;
        }
        if (number) {
            int byValue = magnitude(one).compareTo(magnitude(other));
            return byValue != 0 ? byValue : one.compareTo(other);
        }
        return one.compareTo(other);
    }

    private static boolean number(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static java.math.BigInteger magnitude(String digits) {
        return new java.math.BigInteger(digits);
    }
}
