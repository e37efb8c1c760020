package dev.holdfast.portfolio.domain;

/**
 * A record that the ledger refuses. It goes to the dead letters with this message, which names the
 * cause and what would help.
 */
public final class NotBookable extends RuntimeException {

    NotBookable(String message) {
        super(message);
    }

    /** The message alone: what is wrong is the record, not the code that says so. */
    @Override
    public String toString() {
        return getMessage();
    }
}
