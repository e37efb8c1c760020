package dev.holdfast.local;

/**
 * Something that keeps Holdfast from running here. The message is one sentence for whoever started
 * it, and says what to do.
 */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
