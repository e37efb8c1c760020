package dev.holdfast.runtime.store;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.StateRows;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the rows of states, of which there may be a million at a start: they come a few thousand at
 * a time, and while the next ones come, those that came are turned into what they say on all cores.
 * So no more of their text is held than what is being read, and neither waits for the other.
 */
final class RowsReader {

    /** What one answer of the database brings. */
    private static final int FETCHED = 4_000;

    /** What one thread reads at a time. */
    private static final int CHUNK = 500;

    /** One chunk for every core, and one that waits. */
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors() * 2;

    private final StateRows stateRows;
    private final Map<String, PortfolioId> portfolios;

    /** A row as it came, and as it was read. */
    private record Text(String portfolio, String text) {}

    private record Read(String portfolio, Row row) {}

    RowsReader(StateRows stateRows, Collection<PortfolioId> portfolios) {
        this.stateRows = stateRows;
        this.portfolios =
                portfolios.stream()
                        .collect(Collectors.toMap(PortfolioId::value, Function.identity()));
    }

    /** All of them by portfolio; one without rows is left out. */
    Uni<Map<String, List<Row>>> read(SqlConnection transaction) {
        return transaction
                .prepare(stateRows.query())
                .chain(query -> read(query).eventually(query::close));
    }

    private Uni<Map<String, List<Row>>> read(PreparedStatement query) {
        String[] ids = portfolios.keySet().toArray(String[]::new);
        return query.createStream(FETCHED, Parameters.of((Object) ids))
                .toMulti()
                .map(row -> new Text(row.getString(0), row.getString(1)))
                .group()
                .intoLists()
                .of(CHUNK)
                .onItem()
                .transformToUni(
                        chunk ->
                                Uni.createFrom()
                                        .item(() -> read(chunk))
                                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .merge(AT_ONCE)
                .collect()
                .in(HashMap<String, List<Row>>::new, RowsReader::add)
                .map(Function.identity());
    }

    private List<Read> read(List<Text> chunk) {
        List<Read> rows = new ArrayList<>(chunk.size());
        for (Text text : chunk) {
            PortfolioId portfolio = portfolios.get(text.portfolio());
            rows.add(new Read(text.portfolio(), stateRows.row(portfolio, text.text())));
        }
        return rows;
    }

    private static void add(Map<String, List<Row>> all, List<Read> chunk) {
        for (Read read : chunk) {
            all.computeIfAbsent(read.portfolio(), portfolio -> new ArrayList<>()).add(read.row());
        }
    }
}
