package dev.holdfast.runtime.handler;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.List;
import java.util.Optional;

/**
 * Writes the rows of a batch in the batch's transaction, in few statements. A service has one, or
 * none.
 */
public interface RowWriter {

    /**
     * Writes all rows, in their order per key; called on the transaction's connection, which it
     * must not end.
     */
    Uni<Void> write(SqlConnection transaction, List<Row> rows);

    /**
     * The one insertion that {@link #write} would come to. It then goes along with the batch's own
     * statement, without a transaction around them that costs messages of its own; empty where it
     * takes more than one.
     */
    default Optional<Insertion> insertion(List<Row> rows) {
        return Optional.empty();
    }
}
