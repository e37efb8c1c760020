package dev.holdfast.runtime.store;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.StateRows;
import dev.holdfast.runtime.store.Claim.StoredFrame;
import dev.holdfast.runtime.store.Claim.StoredPortfolio;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Reads what the database knows of partitions, in the transaction that takes or holds them. */
final class ClaimReader {

    private static final String POSITIONS =
            "select partition, source, next_offset from input_position where partition = any($1)";

    private static final String STATES =
            """
            select portfolio_id, state::text, sequences::text, partition from portfolio_state
             where partition = any($1)""";

    private static final String FRAMES =
            """
            select partition, frame_no, frame from outbox
             where partition = any($1) order by partition, frame_no""";

    private final Optional<StateRows> stateRows;

    ClaimReader(Optional<StateRows> stateRows) {
        this.stateRows = stateRows;
    }

    static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    Uni<List<Claim>> load(SqlConnection connection, Integer[] partitions, RowSet<Row> owned) {
        Map<Integer, Claim> claims = new TreeMap<>();
        owned.forEach(
                row ->
                        claims.put(
                                row.getInteger(0),
                                new Claim(
                                        row.getInteger(0),
                                        row.getLong(1),
                                        new HashMap<>(),
                                        new ArrayList<>(),
                                        new ArrayList<>())));
        Tuple parameters = Parameters.of(partitions);
        return run(connection, POSITIONS, parameters)
                .invoke(rows -> rows.forEach(row -> position(claims, row)))
                .chain(() -> run(connection, STATES, Parameters.of(partitions)))
                .invoke(
                        rows ->
                                rows.forEach(
                                        row ->
                                                claims.get(row.getInteger(3))
                                                        .portfolios()
                                                        .add(portfolio(row))))
                .call(() -> addRows(connection, claims.values()))
                .chain(() -> run(connection, FRAMES, Parameters.of(partitions)))
                .invoke(rows -> rows.forEach(row -> frame(claims, row)))
                .map(done -> List.copyOf(claims.values()));
    }

    private Uni<Void> addRows(SqlConnection connection, Collection<Claim> claims) {
        List<PortfolioId> portfolios =
                claims.stream()
                        .flatMap(claim -> claim.portfolios().stream())
                        .map(stored -> PortfolioId.of(stored.portfolioId()))
                        .toList();
        if (stateRows.isEmpty() || portfolios.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return new RowsReader(stateRows.get(), portfolios)
                .read(connection)
                .invoke(rows -> claims.forEach(claim -> claim.portfolios().replaceAll(with(rows))))
                .replaceWithVoid();
    }

    private static UnaryOperator<StoredPortfolio> with(
            Map<String, List<dev.holdfast.runtime.handler.Row>> rows) {
        return stored -> stored.with(rows.getOrDefault(stored.portfolioId(), List.of()));
    }

    private static void position(Map<Integer, Claim> claims, Row row) {
        claims.get(row.getInteger(0)).positions().put(row.getString(1), row.getLong(2));
    }

    static StoredPortfolio portfolio(Row row) {
        return new StoredPortfolio(row.getString(0), row.getString(1), row.getString(2));
    }

    private static void frame(Map<Integer, Claim> claims, Row row) {
        claims.get(row.getInteger(0))
                .frames()
                .add(new StoredFrame(row.getLong(1), row.getBuffer(2).getBytes()));
    }
}
