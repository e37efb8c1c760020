package dev.holdfast.portfolio.domain;

import java.math.BigDecimal;
import java.util.Optional;

/** A sum that is unknown as soon as one of its parts is. */
final class Sum {

    private BigDecimal amount = BigDecimal.ZERO;
    private boolean known = true;

    Sum add(Optional<BigDecimal> part) {
        if (part.isPresent()) {
            amount = amount.add(part.get());
        } else {
            known = false;
        }
        return this;
    }

    Sum subtract(Optional<BigDecimal> part) {
        return add(part.map(BigDecimal::negate));
    }

    Optional<BigDecimal> value() {
        return known ? Optional.of(amount) : Optional.empty();
    }
}
