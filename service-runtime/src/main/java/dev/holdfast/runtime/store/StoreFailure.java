package dev.holdfast.runtime.store;

/** Why a batch was not committed; nothing of it was written, unless it is {@link Unavailable}. */
public abstract sealed class StoreFailure extends RuntimeException {

    private StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Another instance owns the partition: what this one knows of it is void. */
    public static final class Fenced extends StoreFailure {
        Fenced(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The batch took a record for new that was seen before: it is to be folded knowing it. */
    public static final class SeenBefore extends StoreFailure {
        SeenBefore(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The database refuses the data of some record of the batch; the same again fails again. */
    public static final class DataError extends StoreFailure {
        public DataError(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The database cannot be reached or cannot work now. Whether the commit happened is not known.
     */
    public static final class Unavailable extends StoreFailure {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
