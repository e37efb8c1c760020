package dev.holdfast.runtime.handler;

import java.util.List;

/**
 * Rows for one table, as columns.
 *
 * @param into the table and its columns, as they stand behind {@code insert into}
 * @param columns in the order of {@code into}, all of one length
 */
public record Insertion(String into, List<Column> columns) {

    /**
     * The values of one column.
     *
     * @param type of one value, in the database's name: {@code text}, {@code bigint}
     * @param values in the type that the client has for it
     */
    public record Column(String type, Object[] values) {}
}
