package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Volatility;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;

/**
 * The price from which on a plan has something to do, as a key of a sorted index. Prices that are
 * waited for from above are kept negated, so that both directions sort alike.
 *
 * @param exclusive the price itself does not count, only what is beyond it
 */
record Reach(BigDecimal level, boolean exclusive, PlanId plan) {

    static final Comparator<Reach> NEAREST_FIRST = Reach::compared;

    private static final BigDecimal LOW_VOLATILITY = new BigDecimal("1.5");
    private static final BigDecimal HIGH_VOLATILITY = new BigDecimal("0.7");
    private static final MathContext TOWARDS_NEAR = new MathContext(34, RoundingMode.DOWN);
    private static final MathContext TOWARDS_FAR = new MathContext(34, RoundingMode.UP);

    private int compared(Reach other) {
        int byLevel = level.compareTo(other.level);
        if (byLevel != 0) {
            return byLevel;
        }
        int byEnd = Boolean.compare(exclusive, other.exclusive);
        return byEnd != 0 ? byEnd : plan.compareTo(other.plan);
    }

    boolean reachedBy(BigDecimal price) {
        int compared = level.compareTo(price);
        return exclusive ? compared < 0 : compared <= 0;
    }

    /** What a plan waits for against its position: its stop, or no gain when one is due. */
    static Optional<Reach> ofLoss(Plan plan) {
        Optional<Reach> stop = plan.levels().stop().map(level -> losing(plan, level));
        return plan.mustGain()
                ? nearer(stop, plan.entry().price().map(p -> losing(plan, p)))
                : stop;
    }

    /**
     * What a plan waits for in favour of its position: target, the next step, breakeven, the next
     * trail, or a gain that is due.
     */
    static Optional<Reach> ofGain(Plan plan) {
        Optional<Reach> target =
                plan.levels().target().map(price -> gaining(plan, price.value(), false));
        Optional<Reach> gain = nearer(nearer(target, ofBreakeven(plan)), ofTrail(plan));
        if (plan.step().isEmpty() && !plan.levels().steps().isEmpty()) {
            BigDecimal step = plan.levels().steps().getFirst().price().value();
            gain = nearer(gain, Optional.of(gaining(plan, step, false)));
        }
        return plan.mustGain()
                ? nearer(gain, plan.entry().price().map(p -> gaining(plan, p.value(), true)))
                : gain;
    }

    /** The gain at which the stop goes to the entry; asked for once. */
    static Optional<BigDecimal> breakevenAt(Plan plan) {
        if (plan.levels().breakeven().isPresent()) {
            return Optional.empty();
        }
        return plan.terms()
                .trailToBreakevenPct()
                .flatMap(
                        pct ->
                                plan.entry()
                                        .price()
                                        .map(
                                                entry -> {
                                                    BigDecimal gain =
                                                            entry.value()
                                                                    .multiply(pct)
                                                                    .multiply(scale(plan));
                                                    return plan.ofLong()
                                                            ? entry.value().add(gain)
                                                            : entry.value().subtract(gain);
                                                }));
    }

    private static BigDecimal scale(Plan plan) {
        return switch (plan.terms().volatility().orElse(Volatility.NORMAL)) {
            case LOW -> LOW_VOLATILITY;
            case NORMAL -> BigDecimal.ONE;
            case HIGH -> HIGH_VOLATILITY;
        };
    }

    private static Optional<Reach> ofBreakeven(Plan plan) {
        return breakevenAt(plan).map(level -> gaining(plan, level, false));
    }

    /**
     * The trail moves a stop at a price that is better than the best so far and far enough from the
     * stop; rounded towards the near side, since the trail itself looks again.
     */
    private static Optional<Reach> ofTrail(Plan plan) {
        return plan.levels()
                .best()
                .flatMap(best -> trailFrom(plan, best.value()))
                .map(level -> gaining(plan, level, true));
    }

    private static Optional<BigDecimal> trailFrom(Plan plan, BigDecimal best) {
        Optional<BigDecimal> stop = plan.levels().stop().map(Price::value);
        Optional<BigDecimal> by = plan.terms().trailBy();
        if (by.isPresent()) {
            return Optional.of(
                    stop.map(
                                    level ->
                                            plan.ofLong()
                                                    ? best.max(level.add(by.get()))
                                                    : best.min(level.subtract(by.get())))
                            .orElse(best));
        }
        return plan.terms()
                .trailPct()
                .map(pct -> stop.map(level -> trailFrom(plan, best, level, pct)).orElse(best));
    }

    private static BigDecimal trailFrom(
            Plan plan, BigDecimal from, BigDecimal stop, BigDecimal pct) {
        return plan.ofLong()
                ? from.max(stop.divide(BigDecimal.ONE.subtract(pct), TOWARDS_NEAR))
                : from.min(stop.divide(BigDecimal.ONE.add(pct), TOWARDS_FAR));
    }

    private static Reach gaining(Plan plan, BigDecimal level, boolean exclusive) {
        return new Reach(
                Decimals.canonical(plan.ofLong() ? level : level.negate()), exclusive, plan.id());
    }

    private static Reach losing(Plan plan, Price stop) {
        return new Reach(plan.ofLong() ? stop.value().negate() : stop.value(), false, plan.id());
    }

    private static Optional<Reach> nearer(Optional<Reach> one, Optional<Reach> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return NEAREST_FIRST.compare(one.get(), other.get()) <= 0 ? one : other;
    }
}
