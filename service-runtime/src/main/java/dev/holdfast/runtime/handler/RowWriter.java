package dev.holdfast.runtime.handler;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.List;

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
     * The insertions that {@link #write} would come to, each into a table of its own. They then go
     * along with the batch's own statement, without a transaction around them that costs messages
     * of its own; empty where it takes other statements.
     */
    default List<Insertion> insertions(List<Row> rows) {
        return List.of();
    }
}
