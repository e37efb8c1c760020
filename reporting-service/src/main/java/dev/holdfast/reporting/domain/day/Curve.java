package dev.holdfast.reporting.domain.day;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Thins a curve for a screen without losing how high and how deep it went. */
public final class Curve {

    private Curve() {}

    /**
     * At most {@code most} points, in their order: the first and the last, and of each stretch
     * between them its lowest and its highest. A curve that is short enough stays as it is.
     *
     * @param most at least 4
     */
    public static <T> List<T> thinned(
            List<T> points, int most, Function<T, Optional<BigDecimal>> height) {
        if (points.size() <= most) {
            return points;
        }
        int stretches = (most - 2) / 2;
        int inner = points.size() - 2;
        TreeSet<Integer> kept = new TreeSet<>(List.of(0, points.size() - 1));
        for (int s = 0; s < stretches; s++) {
            int from = 1 + (int) ((long) inner * s / stretches);
            int to = 1 + (int) ((long) inner * (s + 1) / stretches);
            int lowest = from;
            int highest = from;
            for (int i = from; i < to; i++) {
                if (isBelow(points, i, lowest, height)) {
                    lowest = i;
                }
                if (isBelow(points, highest, i, height)) {
                    highest = i;
                }
            }
            kept.add(lowest);
            kept.add(highest);
        }
        List<T> thin = new ArrayList<>(kept.size());
        kept.forEach(i -> thin.add(points.get(i)));
        return thin;
    }

    private static <T> boolean isBelow(
            List<T> points, int a, int b, Function<T, Optional<BigDecimal>> height) {
        Optional<BigDecimal> ofA = height.apply(points.get(a));
        Optional<BigDecimal> ofB = height.apply(points.get(b));
        return ofA.isPresent() && (ofB.isEmpty() || ofA.get().compareTo(ofB.get()) < 0);
    }
}
