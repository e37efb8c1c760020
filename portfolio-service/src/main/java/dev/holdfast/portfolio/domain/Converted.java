package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sum of amounts, each converted at the rate of its own time. Where a rate was missing the sum is
 * unknown: {@code unconverted} says of which currencies and how often, so that what was added can
 * be taken out again, and {@code amount} is the rest.
 */
public record Converted(BigDecimal amount, Map<Currency, Long> unconverted) {

    private static final Map<Currency, Long> ALL_KNOWN = Collections.emptySortedMap();

    public static final Converted ZERO = new Converted(BigDecimal.ZERO, ALL_KNOWN);

    public Converted {
        unconverted =
                unconverted.isEmpty()
                        ? ALL_KNOWN
                        : Collections.unmodifiableSortedMap(new TreeMap<>(unconverted));
    }

    static Converted known(BigDecimal amount) {
        return amount.signum() == 0 ? ZERO : new Converted(amount, ALL_KNOWN);
    }

    /** Zero needs no rate. */
    public static Converted of(BigDecimal amount, Currency currency, Optional<BigDecimal> rate) {
        if (amount.signum() == 0) {
            return ZERO;
        }
        if (rate.isEmpty()) {
            return new Converted(BigDecimal.ZERO, Map.of(currency, 1L));
        }
        return known(rate.get() == BigDecimal.ONE ? amount : amount.multiply(rate.get()));
    }

    public Converted plus(Converted other) {
        if (other == ZERO) {
            return this;
        }
        if (this == ZERO) {
            return other;
        }
        return new Converted(amount.add(other.amount), merged(other, 1));
    }

    /** The difference, unknown where either is. */
    public Converted minus(Converted other) {
        return plus(other.negate());
    }

    public Converted negate() {
        return this == ZERO ? this : new Converted(amount.negate(), unconverted);
    }

    /** What the sum is without a part that was once added to it. */
    Converted without(Converted added) {
        if (added == ZERO) {
            return this;
        }
        BigDecimal left = amount.subtract(added.amount);
        Map<Currency, Long> unknown = merged(added, -1);
        return left.signum() == 0 && unknown.isEmpty() ? ZERO : new Converted(left, unknown);
    }

    /** What is left of it after a part was split off: as unknown as the whole. */
    Converted less(Converted part) {
        return part == ZERO ? this : new Converted(amount.subtract(part.amount), unconverted);
    }

    /** The sum, if all of it is known. */
    public Optional<BigDecimal> value() {
        return unconverted.isEmpty() ? Optional.of(amount) : Optional.empty();
    }

    private Map<Currency, Long> merged(Converted other, long sign) {
        if (other.unconverted.isEmpty()) {
            return unconverted;
        }
        SortedMap<Currency, Long> both = new TreeMap<>(unconverted);
        other.unconverted.forEach(
                (currency, times) ->
                        both.merge(
                                currency,
                                sign * times,
                                (one, more) -> one + more == 0 ? null : one + more));
        return both;
    }
}
