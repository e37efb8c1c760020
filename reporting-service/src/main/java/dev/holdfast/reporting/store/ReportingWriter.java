package dev.holdfast.reporting.store;

import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the entries of a batch: one statement for each table that it touches. */
@ApplicationScoped
public class ReportingWriter implements RowWriter.Transacting {

    @Override
    public Uni<Void> write(SqlConnection transaction, List<Row> rows) {
        Map<Table, Map<List<String>, Line>> lines = new EnumMap<>(Table.class);
        for (Row row : rows) {
            if (row instanceof ReportingRow reporting) {
                for (Line line : Lines.of(reporting.portfolio(), reporting.entry())) {
                    lines.computeIfAbsent(line.table(), table -> new LinkedHashMap<>())
                            .put(line.key(), line);
                }
            }
        }
        Uni<Void> written = Uni.createFrom().voidItem();
        for (Map.Entry<Table, Map<List<String>, Line>> entry : lines.entrySet()) {
            Table table = entry.getKey();
            Tuple arrays = arrays(table, entry.getValue().values());
            written =
                    written.chain(
                            () ->
                                    transaction
                                            .preparedQuery(table.upsert())
                                            .execute(arrays)
                                            .replaceWithVoid());
        }
        return written;
    }

    /** One array for each column. */
    private static Tuple arrays(Table table, Collection<Line> lines) {
        Object[] columns = new Object[table.width()];
        for (int c = 0; c < table.width(); c++) {
            int column = c;
            columns[c] = lines.stream().map(line -> line.columns()[column]).toArray(String[]::new);
        }
        return Parameters.all(columns);
    }
}
