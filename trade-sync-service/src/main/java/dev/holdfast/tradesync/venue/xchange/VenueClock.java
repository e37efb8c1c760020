package dev.holdfast.tradesync.venue.xchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The venue's clock, by ours and what they were apart when it was last asked. */
final class VenueClock {

    private static final Duration ASK_EVERY = Duration.ofMinutes(1);

    private final InstantSource ours;
    private volatile Measured measured = new Measured(Instant.MIN, Duration.ZERO, Duration.ZERO);

    private record Measured(Instant at, Duration offset, Duration uncertainty) {}

    VenueClock(InstantSource ours) {
        this.ours = ours;
    }

    boolean due() {
        return measured.at().isBefore(ours.instant().minus(ASK_EVERY));
    }

    void forget() {
        measured = new Measured(Instant.MIN, measured.offset(), measured.uncertainty());
    }

    Instant ours() {
        return ours.instant();
    }

    /**
     * @param resolution of the venue's answer: the truth is up to that much later
     */
    void measured(Instant asked, Instant venue, Duration resolution, Instant answered) {
        Duration way = Duration.between(asked, answered).dividedBy(2);
        Duration half = resolution.dividedBy(2);
        measured =
                new Measured(
                        answered,
                        Duration.between(asked.plus(way), venue.plus(half)),
                        way.plus(half));
    }

    /** How far the venue's clock is ahead of ours, at least. */
    Duration skew() {
        Duration apart = measured.offset().abs().minus(measured.uncertainty());
        return apart.isNegative() ? Duration.ZERO : apart;
    }

    Instant now() {
        return ours.instant().plus(measured.offset());
    }

    /** Not after the venue's own now. */
    Instant surelyPast() {
        return now().minus(measured.uncertainty());
    }
}
