package dev.holdfast.tradesync.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps from asking a venue that has failed several times in a row. Once its pause is over one
 * attempt is let through; if that fails too, the next pause is twice as long.
 *
 * @param failures in a row
 * @param opened when it opened last; empty while it is closed
 */
public record Circuit(int failures, Optional<Instant> opened) {

    public static final Circuit CLOSED = new Circuit(0, Optional.empty());

    private static final int LONGEST = 6;

    /**
     * @param after how many failures in a row open it
     */
    public Circuit failed(Instant now, int after) {
        int inARow = failures + 1;
        return new Circuit(inARow, inARow >= after ? Optional.of(now) : Optional.empty());
    }

    /**
     * @param after as it was opened with
     * @param pause the first one; it doubles up to {@value #LONGEST} times
     */
    public boolean admits(Instant now, int after, Duration pause) {
        Duration wait = pause.multipliedBy(1L << Math.clamp(failures - after, 0, LONGEST));
        return opened.filter(since -> now.isBefore(since.plus(wait))).isEmpty();
    }

    public boolean open() {
        return opened.isPresent();
    }
}
