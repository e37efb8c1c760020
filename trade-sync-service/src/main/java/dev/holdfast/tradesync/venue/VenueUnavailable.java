package dev.holdfast.tradesync.venue;

/** The venue did not answer, or not as it should: what was asked may or may not have happened. */
public final class VenueUnavailable extends RuntimeException {

    private final String code;

    /**
     * @param code names the kind of fault on {@code venue.degraded}
     */
    public VenueUnavailable(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
