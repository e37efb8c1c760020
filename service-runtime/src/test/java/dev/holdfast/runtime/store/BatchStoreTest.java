package dev.holdfast.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.Service;
import dev.holdfast.runtime.handler.Insertion;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.handler.StateRows;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

class BatchStoreTest {

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static PgConnectOptions options;
    private static Pool pool;
    private static BatchStore store;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary());
        EmbeddedDatabase.Access access = database.access(Service.PORTFOLIO);
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.username(), access.password())
                .locations("classpath:db/runtime")
                .load()
                .migrate();
        vertx = Vertx.vertx();
        options =
                PgConnectOptions.fromUri(access.reactiveUrl())
                        .setUser(access.username())
                        .setPassword(access.password());
        pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
        store = new BatchStore(pool, Optional.empty(), Optional.empty());
        execute("create table kept (portfolio_id text, body text)");
    }

    @AfterAll
    static void stop() {
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
        database.close();
    }

    @Test
    void whoTakesAPartitionKeepsEveryEarlierOwnerFromCommitting() {
        Claim first = store.claim(List.of(1), List.of("cash.v1")).getFirst();
        Commit commit = new Commit();
        commit.owner(1, first.epoch());
        commit.move(1, "cash.v1", 0, 5);
        commit.changed("swing", 1, "{\"n\":1}", "{}");
        commit.seen("a", new byte[] {1});
        commit.frame(1, 7, new byte[] {9});
        store.commit(commit);

        Claim second = store.claim(List.of(1), List.of("cash.v1", "runs.v1")).getFirst();
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(second.positions()).isEqualTo(Map.of("cash.v1", 5L, "runs.v1", 0L));
        assertThat(second.portfolios())
                .containsExactly(new Claim.StoredPortfolio("swing", "{\"n\":1}", "{}"));
        assertThat(second.frames()).extracting(Claim.StoredFrame::number).containsExactly(7L);
        assertThat(store.seen(List.of("a", "b"))).containsOnlyKeys("a");

        Commit zombie = new Commit();
        zombie.owner(1, first.epoch());
        zombie.move(1, "runs.v1", 0, 5);
        assertThatThrownBy(() -> store.commit(zombie)).isInstanceOf(StoreFailure.Fenced.class);
        assertThatThrownBy(() -> store.reload(Map.of(1, first.epoch())))
                .isInstanceOf(StoreFailure.Fenced.class);

        Commit later = new Commit();
        later.owner(1, second.epoch());
        later.move(1, "cash.v1", 5, 6);
        later.counted("swing", 1, "{\"read\":{}}");
        later.published(1, 7);
        store.commit(later);
        Claim now = store.reload(Map.of(1, second.epoch())).getFirst();
        assertThat(now.frames()).isEmpty();
        assertThat(now.portfolios())
                .containsExactly(new Claim.StoredPortfolio("swing", "{\"n\":1}", "{\"read\":{}}"));
    }

    @Test
    void anOffsetThatIsNotTheExpectedOneIsFencedAndWritesNothing() {
        Claim claim = store.claim(List.of(2), List.of("cash.v1")).getFirst();
        Commit commit = new Commit();
        commit.owner(2, claim.epoch());
        commit.move(2, "cash.v1", 3, 4);
        commit.changed("late", 2, "{}", "{}");
        assertThatThrownBy(() -> store.commit(commit)).isInstanceOf(StoreFailure.Fenced.class);
        assertThat(store.find("late").await().indefinitely()).isEmpty();
    }

    @Test
    void whatWasTakenForNewAndWasSeenWritesNothing() {
        Claim claim = store.claim(List.of(5), List.of("cash.v1")).getFirst();
        Commit first = commit(claim, 0, 1);
        first.takenForNew(List.of("m-1"));
        first.seen("m-1", new byte[] {1});
        store.commit(first);

        Commit again = commit(claim, 1, 2);
        again.takenForNew(List.of("m-1", "m-2"));
        again.seen("m-2", new byte[] {2});
        assertThatThrownBy(() -> store.commit(again)).isInstanceOf(StoreFailure.SeenBefore.class);
        assertThat(store.seen(List.of("m-1", "m-2"))).containsOnlyKeys("m-1");
        assertThat(store.reload(Map.of(5, claim.epoch())).getFirst().positions())
                .containsEntry("cash.v1", 1L);
    }

    @Test
    void dataThatTheDatabaseCannotTakeIsToldFromADatabaseThatIsAway() {
        Claim claim = store.claim(List.of(3), List.of("cash.v1")).getFirst();
        Commit commit = new Commit();
        commit.owner(3, claim.epoch());
        commit.changed("bad", 3, "{no json", "{}");
        assertThatThrownBy(() -> store.commit(commit)).isInstanceOf(StoreFailure.DataError.class);
    }

    @Test
    void rowsAreWrittenWithTheirBatchOrNotAtAll() {
        record Marked(String statement) implements Row {}
        Pool single =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(1))
                        .connectingTo(options)
                        .using(vertx)
                        .build();
        RowWriter.Transacting writer =
                (transaction, rows) ->
                        transaction
                                .query(((Marked) rows.getFirst()).statement())
                                .execute()
                                .replaceWithVoid();
        BatchStore rowStore = new BatchStore(single, Optional.of(writer), Optional.empty());
        Claim claim = rowStore.claim(List.of(4), List.of("cash.v1")).getFirst();

        Commit refused = commit(claim, 0, 5);
        refused.rows(List.of(new Marked("insert into seen_id values (null, null)")));
        assertThatThrownBy(() -> rowStore.commit(refused))
                .isInstanceOf(StoreFailure.DataError.class);
        assertThat(rowStore.reload(Map.of(4, claim.epoch())).getFirst().positions())
                .containsEntry("cash.v1", 0L);

        Commit fenced = commit(claim, 3, 5);
        fenced.rows(List.of(new Marked("insert into seen_id values ('row', '')")));
        assertThatThrownBy(() -> rowStore.commit(fenced)).isInstanceOf(StoreFailure.Fenced.class);
        assertThat(rowStore.seen(List.of("row"))).isEmpty();

        Commit whole = commit(claim, 0, 5);
        whole.rows(List.of(new Marked("insert into seen_id values ('row', '')")));
        rowStore.commit(whole);
        assertThat(store.seen(List.of("row"))).containsOnlyKeys("row");
        assertThat(store.reload(Map.of(4, claim.epoch())).getFirst().positions())
                .containsEntry("cash.v1", 5L);
        single.close().await().indefinitely();
    }

    @Test
    void rowsThatAreOneInsertionAreOneStatementWithTheirBatch() {
        record Noted(String id) implements Row {}
        RowWriter.Inserting writer =
                rows -> {
                    String[] ids =
                            rows.stream().map(row -> ((Noted) row).id()).toArray(String[]::new);
                    Buffer[] digests =
                            rows.stream()
                                    .map(row -> Buffer.buffer(new byte[] {1}))
                                    .toArray(Buffer[]::new);
                    return List.of(
                            new Insertion(
                                    "seen_id (natural_id, digest)",
                                    List.of(
                                            new Insertion.Column("text", ids),
                                            new Insertion.Column("bytea", digests))));
                };
        BatchStore rowStore = new BatchStore(pool, Optional.of(writer), Optional.empty());
        Claim claim = rowStore.claim(List.of(6), List.of("cash.v1")).getFirst();

        Commit refused = commit(claim, 0, 5);
        refused.rows(List.of(new Noted("one"), new Noted(null)));
        assertThatThrownBy(() -> rowStore.commit(refused))
                .isInstanceOf(StoreFailure.DataError.class);
        Commit fenced = commit(claim, 3, 5);
        fenced.rows(List.of(new Noted("one")));
        assertThatThrownBy(() -> rowStore.commit(fenced)).isInstanceOf(StoreFailure.Fenced.class);
        assertThat(rowStore.seen(List.of("one"))).isEmpty();
        assertThat(rowStore.reload(Map.of(6, claim.epoch())).getFirst().positions())
                .containsEntry("cash.v1", 0L);

        Commit whole = commit(claim, 0, 5);
        whole.rows(List.of(new Noted("one"), new Noted("two")));
        rowStore.commit(whole);
        assertThat(rowStore.seen(List.of("one", "two"))).containsOnlyKeys("one", "two");
        assertThat(rowStore.reload(Map.of(6, claim.epoch())).getFirst().positions())
                .containsEntry("cash.v1", 5L);
    }

    private static Commit commit(Claim claim, long expected, long next) {
        Commit commit = new Commit();
        commit.owner(claim.partition(), claim.epoch());
        commit.move(claim.partition(), "cash.v1", expected, next);
        return commit;
    }

    @Test
    void rowsOfAStateComeWithItHoweverManyThereAre() {
        store.claim(List.of(5), List.of("cash.v1"));
        execute(
                """
                insert into portfolio_state (portfolio_id, partition, state, sequences)
                select 'rows-' || n, 5, '{}', '{}' from generate_series(0, 2) n""");
        execute(
                """
                insert into kept
                select 'rows-' || n % 2, n::text from generate_series(1, 10001) n""");
        BatchStore withRows = new BatchStore(pool, Optional.empty(), Optional.of(new KeptRows()));

        Claim claim = withRows.claim(List.of(5), List.of("cash.v1")).getFirst();

        assertThat(claim.portfolios()).hasSize(3);
        for (Claim.StoredPortfolio stored : claim.portfolios()) {
            List<Integer> expected =
                    IntStream.rangeClosed(1, 10_001)
                            .filter(n -> stored.portfolioId().equals("rows-" + n % 2))
                            .boxed()
                            .toList();
            assertThat(stored.rows())
                    .extracting(row -> ((Kept) row).number())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(stored.rows())
                    .allMatch(row -> ((Kept) row).portfolio().value().equals(stored.portfolioId()));
        }
    }

    @Test
    void aRowThatCannotBeReadKeepsThePartitionFromBeingTaken() {
        store.claim(List.of(6), List.of("cash.v1"));
        execute(
                """
                insert into portfolio_state (portfolio_id, partition, state, sequences)
                values ('torn', 6, '{}', '{}')""");
        execute("insert into kept values ('torn', 'no number')");
        BatchStore withRows = new BatchStore(pool, Optional.empty(), Optional.of(new KeptRows()));

        assertThatThrownBy(() -> withRows.claim(List.of(6), List.of("cash.v1")))
                .hasMessageContaining("no number");
    }

    private static void execute(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private record Kept(PortfolioId portfolio, int number) implements Row {}

    private record KeptRows() implements StateRows {

        @Override
        public String query() {
            return "select portfolio_id, body from kept where portfolio_id = any($1)";
        }

        @Override
        public Row row(PortfolioId portfolio, String text) {
            return new Kept(portfolio, Integer.parseInt(text));
        }
    }
}
