package dev.holdfast.runtime.store;

import dev.holdfast.runtime.handler.Insertion;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.handler.StateRows;
import dev.holdfast.runtime.store.Claim.StoredPortfolio;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runtime's tables. Every method waits for the database and is called on the lane; every
 * failure is a {@link StoreFailure}.
 */
public final class BatchStore {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** States are read whole at a start, and there may be much of them. */
    private static final Duration PATIENCE_WITH_LOADING = Duration.ofMinutes(5);

    private static final String OWN =
            """
            insert into partition_ownership as o (partition, epoch)
            select p, 1 from unnest($1::int[]) p order by p
                on conflict (partition) do update set epoch = o.epoch + 1
            returning partition, epoch""";

    private static final String OWNED =
            """
            select partition, epoch from partition_ownership
             where partition = any($1) order by partition for update""";

    private static final String ADD_POSITIONS =
            """
            insert into input_position (partition, source, next_offset)
            select p, s, 0 from unnest($1::int[]) p, unnest($2::text[]) s
                on conflict do nothing""";

    private static final String SEEN =
            "select natural_id, digest from seen_id where natural_id = any($1)";

    private final Pool pool;
    private final Optional<RowWriter> rowWriter;
    private final ClaimReader claims;

    public BatchStore(Pool pool, Optional<RowWriter> rowWriter, Optional<StateRows> stateRows) {
        this.pool = pool;
        this.rowWriter = rowWriter;
        this.claims = new ClaimReader(stateRows);
    }

    /**
     * Takes the partitions from whoever owned them: from the commit of this on, no other instance
     * can commit for them.
     */
    public List<Claim> claim(Collection<Integer> partitions, Collection<String> sources) {
        Integer[] sorted = partitions.stream().sorted().toArray(Integer[]::new);
        String[] names = sources.toArray(String[]::new);
        return await(
                pool.withTransaction(
                        connection ->
                                ClaimReader.run(connection, OWN, Parameters.of(sorted))
                                        .call(
                                                () ->
                                                        ClaimReader.run(
                                                                connection,
                                                                ADD_POSITIONS,
                                                                Parameters.of(sorted, names)))
                                        .chain(owned -> claims.load(connection, sorted, owned))),
                PATIENCE_WITH_LOADING);
    }

    /**
     * Reads the partitions again after a commit of which it is not known whether it happened.
     *
     * @throws StoreFailure.Fenced where one of them has another owner by now
     */
    public List<Claim> reload(Map<Integer, Long> epochs) {
        Integer[] sorted = epochs.keySet().stream().sorted().toArray(Integer[]::new);
        List<Claim> reloaded =
                await(
                        pool.withTransaction(
                                connection ->
                                        ClaimReader.run(connection, OWNED, Parameters.of(sorted))
                                                .chain(
                                                        owned ->
                                                                claims.load(
                                                                        connection,
                                                                        sorted,
                                                                        owned))),
                        PATIENCE_WITH_LOADING);
        for (Claim claim : reloaded) {
            if (claim.epoch() != epochs.get(claim.partition())) {
                throw new StoreFailure.Fenced(
                        "partition " + claim.partition() + " has another owner", null);
            }
        }
        return reloaded;
    }

    /** Which of these ids were seen, and saying what. */
    public Map<String, List<byte[]>> seen(Collection<String> ids) {
        Map<String, List<byte[]>> seen = new HashMap<>();
        if (!ids.isEmpty()) {
            await(pool.preparedQuery(SEEN).execute(Parameters.of(ids.toArray(String[]::new))))
                    .forEach(
                            row ->
                                    seen.computeIfAbsent(row.getString(0), id -> new ArrayList<>(1))
                                            .add(row.getBuffer(1).getBytes()));
        }
        return seen;
    }

    /** What a handler reads of its own tables. */
    public <T> T read(Uni<T> reading) {
        return await(reading);
    }

