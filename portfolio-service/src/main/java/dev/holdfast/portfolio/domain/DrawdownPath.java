package dev.holdfast.portfolio.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Peak and drawdown along the beginnings of days. It takes what stood at boundaries and nothing in
 * between, so that a late record can restate it: the marks of boundaries are kept, and those in
 * between are not.
 *
 * @param peak as in {@link Drawdown}, over all boundaries so far
 * @param deepest as in {@link Drawdown}, over all boundaries so far
 * @param steps where what had been seen changed, in their order; the latest ones
 */
public record DrawdownPath(BigDecimal peak, BigDecimal deepest, List<Step> steps) {

    public static final DrawdownPath NONE = of(Drawdown.NONE, List.of());

    private static final int KEPT = 64;

    /**
     * @param before what had been seen before the boundary, and before those after it up to the
     *     next step
     */
    public record Step(Instant at, Drawdown before) {}

    public DrawdownPath {
        // A state from before steps were kept has none.
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    private static DrawdownPath of(Drawdown seen, List<Step> steps) {
        return new DrawdownPath(seen.peak(), seen.deepest(), steps);
    }

    /** At all boundaries so far. */
    public Drawdown seen() {
        return new Drawdown(peak, deepest);
    }

    /** What had been seen before a boundary that was passed. */
    Drawdown before(Instant at) {
        Drawdown before = steps.isEmpty() ? seen() : steps.getFirst().before();
        for (Step step : steps) {
            if (step.at().isAfter(at)) {
                return before;
            }
            before = step.before();
        }
        return before;
    }

    /** A boundary is passed, or passed anew; all after it are passed next, in their order. */
    DrawdownPath passing(Instant at, Drawdown before) {
        List<Step> passed = new ArrayList<>(steps);
        passed.removeIf(step -> !step.at().isBefore(at));
        if (passed.isEmpty() || !passed.getLast().before().equals(before)) {
            passed.add(new Step(at, before));
        }
        return new DrawdownPath(
                peak, deepest, passed.subList(Math.max(0, passed.size() - KEPT), passed.size()));
    }

    /** After the last boundary. */
    DrawdownPath seeing(Drawdown after) {
        return of(after, steps);
    }
}
