package dev.holdfast.runtime.counting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What the counting service knows of a portfolio.
 *
 * @param marks how many marks it was shown
 * @param markSum what their prices add up to, so that one that is shown twice or never tells
 */
public record Counting(
        long movements,
        BigDecimal sum,
        long conflicts,
        long failures,
        long unreadable,
        long gaps,
        long takenOver,
        long marks,
        BigDecimal markSum,
        Optional<Instant> lastMarkAt) {

    static final Counting NONE =
            new Counting(0, BigDecimal.ZERO, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, Optional.empty());

    Counting moved(BigDecimal amount) {
        return new Counting(
                movements + 1,
                sum.add(amount),
                conflicts,
                failures,
                unreadable,
                gaps,
                takenOver,
                marks,
                markSum,
                lastMarkAt);
    }

    public Counting plus(long conflict, long failure, long bad, long gap, long taken) {
        return new Counting(
                movements,
                sum,
                conflicts + conflict,
                failures + failure,
                unreadable + bad,
                gaps + gap,
                takenOver + taken,
                marks,
                markSum,
                lastMarkAt);
    }

    Counting marked(long count, BigDecimal prices, Instant at) {
        return new Counting(
                movements,
                sum,
                conflicts,
                failures,
                unreadable,
                gaps,
                takenOver,
                marks + count,
                markSum.add(prices),
                Optional.of(at));
    }
}
