package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sum of amounts, each converted at the rate of its own time. Where a rate was missing the sum is
 * unknown: {@code unconverted} says of which currencies, and {@code amount} is the rest.
 */
public record Converted(BigDecimal amount, Set<Currency> unconverted) {

    public static final Converted ZERO = new Converted(BigDecimal.ZERO, Set.of());

    public Converted {
        unconverted =
                unconverted.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSortedSet(new TreeSet<>(unconverted));
    }

    /** Zero needs no rate. */
    public static Converted of(BigDecimal amount, Currency currency, Optional<BigDecimal> rate) {
        if (amount.signum() == 0) {
            return ZERO;
        }
        return rate.isPresent()
                ? new Converted(amount.multiply(rate.get()), Set.of())
                : new Converted(BigDecimal.ZERO, Set.of(currency));
    }

    public Converted plus(Converted other) {
        if (other == ZERO) {
            return this;
        }
        if (this == ZERO) {
            return other;
        }
        return new Converted(amount.add(other.amount), both(other));
    }

    public Converted minus(Converted other) {
        return plus(other.negate());
    }

    public Converted negate() {
        return this == ZERO ? this : new Converted(amount.negate(), unconverted);
    }

    /** The sum, if all of it is known. */
    public Optional<BigDecimal> value() {
        return unconverted.isEmpty() ? Optional.of(amount) : Optional.empty();
    }

    private Set<Currency> both(Converted other) {
        if (other.unconverted.isEmpty()) {
            return unconverted;
        }
        Set<Currency> both = new TreeSet<>(unconverted);
        both.addAll(other.unconverted);
        return both;
    }
}
