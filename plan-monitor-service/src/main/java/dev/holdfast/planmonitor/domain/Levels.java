package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Price;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Where a plan acts.
 *
 * @param stop where it leaves with a loss, or with what a trail has secured
 * @param target where it leaves with a gain
 * @param stopSetBy what set the stop last
 * @param breakeven the level that the trail to breakeven set, once it did
 * @param best the price at which the trail by percent last moved the stop, at first the entry: only
 *     a better one moves it again, so that what the night widened is not trailed back at once
 */
public record Levels(
        Optional<Price> stop,
        Optional<Price> target,
        SetBy stopSetBy,
        Optional<Price> breakeven,
        Optional<Price> best) {

    /** What set a stop. */
    public enum SetBy {
        TERMS,
        TRAIL
    }

    private static final BigDecimal BEYOND_THE_WIRE =
            BigDecimal.TEN.pow(Decimals.MAX_INTEGER_DIGITS);

    /**
     * A computed level as a price, if it can be one: above zero and within what the wire carries.
     */
    static Optional<Price> level(BigDecimal computed) {
        BigDecimal level = Decimals.published(computed);
        return level.signum() > 0 && level.compareTo(BEYOND_THE_WIRE) < 0
                ? Optional.of(new Price(level))
                : Optional.empty();
    }

    static Levels of(Optional<Price> stop, Optional<Price> target) {
        return new Levels(stop, target, SetBy.TERMS, Optional.empty(), Optional.empty());
    }

    Levels at(Optional<Price> newStop, Optional<Price> newTarget) {
        return new Levels(newStop, newTarget, stopSetBy, breakeven, best);
    }

    Levels trailedTo(Price newStop) {
        return new Levels(Optional.of(newStop), target, SetBy.TRAIL, breakeven, best);
    }

    Levels withBreakeven(Price level) {
        return new Levels(stop, target, stopSetBy, Optional.of(level), best);
    }

    Levels withoutTrail() {
        return new Levels(stop, target, stopSetBy, breakeven, Optional.empty());
    }

    Levels withBest(Price price) {
        return new Levels(stop, target, stopSetBy, breakeven, Optional.of(price));
    }
}
