package dev.holdfast.runtime.counting;

import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.enterprise.context.ApplicationScoped;

import java.math.BigDecimal;
import java.util.List;

/** One row per movement; a movement that is counted twice violates the primary key. */
@ApplicationScoped
public class CountedRows implements RowWriter.Transacting {

    @Override
    public Uni<Void> write(SqlConnection transaction, List<Row> rows) {
        List<CountingHandler.Counted> counted =
                rows.stream().map(CountingHandler.Counted.class::cast).toList();
        return transaction
                .preparedQuery(
                        "insert into counted select * from unnest($1::text[], $2::text[],"
                                + " $3::numeric[])")
                .execute(
                        Parameters.of(
                                counted.stream()
                                        .map(row -> row.portfolio().value())
                                        .toArray(String[]::new),
                                counted.stream()
                                        .map(CountingHandler.Counted::movementId)
                                        .toArray(String[]::new),
                                counted.stream()
                                        .map(CountingHandler.Counted::amount)
                                        .toArray(BigDecimal[]::new)))
                .replaceWithVoid();
    }
}
