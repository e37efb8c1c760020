package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What steps a target may have. */
final class TargetSteps {

    private static final int MOST = 20;

    private TargetSteps() {}

    /** What is wrong with them. */
    static Optional<String> fault(List<TargetStep> steps, Side side, Optional<Price> target) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        if (steps.size() > MOST) {
            return Optional.of("target_steps may have at most " + MOST + " steps");
        }
        if (steps.stream().anyMatch(step -> step.price().value().signum() <= 0)) {
            return Optional.of("prices of target_steps must be above zero");
        }
        boolean ofLong = side == Side.BUY;
        for (int i = 1; i < steps.size(); i++) {
            if (!Terms.beyond(ofLong, steps.get(i).price(), steps.get(i - 1).price())) {
                return Optional.of(
                        "each of target_steps must be further from the entry than the one before");
            }
        }
        if (target.isPresent() && !Terms.beyond(ofLong, target.get(), steps.getLast().price())) {
            return Optional.of("target_price must be further than the last of target_steps");
        }
        return fractions(steps, target);
    }

    private static Optional<String> fractions(List<TargetStep> steps, Optional<Price> target) {
        List<BigDecimal> fractions =
                steps.stream().flatMap(step -> step.fraction().stream()).toList();
        if (fractions.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = fractions.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int toOne = sum.compareTo(BigDecimal.ONE);
        if (fractions.size() < steps.size()
                || fractions.stream().anyMatch(fraction -> fraction.signum() <= 0)
                || toOne > 0
                || toOne == 0 && target.isPresent()) {
            return Optional.of(
                    "fraction must stand in each of target_steps or in none, above zero, and leave"
                            + " something for target_price; together at most \"1\"");
        }
        return Optional.empty();
    }
}
