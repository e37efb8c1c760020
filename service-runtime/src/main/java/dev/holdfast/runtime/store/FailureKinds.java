package dev.holdfast.runtime.store;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;

import java.util.Set;
import java.util.concurrent.CompletionException;

/** Reads from an error of the database or its client what to do about it. */
final class FailureKinds {

    static final String FENCED = "HF001";
    static final String SEEN_BEFORE = "HF002";

    /**
     * Classes of SQLSTATE that lie in the data of a record: cardinality, data exception, integrity
     * constraint, program limit.
     */
    private static final Set<String> DATA = Set.of("21", "22", "23", "54");

    private FailureKinds() {}

    static StoreFailure of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof StoreFailure known) {
            return known;
        }
        if (cause instanceof PgException pg) {
            String state = pg.getSqlState() == null ? "" : pg.getSqlState();
            if (state.equals(FENCED)) {
                return new StoreFailure.Fenced(pg.getErrorMessage(), pg);
            }
            if (state.equals(SEEN_BEFORE)) {
                return new StoreFailure.SeenBefore(pg.getErrorMessage(), pg);
            }
            if (state.length() == 5 && DATA.contains(state.substring(0, 2))) {
                return new StoreFailure.DataError(
                        "The database refuses it: " + pg.getErrorMessage(), pg);
            }
            return new StoreFailure.Unavailable("The database: " + pg.getErrorMessage(), pg);
        }
        if (cause instanceof TimeoutException) {
            return new StoreFailure.Unavailable("The database does not answer in time", cause);
        }
        if (isOurs(cause)) {
            return new StoreFailure.DataError("It cannot be written: " + cause, cause);
        }
        return new StoreFailure.Unavailable("The database cannot be reached: " + cause, cause);
    }

    /** Failures of a row writer or of a value that the client cannot encode. */
    private static boolean isOurs(Throwable cause) {
        return cause instanceof NullPointerException
                || cause instanceof ClassCastException
                || cause instanceof IllegalArgumentException
                || cause instanceof ArithmeticException
                || cause instanceof IndexOutOfBoundsException
                || (cause.getMessage() != null
                        && cause.getMessage().startsWith("Parameter at position"));
    }
}
