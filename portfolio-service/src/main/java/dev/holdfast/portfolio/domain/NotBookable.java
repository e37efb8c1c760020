package dev.holdfast.portfolio.domain;

/**
 * A record that the ledger refuses. It goes to the dead letters with this message, which names the
 * cause and what would help.
 */
public final class NotBookable extends RuntimeException {

    NotBookable(String message) {
        super(message);
    }
}
