package dev.holdfast.reporting.store;

import java.util.Arrays;
import java.util.List;

/**
 * A row of a table, each column as text; an absent one is null, as the database's client has it.
 */
record Line(Table table, String[] columns) {

    static Line of(Table table, String... columns) {
        if (columns.length != table.width()) {
            throw new IllegalArgumentException(
                    table + " has " + table.width() + " columns, not " + columns.length);
        }
        return new Line(table, columns);
    }

    List<String> key() {
        return Arrays.asList(columns).subList(0, table.keys());
    }
}
