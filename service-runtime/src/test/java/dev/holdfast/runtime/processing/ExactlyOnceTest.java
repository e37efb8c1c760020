package dev.holdfast.runtime.processing;

import static dev.holdfast.runtime.processing.Deployment.header;
import static dev.holdfast.runtime.processing.Deployment.moved;
import static dev.holdfast.runtime.processing.Deployment.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.runtime.counting.CountedRows;
import dev.holdfast.runtime.counting.Counting;
import dev.holdfast.runtime.counting.CountingHandler;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.Trace;

import io.smallrye.mutiny.Uni;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Kills, zombies and bad records, against a real broker and a real database. */
class ExactlyOnceTest {

    private static final RowWriter.Transacting ROWS = new CountedRows();

    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = new Deployment();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void whatWasCommittedAndNotPublishedIsPublishedByTheNextOwner() {
        Instance killed = new Instance(deployment, ROWS).takesOver().losesWhatItSends();
        deployment.write(moved("outbox", "m-1", "1"));
        deployment.write(moved("outbox", "m-2", "2"));
        killed.catchesUp();
        killed.isKilled();
        assertThat(deployment.sequences(Topic.VENUE_STATE, "outbox")).isEmpty();

        try (Instance next = new Instance(deployment, ROWS).takesOver()) {
            next.catchesUp();
            next.engine().lane().submit(() -> null).join();
            assertThat(next.until("outbox", state -> true).movements()).isEqualTo(2);
        }
        assertThat(deployment.sequences(Topic.VENUE_STATE, "outbox")).containsExactly(1L, 2L);
        assertThat(deployment.count("counted", "outbox")).isEqualTo(2);
        assertThat(deployment.framesInOutbox()).isZero();
    }

    @Test
    void anInstanceThatDiesBeforeItsCommitLeavesNothingBehind() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        AtomicBoolean dies = new AtomicBoolean();
        RowWriter.Transacting dying =
                (transaction, rows) -> {
                    if (!dies.get()) {
                        return ROWS.write(transaction, rows);
                    }
                    reached.countDown();
                    return Uni.createFrom().nothing();
                };
        Instance killed = new Instance(deployment, dying).takesOver().catchesUp();
        dies.set(true);
        deployment.write(moved("before", "m-1", "1"));
        killed.begins();
        reached.await();
        killed.isKilled();
        deployment.cutConnections();

