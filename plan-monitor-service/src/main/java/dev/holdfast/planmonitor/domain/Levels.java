package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a plan acts.
 *
 * @param stop where it leaves with a loss, or with what a trail has secured
 * @param target where it leaves with a gain
 * @param stopSetBy what set the stop last
 * @param breakeven the level that the trail to breakeven set, once it did
 * @param best the price at which the trail at a distance last moved the stop, at first the entry:
 *     only a better one moves it again, so that what the night widened is not trailed back at once
 * @param steps the targets that leave a part and were not reached yet, the nearest first
 */
public record Levels(
        Optional<Price> stop,
        Optional<Price> target,
        SetBy stopSetBy,
        Optional<Price> breakeven,
        Optional<Price> best,
        List<Step> steps) {

    /** What set a stop. */
    public enum SetBy {
        TERMS,
        TRAIL
    }

    /**
     * A target that leaves a part.
     *
     * @param fraction of what was filled, as it was asked for; empty for an equal share
     * @param share of what is still held when it is reached, the same part of the whole
     */
    public record Step(Price price, Optional<BigDecimal> fraction, BigDecimal share) {

        TargetStep published() {
            return new TargetStep(price, fraction);
        }

        Step at(Price newPrice) {
            return new Step(newPrice, fraction, share);
        }
    }

    private static final BigDecimal BEYOND_THE_WIRE =
            BigDecimal.TEN.pow(Decimals.MAX_INTEGER_DIGITS);

    public Levels {
        steps = List.copyOf(steps);
    }

    /**
     * A computed level as a price, if it can be one: above zero and within what the wire carries.
     */
    static Optional<Price> level(BigDecimal computed) {
        BigDecimal level = Decimals.published(computed);
        return level.signum() > 0 && level.compareTo(BEYOND_THE_WIRE) < 0
                ? Optional.of(new Price(level))
                : Optional.empty();
    }

    static Levels of(PlanTerms terms) {
        return new Levels(
                terms.stopPrice(),
                terms.targetPrice(),
                SetBy.TERMS,
                Optional.empty(),
                Optional.empty(),
                steps(terms));
    }

    /**
     * Of the whole each step leaves its fraction; of what is held by then that is more, since the
     * steps before it have left theirs. Without fractions all steps, and the target where there is
     * one, leave the same.
     */
    static List<Step> steps(PlanTerms terms) {
        List<Step> steps = new ArrayList<>();
        BigDecimal left = BigDecimal.ONE;
        int shares = terms.targetSteps().size() + (terms.targetPrice().isPresent() ? 1 : 0);
        for (TargetStep step : terms.targetSteps()) {
            BigDecimal share =
                    step.fraction().isPresent()
                            ? step.fraction().get().divide(left, Decimals.DIVISION)
                            : BigDecimal.ONE.divide(
                                    BigDecimal.valueOf(shares - steps.size()), Decimals.DIVISION);
            left = left.subtract(step.fraction().orElse(BigDecimal.ZERO));
            steps.add(new Step(step.price(), step.fraction(), share));
        }
        return steps;
    }

    Levels at(Optional<Price> newStop, Optional<Price> newTarget) {
        return new Levels(newStop, newTarget, stopSetBy, breakeven, best, steps);
    }

    Levels with(List<Step> newSteps) {
        return new Levels(stop, target, stopSetBy, breakeven, best, newSteps);
    }

    Levels trailedTo(Price newStop) {
        return new Levels(Optional.of(newStop), target, SetBy.TRAIL, breakeven, best, steps);
    }

    Levels withBreakeven(Price level) {
        return new Levels(stop, target, stopSetBy, Optional.of(level), best, steps);
    }

    Levels withoutTrail() {
        return new Levels(stop, target, stopSetBy, breakeven, Optional.empty(), steps);
    }

    Levels withBest(Price price) {
        return new Levels(stop, target, stopSetBy, breakeven, Optional.of(price), steps);
    }
}
