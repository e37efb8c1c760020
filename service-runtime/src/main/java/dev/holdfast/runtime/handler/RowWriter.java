package dev.holdfast.runtime.handler;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.List;

/** Writes the rows of a batch with the batch, in few statements. A service has one, or none. */
public sealed interface RowWriter {

    /**
     * Its rows are insertions alone: they go along with the batch's own statement, without a
     * transaction around them that costs messages of its own.
     */
    non-sealed interface Inserting extends RowWriter {

        /** All rows, each table once; in their order per key, and none twice for one key. */
        List<Insertion> insertions(List<Row> rows);
    }

    /** Its rows take other statements, in the batch's transaction. */
    non-sealed interface Transacting extends RowWriter {

        /**
         * Writes all rows, in their order per key; called on the transaction's connection, which it
         * must not end.
         */
        Uni<Void> write(SqlConnection transaction, List<Row> rows);
    }
}
