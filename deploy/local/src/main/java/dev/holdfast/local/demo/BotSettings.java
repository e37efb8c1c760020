package dev.holdfast.local.demo;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a version of the bot trades; fractions are of the entry price.
 *
 * @param lookback how many bars make the channel that a breakout leaves
 * @param pause how long after an entry the next one may come
 * @param breakout what breakouts are bought with, in USD, and how they are guarded
 * @param dip what is bought when the price falls below its mean by {@code dipBelow}
 * @param core what is bought first of all and held over nights; nothing where its notional is zero
 * @param convictionEvery each of so many breakouts is asked for at several times the size, more
 *     than any cap allows: somebody must say no
 */
record BotSettings(
        String version,
        Duration bar,
        int lookback,
        Duration pause,
        Entry breakout,
        Entry dip,
        BigDecimal dipBelow,
        Entry core,
        int convictionEvery) {

    /** A kind of entry: its size in USD, its stop and target, and when its stop goes to entry. */
    record Entry(BigDecimal notional, BigDecimal stop, BigDecimal target, BigDecimal toBreakeven) {

        static Entry of(String notional, String stop, String target, String toBreakeven) {
            return new Entry(
                    new BigDecimal(notional),
                    new BigDecimal(stop),
                    new BigDecimal(target),
                    new BigDecimal(toBreakeven));
        }
    }

    static BotSettings of(String version) {
        return switch (version) {
            case "v1" ->
                    new BotSettings(
                            "v1",
                            Duration.ofHours(1),
                            8,
                            Duration.ofHours(3),
                            Entry.of("1500", "0.05", "0.08", "0.025"),
                            Entry.of("900", "0.06", "0.07", "0.03"),
                            new BigDecimal("0.02"),
                            Entry.of("2000", "0.10", "0.22", "1"),
                            3);
            case "v2" ->
                    new BotSettings(
                            "v2",
                            Duration.ofMinutes(30),
                            10,
                            Duration.ofHours(2),
                            Entry.of("1200", "0.04", "0.07", "0.02"),
                            Entry.of("1100", "0.05", "0.06", "0.02"),
                            new BigDecimal("0.015"),
                            Entry.of("1500", "0.12", "0.30", "1"),
                            4);
            default -> throw new IllegalArgumentException("There is no version " + version + ".");
        };
    }
}
