package dev.holdfast.runtime.handler;

import java.util.List;

/**
 * Rows for one table, as columns.
 *
 * @param into the table and its columns, as they stand behind {@code insert into}
 * @param columns in the order of {@code into}, all of one length
 * @param onConflict what becomes of rows that are there: {@code on conflict ...}, or nothing
 */
public record Insertion(String into, List<Column> columns, String onConflict) {

    /** Of rows that are new. */
    public Insertion(String into, List<Column> columns) {
        this(into, columns, "");
    }

    /**
     * The values of one column.
     *
     * @param type of one value, in the database's name: {@code text}, {@code bigint}
     * @param values in the type that the client has for it
     */
    public record Column(String type, Object[] values) {}
}
