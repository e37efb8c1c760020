package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Leaves a venue alone that said it is asked too much or is closed: as long as it says, else twice
 * as long each time, with jitter so that instances do not come back together.
 */
final class Retreat {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final DoubleSupplier chance;
    private Optional<VenueFault> fault = Optional.empty();
    private Instant until = Instant.MIN;
    private int inARow;

    /**
     * @param chance from zero to one
     */
    Retreat(DoubleSupplier chance) {
        this.chance = chance;
    }

    /**
     * @throws VenueUnavailable while the venue is to be left alone
     */
    synchronized void check(Instant now) {
        if (fault.isPresent() && now.isBefore(until)) {
            throw new VenueUnavailable(
                    fault.get(),
                    "The venue is left alone until " + until + ", since it asked for it.",
                    Optional.of(Duration.between(now, until)),
                    null);
        }
    }

    synchronized void from(VenueFault cause, Optional<Duration> asked, Instant now) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(inARow, MOST_DOUBLINGS));
        Duration most = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        long jittered = (long) (most.toMillis() * (0.5 + chance.getAsDouble() / 2));
        inARow++;
        fault = Optional.of(cause);
        until = now.plus(asked.orElse(Duration.ofMillis(jittered)));
    }

    synchronized void over() {
        inARow = 0;
        fault = Optional.empty();
    }
}
