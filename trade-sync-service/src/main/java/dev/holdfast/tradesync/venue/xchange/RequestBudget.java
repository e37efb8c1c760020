package dev.holdfast.tradesync.venue.xchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much a venue may be asked: a store of units that refills steadily, as exchanges count weights
 * (the generic cell rate algorithm, ITU-T I.371). What is not urgent leaves a fifth of it.
 */
final class RequestBudget {

    private static final int URGENT_SHARE = 5;

    private final long perUnitNanos;
    private final long capacityNanos;
    private final LongSupplier nanoTime;
    private long usedUntil;

    /**
     * @param capacity units that may be used at once
     * @param perUnit how long one unit takes to come back
     */
    RequestBudget(int capacity, Duration perUnit, LongSupplier nanoTime) {
        this.perUnitNanos = perUnit.toNanos();
        this.capacityNanos = capacity * perUnitNanos;
        this.nanoTime = nanoTime;
        this.usedUntil = nanoTime.getAsLong();
    }

    /**
     * Takes the units, or none of them.
     *
     * @return nanoseconds until it is worth trying again; zero where they were taken
     */
    synchronized long take(int units, boolean urgent) {
        long now = nanoTime.getAsLong();
        long used = Math.max(0, usedUntil - now);
        long cost = units * perUnitNanos;
        long most =
                Math.max(
                        cost,
                        urgent ? capacityNanos : capacityNanos - capacityNanos / URGENT_SHARE);
        if (used + cost > most) {
            return used + cost - most;
        }
        usedUntil = now + used + cost;
        return 0;
    }
}