    /**
     * Writes all of it or nothing.
     *
     * @throws StoreFailure.SeenBefore where something that was taken for new was seen
     */
    public void commit(Commit commit) {
        if (commit.rows().isEmpty()) {
            await(
                    pool.preparedQuery(CommitParameters.STATEMENT)
                            .execute(CommitParameters.of(commit)));
            return;
        }
        RowWriter writer =
                rowWriter.orElseThrow(
                        () ->
                                new StoreFailure.DataError(
                                        "The handler has rows, but there is no RowWriter.", null));
        switch (writer) {
            case RowWriter.Inserting inserting ->
                    inOneStatement(commit, inserting.insertions(commit.rows()));
            case RowWriter.Transacting transacting -> inOneGo(commit, transacting);
        }
    }

    private void inOneStatement(Commit commit, List<Insertion> rows) {
        await(
                pool.preparedQuery(CommitParameters.with(rows))
                        .execute(CommitParameters.of(commit, rows)));
    }

    private void inOneGo(Commit commit, RowWriter.Transacting writer) {
        await(
                pool.withConnection(
                        connection ->
                                inOneGo(
                                        connection,
                                        CommitParameters.of(commit),
                                        Uni.createFrom()
                                                .deferred(
                                                        () ->
                                                                writer.write(
                                                                        connection,
                                                                        commit.rows())))));
    }

    /**
     * A transaction whose statements do not wait for one another's answers: the database does them
     * in the order in which they were sent, and after a failure none of those that follow.
     */
    private static Uni<Void> inOneGo(SqlConnection connection, Tuple parameters, Uni<Void> rows) {
        return Uni.combine()
                .all()
                .unis(
                        connection.query("begin").execute(),
                        connection.preparedQuery(CommitParameters.STATEMENT).execute(parameters),
                        rows)
                .discardItems()
                .chain(() -> connection.query("commit").execute())
                .replaceWithVoid()
                .onFailure()
                .call(() -> rollback(connection))
                .onCancellation()
                .call(() -> rollback(connection));
    }

    /** A connection that is gone has rolled back by itself. */
    private static Uni<Void> rollback(SqlConnection connection) {
        return connection
                .query("rollback")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(() -> null);
    }

    /** One portfolio as of its last commit, by any instance. */
    public Uni<Optional<StoredPortfolio>> find(String portfolioId) {
        return pool.preparedQuery(
                        "select portfolio_id, state::text, sequences::text from portfolio_state"
                                + " where portfolio_id = $1")
                .execute(Tuple.of(portfolioId))
                .map(rows -> portfolios(rows).stream().findFirst());
    }

    /**
     * A portfolio and how far the inputs of its partition were folded, as of one commit.
     *
     * @param positions the next offset by source
     */
    public record StoredSnapshot(int partition, String state, Map<String, Long> positions) {}

    /** One statement, so that state and positions are of the same commit. */
    public Uni<Optional<StoredSnapshot>> snapshot(String portfolioId) {
        return pool.preparedQuery(
                        "select p.partition, p.state::text, i.source, i.next_offset from"
                                + " portfolio_state p join input_position i on i.partition ="
                                + " p.partition where p.portfolio_id = $1")
                .execute(Tuple.of(portfolioId))
                .map(
                        rows -> {
                            Map<String, Long> positions = new HashMap<>();
                            Optional<StoredSnapshot> found = Optional.empty();
                            for (Row row : rows) {
                                positions.put(row.getString(2), row.getLong(3));
                                found =
                                        Optional.of(
                                                new StoredSnapshot(
                                                        row.getInteger(0),
                                                        row.getString(1),
                                                        positions));
                            }
                            return found;
                        });
    }

    /** All of them, in order of their ids. */
    public Uni<List<StoredPortfolio>> all() {
        return pool.query(
                        "select portfolio_id, state::text, sequences::text from portfolio_state"
                                + " order by portfolio_id")
                .execute()
                .map(BatchStore::portfolios);
    }

    private static List<StoredPortfolio> portfolios(RowSet<Row> rows) {
        List<StoredPortfolio> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(ClaimReader.portfolio(row)));
        return found;
    }

    /** Whether the database answers. */
    public Uni<Void> ping() {
        return pool.query("select 1").execute().replaceWithVoid();
    }

    private static <T> T await(Uni<T> work) {
        return await(work, PATIENCE);
    }

    private static <T> T await(Uni<T> work, Duration patience) {
        try {
            return work.await().atMost(patience);
        } catch (RuntimeException e) {
            throw FailureKinds.of(e);
        }
    }
}
