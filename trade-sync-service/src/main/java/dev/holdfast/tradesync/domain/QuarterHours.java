package dev.holdfast.tradesync.domain;

import java.time.Instant;

/**
 * The quarter hours of UTC: every day of every timezone begins on one, so whoever looks at each of
 * them misses no boundary.
 */
public final class QuarterHours {

    private static final long SECONDS = 900;

    private QuarterHours() {}

    /** Whether the clock has entered another one. */
    public static boolean entered(Instant before, Instant after) {
        return Math.floorDiv(before.getEpochSecond(), SECONDS)
                != Math.floorDiv(after.getEpochSecond(), SECONDS);
    }
}