        try (Instance next = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(next.state("before").movements()).isEqualTo(1);
        }
        assertThat(deployment.sequences(Topic.VENUE_STATE, "before")).containsExactly(1L);
        assertThat(deployment.count("counted", "before")).isEqualTo(1);
    }

    @Test
    void whatIsFetchedWhileABatchIsUnderWayMakesOneBatchAndIsFoldedOnce() {
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            CompletableFuture<Void> busy = new CompletableFuture<>();
            instance.engine().lane().submit(busy::join);
            deployment.write(moved("together", "m-1", "1"));
            ConsumerRecords<byte[], byte[]> first = instance.fetches();
            deployment.write(moved("together", "m-2", "2"));
            ConsumerRecords<byte[], byte[]> second = instance.fetches();
            long before = instance.batches();
            List<CompletableFuture<Void>> folded =
                    Stream.of(first, second, first).map(instance.engine()::records).toList();
            busy.complete(null);
            folded.forEach(CompletableFuture::join);

            assertThat(instance.batches()).isEqualTo(before + 1);
            assertThat(instance.state("together").movements()).isEqualTo(2);
            assertThat(deployment.count("counted", "together")).isEqualTo(2);
        }
    }

    @Test
    void aZombieThatWakesAfterItsSuccessorIsFencedAndChangesNothing() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CompletableFuture<Void> wakes = new CompletableFuture<>();
        // It falls asleep before its transaction has begun, as a stopped process would.
        Instance zombie = new Instance(deployment, ROWS).takesOver().catchesUp();
        zombie.engine()
                .lane()
                .submit(
                        () -> {
                            reached.countDown();
                            return wakes.join();
                        });
        reached.await();
        deployment.write(moved("fenced", "m-1", "1"));
        CompletableFuture<Void> late = zombie.begins();

        try (Instance owner = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(owner.state("fenced").movements()).isEqualTo(1);
            deployment.write(moved("fenced", "m-2", "2"));

            CompletableFuture<Counting> update =
                    zombie.engine()
                            .update(
                                    PortfolioId.of("fenced"),
                                    state -> Outcome.of(state.plus(0, 9, 0, 0, 0), List.of()));
            wakes.complete(null);
            late.join();
            assertThatThrownBy(update::join).hasCauseInstanceOf(Portfolios.NotOwned.class);
            assertThat(zombie.meter("holdfast.fenced")).isEqualTo(1);
            assertThat(zombie.rejoins()).isTrue();
            assertThat(zombie.engine().owned()).isEmpty();

            owner.catchesUp();
            assertThat(owner.state("fenced").movements()).isEqualTo(2);
            assertThat(owner.state("fenced").failures()).isZero();
        }
        zombie.close();
        assertThat(deployment.sequences(Topic.VENUE_STATE, "fenced")).containsExactly(1L, 2L);
        assertThat(deployment.read(Topic.deadLetters("portfolio-service")))
                .noneMatch(record -> Deployment.text(record.key()).equals("fenced"));
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleOfABatchCostsNothingButTime() {
        AtomicBoolean cut = new AtomicBoolean(true);
        RowWriter.Transacting cutting =
                (transaction, rows) -> {
                    Uni<Void> written = ROWS.write(transaction, rows);
                    return cut.getAndSet(false)
                            ? written.call(
                                    () ->
                                            transaction
                                                    .query(
                                                            "select pg_terminate_backend("
                                                                    + "pg_backend_pid())")
                                                    .execute())
                            : written;
                };
        try (Instance instance = new Instance(deployment, cutting).takesOver()) {
            deployment.write(moved("away", "m-1", "1"));
            instance.catchesUp();
            assertThat(instance.state("away").movements()).isEqualTo(1);
            assertThat(instance.engine().status().problem()).isEmpty();
        }
        assertThat(deployment.count("counted", "away")).isEqualTo(1);
        assertThat(deployment.sequences(Topic.VENUE_STATE, "away")).containsExactly(1L);
    }

    @Test
    void aPoisonRecordCostsItselfAlone() {
        deployment.write(moved("poison", "m-1", "1"));
        deployment.write(moved("poison", "m-2", "13"));
        deployment.write(moved("poison", "m-3", "666"));
        deployment.write(moved("poison", "m-4", "4"));
        Outbound broken = outside(moved("poison", "m-5", "5"));
        deployment.write(
                new Outbound(
                        broken.topic(),
                        Outbound.BY_KEY,
                        broken.key(),
                        "{\"type\":\"cash.moved\",".getBytes(StandardCharsets.UTF_8),
                        broken.headers()));
        deployment.write(
                new Outbound(
                        broken.topic(),
                        Outbound.BY_KEY,
                        broken.key(),
                        broken.value(),
                        List.of(EventWriter.tag(Headers.PORTFOLIO_ID, "poison"))));
        deployment.write(
                new Outbound(
                        broken.topic(),
                        Outbound.BY_KEY,
                        broken.key(),
                        "{\"type\":\"cash.of-tomorrow\"}".getBytes(StandardCharsets.UTF_8),
                        broken.headers()));
        deployment.write(moved("poison", "m-6", "6"));
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            Counting state = instance.state("poison");
            assertThat(state.movements()).isEqualTo(3);
            assertThat(state.sum()).isEqualByComparingTo("11");
            assertThat(state.failures()).isEqualTo(2);
            assertThat(state.unreadable()).isEqualTo(2);
            assertThat(instance.counted("unknown_type")).isEqualTo(1);
        }
        List<ConsumerRecord<byte[], byte[]>> dead =
                deployment.read(Topic.deadLetters("portfolio-service")).stream()
                        .filter(record -> Deployment.text(record.key()).equals("poison"))
                        .toList();
        assertThat(dead)
                .extracting(record -> header(record, DeadLetters.CAUSE))
                .satisfiesExactlyInAnyOrder(
                        cause -> assertThat(cause).contains("unlucky"),
                        cause -> assertThat(cause).contains("counted_amount_check"),
                        cause -> assertThat(cause).contains("not JSON"),
                        cause -> assertThat(cause).contains("The header run_id is missing"));
        assertThat(dead)
                .allSatisfy(
                        record -> {
                            assertThat(header(record, DeadLetters.TOPIC)).isEqualTo("cash.v1");
                            assertThat(header(record, Headers.PORTFOLIO_ID)).isEqualTo("poison");
                            assertThat(record.headers().lastHeader(Headers.RUN_ID)).isNotNull();
                        });
        assertThat(deployment.sequences(Topic.VENUE_STATE, "poison")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRepetitionNeverReachesTheHandlerAndAContradictionIsMarked() {
        deployment.write(moved("repeat", "m-1", "1"));
        deployment.write(moved("repeat", "m-1", "1"));
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            deployment.write(moved("repeat", "m-1", "1"));
            deployment.write(moved("repeat", "m-1", "2"));
            deployment.write(moved("repeat", "m-1", "2"));
            instance.catchesUp();
            assertThat(instance.state("repeat").movements()).isEqualTo(1);
            assertThat(instance.state("repeat").conflicts()).isEqualTo(1);
            assertThat(instance.counted("duplicate")).isEqualTo(3);
        }
    }

    @Test
    void anEventThatItsServicePublishedTwiceIsFoldedOnceAndAHoleIsTold() {
        EventWriter risk = new EventWriter("risk-service");
        deployment.write(
                risk.sequenced(state("sequence"), 1, Trace.start()),
                risk.sequenced(state("sequence"), 2, Trace.start()),
                risk.sequenced(state("sequence"), 1, Trace.start()),
                risk.sequenced(state("sequence"), 2, Trace.start()),
                risk.sequenced(state("sequence"), 3, Trace.start()),
                risk.sequenced(state("sequence"), 6, Trace.start()));
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(instance.state("sequence").movements()).isEqualTo(4);
            assertThat(instance.state("sequence").gaps()).isEqualTo(2);
        }
    }

    private static RiskEvent.TradingStateChanged state(String portfolio) {
        return new RiskEvent.TradingStateChanged(
                PortfolioId.of(portfolio),
                RunId.NONE,
                TradingState.ACTIVE,
                TradingState.REDUCING,
                true,
                "operator",
                "pause",
                Deployment.AT);
    }

    @Test
    void aRecordOnAWrongPartitionIsBroughtToTheRightOneAndFoldedOnce() {
        Outbound record = outside(moved("misplaced", "m-1", "1"));
        int right = EventWriter.partition(record.key(), Deployment.PARTITIONS);
        int wrong = (right + 1) % Deployment.PARTITIONS;
        deployment.write(record, wrong);
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(instance.counted("forwarded")).isEqualTo(1);
        }
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(instance.state("misplaced").movements()).isEqualTo(1);
        }
        assertThat(deployment.read("cash.v1"))
                .filteredOn(found -> Deployment.text(found.key()).equals("misplaced"))
                .extracting(ConsumerRecord::partition)
                .containsExactlyInAnyOrder(wrong, right);
    }

    @Test
    void whatAVenueAnswersIsFoldedInLineAndPublished() {
        try (Instance instance = new Instance(deployment, ROWS).takesOver()) {
            PortfolioId portfolio = PortfolioId.of("venue");
            VenueEvent.Recovered said = CountingHandler.said(portfolio, RunId.NONE, Deployment.AT);
            Counting state =
                    instance.engine()
                            .update(
                                    portfolio,
                                    before -> Outcome.of(before.plus(0, 0, 0, 0, 5), List.of(said)))
                            .join();
            assertThat(state.takenOver()).isEqualTo(5);
        }
        assertThat(deployment.sequences(Topic.VENUE_STATE, "venue")).containsExactly(1L);
        assertThat(deployment.count("portfolio_state", "venue")).isEqualTo(1);
    }
}
