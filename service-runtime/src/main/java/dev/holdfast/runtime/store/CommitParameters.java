package dev.holdfast.runtime.store;

import dev.holdfast.runtime.handler.Insertion;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Lays a {@link Commit} out as the arrays that {@code runtime_commit} takes. */
final class CommitParameters {

    static final String STATEMENT =
            "select runtime_commit($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)";

    private static final int OF_THE_BATCH = 18;

    private final List<Object> arrays = new ArrayList<>(OF_THE_BATCH);

    private CommitParameters() {}

    static Tuple of(Commit commit) {
        return Tuple.wrap(arrays(commit));
    }

    /** The batch with rows of the service. */
    static Tuple of(Commit commit, List<Insertion> rows) {
        List<Object> arrays = arrays(commit);
        for (Insertion insertion : rows) {
            insertion.columns().forEach(column -> arrays.add(column.values()));
        }
        return Tuple.wrap(arrays);
    }

    /**
     * The batch and rows of the service as one statement, which is done whole or not at all. The
     * batch comes to one line, so that each row is inserted once; where it fails, none is.
     */
    static String with(List<Insertion> rows) {
        StringBuilder statement =
                new StringBuilder("with batch as materialized (").append(STATEMENT).append(')');
        int number = OF_THE_BATCH;
        for (int i = 0; i < rows.size(); i++) {
            Insertion insertion = rows.get(i);
            List<String> arrays = new ArrayList<>(insertion.columns().size());
            for (Insertion.Column column : insertion.columns()) {
                arrays.add("$" + ++number + "::" + column.type() + "[]");
            }
            boolean last = i == rows.size() - 1;
            statement
                    .append(last ? " " : ", rows" + i + " as (")
                    .append("insert into ")
                    .append(insertion.into())
                    .append(" select r.* from batch, unnest(")
                    .append(String.join(", ", arrays))
                    .append(") as r ")
                    .append(insertion.onConflict())
                    .append(last ? "" : ")");
        }
        return statement.toString();
    }

    private static List<Object> arrays(Commit commit) {
        CommitParameters p = new CommitParameters();
        p.add(commit.owners, Integer[]::new, Commit.Owner::partition);
        p.add(commit.owners, Long[]::new, Commit.Owner::epoch);
        p.add(commit.moves, Integer[]::new, Commit.Move::partition);
        p.add(commit.moves, String[]::new, Commit.Move::source);
        p.add(commit.moves, Long[]::new, Commit.Move::expected);
        p.add(commit.moves, Long[]::new, Commit.Move::next);
        p.add(commit.portfolios, String[]::new, Commit.Portfolio::portfolioId);
        p.add(commit.portfolios, Integer[]::new, Commit.Portfolio::partition);
        p.add(commit.portfolios, String[]::new, Commit.Portfolio::state);
        p.add(commit.portfolios, String[]::new, Commit.Portfolio::sequences);
        p.arrays.add(commit.takenForNew.toArray(String[]::new));
        p.add(commit.seen, String[]::new, Commit.Seen::id);
        p.add(commit.seen, Buffer[]::new, seen -> Buffer.buffer(seen.digest()));
        p.add(commit.frames, Integer[]::new, Commit.NewFrame::partition);
        p.add(commit.frames, Long[]::new, Commit.NewFrame::number);
        p.add(commit.frames, Buffer[]::new, frame -> Buffer.buffer(frame.frame()));
        p.add(commit.published, Integer[]::new, Commit.Published::partition);
        p.add(commit.published, Long[]::new, Commit.Published::number);
        return p.arrays;
    }

    private <T, V> void add(List<T> items, IntFunction<V[]> array, Function<T, V> value) {
        V[] column = array.apply(items.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(items.get(i));
        }
        arrays.add(column);
    }
}
