package dev.holdfast.tradesync.venue;

import java.time.Duration;
import java.util.Optional;

/** The venue did not answer, or not as it should; {@link #fault} says what is known of it. */
public final class VenueUnavailable extends RuntimeException {

    private final VenueFault fault;
    private final transient Optional<Duration> retryAfter;

    public VenueUnavailable(VenueFault fault, String message, Throwable cause) {
        this(fault, message, Optional.empty(), cause);
    }

    /**
     * @param message without keys, signatures and addresses of requests: it is published
     * @param retryAfter how long the venue asks to be left alone, where it says so
     */
    public VenueUnavailable(
            VenueFault fault, String message, Optional<Duration> retryAfter, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.retryAfter = retryAfter;
    }

    public VenueFault fault() {
        return fault;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Names the fault on {@code venue.degraded}. */
    public String code() {
        return fault.name();
    }
}
