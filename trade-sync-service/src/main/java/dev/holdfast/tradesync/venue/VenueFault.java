package dev.holdfast.tradesync.venue;

/** The named states of a venue that does not do what it was asked; told on venue.degraded. */
public enum VenueFault {
    /** No answer in time, or the connection broke: what was asked may have happened. */
    NO_ANSWER(true, true),
    /** The venue is closed for maintenance or overloaded. */
    MAINTENANCE(true, true),
    /** An answer came that is not one: cut off, a page of HTML, numbers that are none. */
    UNPARSEABLE_ANSWER(true, true),
    /** Too many questions; the venue did not look at this one. */
    RATE_LIMITED(false, true),
    /** The key lacks a right that is needed. Somebody has to give it. */
    PERMISSION_DENIED(false, false),
    /** The key is unknown, revoked or has expired, or its secret is wrong. */
    KEY_REJECTED(false, false),
    /** The key was used with a later number meanwhile: somebody else uses it, too. */
    NONCE_REJECTED(false, true),
    /** Our clock and the venue's are too far apart to sign; nothing was sent. */
    CLOCK_SKEW(false, true),
    /** The venue does not know a symbol that it was asked about. */
    UNKNOWN_SYMBOL(false, false),
    /** The paper account was not opened yet. */
    NO_ACCOUNT(false, true),
    /** The venue names an error of which nothing else is known. */
    VENUE_ERROR(true, true);

    private final boolean mayHaveHappened;
    private final boolean passing;

    VenueFault(boolean mayHaveHappened, boolean passing) {
        this.mayHaveHappened = mayHaveHappened;
        this.passing = passing;
    }

    /** Whether what was asked may have been done all the same. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /** Whether it can pass without somebody changing a key or the configuration. */
    public boolean passing() {
        return passing;
    }
}
