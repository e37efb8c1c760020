package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a tape is replayed.
 *
 * @param factor seconds of the tape in one second; empty for as fast as it goes
 */
public record Speed(Optional<BigDecimal> factor) {

    private static final String MAX = "MAX";
    private static final BigDecimal FURTHEST_MS =
            BigDecimal.valueOf(Duration.ofDays(36525).toMillis());
    private static final BigDecimal FASTEST = BigDecimal.valueOf(10_000_000L);

    /**
     * Reads a number above zero, or {@code MAX}.
     *
     * @throws InvalidValue for anything else
     */
    public static Speed of(String text) {
        if (MAX.equalsIgnoreCase(text)) {
            return new Speed(Optional.empty());
        }
        BigDecimal factor = Decimals.parse(text, "speed");
        if (factor.signum() <= 0 || factor.compareTo(FASTEST) > 0) {
            throw new InvalidValue(
                    "speed must be above 0 and at most " + FASTEST.toPlainString() + ", or MAX");
        }
        return new Speed(Optional.of(factor));
    }

    /** Which time of the tape is due when some wall time has passed since it stood at another. */
    public Instant due(Instant anchor, Duration passed) {
        return factor.map(
                        times ->
                                anchor.plusMillis(
                                        times.multiply(BigDecimal.valueOf(passed.toMillis()))
                                                .min(FURTHEST_MS)
                                                .longValue()))
                .orElse(Instant.MAX);
    }

    /** How much wall time passes while the tape goes on to a later time; none to an earlier one. */
    public Duration passing(Instant from, Instant to) {
        if (factor.isEmpty() || !to.isAfter(from)) {
            return Duration.ZERO;
        }
        BigDecimal millis = BigDecimal.valueOf(Duration.between(from, to).toMillis());
        return Duration.ofMillis(
                millis.divide(factor.get(), 0, RoundingMode.CEILING).min(FURTHEST_MS).longValue());
    }

    @Override
    public String toString() {
        return factor.map(BigDecimal::toPlainString).orElse(MAX);
    }
}
