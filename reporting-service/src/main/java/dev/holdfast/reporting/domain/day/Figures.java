package dev.holdfast.reporting.domain.day;

import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Sums in which one unknown number makes the result unknown. Exact. */
public final class Figures {

    private Figures() {}

    public static Optional<BigDecimal> plus(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return both(a, b, BigDecimal::add);
    }

    public static Optional<BigDecimal> minus(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return both(a, b, BigDecimal::subtract);
    }

    private static Optional<BigDecimal> both(
            Optional<BigDecimal> a, Optional<BigDecimal> b, BinaryOperator<BigDecimal> operation) {
        return a.flatMap(x -> b.map(y -> Decimals.canonical(operation.apply(x, y))));
    }
}
