package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.Commit;
import dev.holdfast.runtime.store.StoreFailure;
import dev.holdfast.runtime.store.StoreFailure.DataError;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Joins consumption, ownership, folding and commits on the lane. It knows nothing of how records
 * come in: {@link #records}, {@link #marks}, {@link #assigned} and {@link #revoked} are called by
 * whoever consumes.
 */
public final class Engine<S> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Duration HOUSEKEEPING = Duration.ofMillis(200);
    private static final long FIRST_BACKOFF_MILLIS = 50;
    private static final long MAX_BACKOFF_MILLIS = 2_000;

    private final Lane lane;
    private final PortfolioHandler<S> handler;
    private final BatchStore store;
    private final OutboxPublisher outbox;
    private final RuntimeMetrics metrics;
    private final Ownership<S> ownership;
    private final Folding<S> folding;
    private final RecordBatches<S> batches;
    private final MarksFeed<S> marks;
    private final Status status = new Status();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private volatile Consumption consumption;
    private volatile boolean revoking;
    private volatile boolean stopping;

    /** Work that waits for the marks, and what to do where its partitions are given up before. */
    private record Waiting(Runnable work, Runnable abandon) {}

    /** What an engine is made of. */
    public record Parts<S>(
            PortfolioHandler<S> handler,
            BatchStore store,
            MarksCheckpoints checkpoints,
            MarksTable table,
            OutboxPublisher outbox,
            RuntimeMetrics metrics) {}

    public Engine(Parts<S> parts) {
        this.handler = parts.handler();
        this.store = parts.store();
        this.outbox = parts.outbox();
        this.metrics = parts.metrics();
        this.lane = new Lane(handler.service() + "-lane");
        this.ownership = new Ownership<>(handler, store, outbox);
        this.folding = new Folding<>(handler, parts.table(), metrics);
        this.batches = new RecordBatches<>(handler, store, ownership, folding, metrics);
        this.marks =
                new MarksFeed<>(
                        handler, parts.table(), parts.checkpoints(), ownership, folding, this);
        metrics.gauge(
                "holdfast.outbox.depth", "Batches not yet acknowledged", ownership::outboxDepth);
        lane.every(HOUSEKEEPING, this::keepHouse);
    }

    public void consumption(Consumption consumption) {
        this.consumption = consumption;
    }

    public boolean stopping() {
        return stopping;
    }

    public Status status() {
        return status;
    }

    public Lane lane() {
        return lane;
    }

    public MarksFeed<S> marksFeed() {
        return marks;
    }

    /** A batch of any input topics; ends after its commit, or where it is another's. */
    public CompletableFuture<Void> records(ConsumerRecords<byte[], byte[]> records) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        whenReady(
                () -> {
                    try {
                        if (!stopping) {
                            long start = System.nanoTime();
                            batches.process(records, this::attempt, consumption);
                            metrics.batch(Duration.ofNanos(System.nanoTime() - start));
                        }
                    } catch (Lost e) {
                        LOG.debug("A batch is left to whoever owns it now");
                    } catch (RuntimeException e) {
                        LOG.error("A batch failed for no reason that is provided for", e);
                        rejoin();
                    }
                    done.complete(null);
                },
                () -> done.complete(null));
        return done;
    }

    /**
     * Takes over what was assigned, and returns from where to read each topic. Waits for the
     * database, and for work on the lane.
     *
     * @param ends where each of the partitions ends at present
     */
    public Map<TopicPartition, Long> assigned(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> assignment = ends.keySet();
        revoking = false;
        Set<Integer> partitions =
                assignment.stream()
                        .map(TopicPartition::partition)
                        .collect(Collectors.toCollection(TreeSet::new));
        return lane.submit(
                        () -> {
                            try {
                                return takeOver(ends, partitions);
                            } catch (RuntimeException e) {
                                ownership.dropAll();
                                status.refused(e.getMessage());
                                throw e;
                            }
                        })
                .join();
    }

    /**
     * A topic that is shorter than what was read of it lost records or was made anew: reading on
     * would skip what is written there now.
     */
    private void mustReach(TopicPartition tp, long next, long end) {
        if (next > end) {
            throw new IllegalStateException(
                    tp
                            + " was read through "
                            + next
                            + " but ends at "
                            + end
                            + ": the broker has lost records, or the topic was made anew. Restore it,"
                            + " or rebuild the service.");
        }
    }

    private Map<TopicPartition, Long> takeOver(
            Map<TopicPartition, Long> ends, Set<Integer> partitions) {
        ownership.dropAll();
        abandonWaiting();
        if (!partitions.isEmpty()) {
            untilReachable(
                    () -> {
                        ownership.claim(partitions, marks.partitions());
                        batches.partitions(
                                handler.inputs().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(), this::partitions)));
                        marks.claimed();
                        return true;
                    });
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach(
                (tp, end) -> {
                    long next = ownership.find(tp.partition()).orElseThrow().next(tp.topic());
                    mustReach(tp, next, end);
                    positions.put(tp, next);
                });
        metrics.rebalanced();
        status.assigned(partitions.size());
        LOG.infof("Owns partitions %s of %s", partitions, handler.inputs());
        letIn();
        return positions;
    }

    /** Gives everything up; returns when nothing is folded any more. */
    public void revoked() {
        revoking = true;
        lane.submit(
                        () -> {
                            ownership.dropAll();
                            abandonWaiting();
                            return null;
                        })
                .join();
    }

    /** Folds something from outside into a portfolio that this instance owns. */
    public CompletableFuture<S> update(PortfolioId portfolio, Function<S, Outcome<S>> fold) {
        CompletableFuture<S> done = new CompletableFuture<>();
        whenReady(
                () -> {
                    try {
                        OwnedPartition<S> partition =
                                partitionOf(portfolio)
                                        .orElseThrow(() -> new Portfolios.NotOwned(portfolio));
                        attempt(
                                () -> {
                                    BatchUnit<S> unit = new BatchUnit<>(handler, Map.of());
                                    folding.one(unit, partition, portfolio, fold);
                                    folding.afterBatch(unit);
                                    return unit;
                                });
                        done.complete(
                                Optional.ofNullable(partition.portfolios().get(portfolio))
                                        .map(OwnedPartition.Portfolio::state)
                                        .orElseGet(() -> handler.initial(portfolio)));
                    } catch (Lost e) {
                        done.completeExceptionally(new Portfolios.NotOwned(portfolio));
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                () -> done.completeExceptionally(new Portfolios.NotOwned(portfolio)));
        return done;
    }

    public Map<PortfolioId, S> owned() {
        return ownership.states();
    }

    private Optional<OwnedPartition<S>> partitionOf(PortfolioId portfolio) {
        int count = batches.partitionsOf(handler.inputs().iterator().next());
        return count == 0
                ? Optional.empty()
                : ownership.find(
                        EventWriter.partition(
                                portfolio.value().getBytes(StandardCharsets.UTF_8), count));
    }

    /** Does it on the lane, once the marks are where records may be folded. */
    private void whenReady(Runnable work, Runnable abandon) {
        lane.submit(
                        () -> {
                            if (marks.ready()) {
                                work.run();
                            } else {
                                waiting.add(new Waiting(work, abandon));
                            }
                            return null;
                        })
                .exceptionally(
                        stopped -> {
                            abandon.run();
                            return null;
                        });
    }

    private void abandonWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.abandon().run();
        }
    }

    /** Lets in what waited for the marks. */
    void letIn() {
        if (marks.ready()) {
            marks.activateWhereNoMarksAreFolded();
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                next.work().run();
            }
        }
    }

    /**
     * Folds and commits; again for as long as the database is away.
     *
     * @throws DataError where the database refuses what was folded
     * @throws Lost where the partitions are another's
     */
    void attempt(Supplier<BatchUnit<S>> fold) {
        for (long pause = FIRST_BACKOFF_MILLIS; ; pause = longer(pause)) {
            try {
                BatchUnit<S> unit = fold.get();
                if (unit.changesSomething()) {
                    commit(unit);
                } else {
                    unit.passed();
                }
                return;
            } catch (StoreFailure.Fenced e) {
                LOG.warnf("Fenced: %s", e.getMessage());
                metrics.fenced();
                rejoin();
                throw new Lost();
            } catch (StoreFailure.Unavailable e) {
                untilReachable(
                        e,
                        pause,
                        () -> {
                            ownership.reload();
                            return true;
                        });
            }
        }
    }

    private static long longer(long pause) {
        return Math.min(MAX_BACKOFF_MILLIS, pause * 2);
    }

    private void commit(BatchUnit<S> unit) {
        Commit commit = unit.commit();
        long start = System.nanoTime();
        store.commit(commit);
        metrics.commit(Duration.ofNanos(System.nanoTime() - start));
        unit.committed(ownership::send);
        unit.portfolios().forEach(known -> ownership.remember(known.id(), known.state()));
        status.reachable();
    }

    private void untilReachable(Supplier<Boolean> work) {
        try {
            work.get();
        } catch (StoreFailure.Unavailable e) {
            untilReachable(e, FIRST_BACKOFF_MILLIS, work);
        }
    }

    private void untilReachable(
            StoreFailure.Unavailable first, long firstPause, Supplier<Boolean> work) {
        RuntimeException failure = first;
        for (long pause = firstPause; ; pause = longer(pause)) {
            status.unreachable(failure.getMessage());
            LOG.warnf("%s; trying again in %d ms", failure.getMessage(), pause);
            pause(pause);
            if (revoking || stopping) {
                ownership.dropAll();
                throw new Lost();
            }
            try {
                work.get();
                status.reachable();
                return;
            } catch (StoreFailure.Unavailable e) {
                failure = e;
            } catch (StoreFailure.Fenced e) {
                metrics.fenced();
                rejoin();
                throw new Lost();
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lost();
        }
    }

    private void rejoin() {
        ownership.dropAll();
        Consumption now = consumption;
        if (now != null) {
            now.rejoin();
        }
    }

    private void keepHouse() {
        if (outbox.broken() != null && !stopping) {
            status.unreachable("The broker refuses records: " + outbox.broken());
            ownership.publishAgain();
            status.reachable();
        }
        List<OwnedPartition<S>> due =
                ownership.all().stream()
                        .filter(p -> p.hasAcknowledged() || p.hasUnstoredPositions())
                        .toList();
        if (!due.isEmpty()) {
            persist(due);
        }
        marks.checkpointWhenDue();
    }

    private void persist(Collection<OwnedPartition<S>> partitions) {
        Commit commit = new Commit();
        Map<OwnedPartition<S>, Map<String, Long>> positions = new HashMap<>();
        Map<OwnedPartition<S>, List<Long>> published = new HashMap<>();
        for (OwnedPartition<S> partition : partitions) {
            commit.owner(partition.number(), partition.epoch());
            positions.put(partition, partition.addMoves(commit, Map.of()));
            published.put(partition, partition.addPublished(commit));
        }
        try {
            store.commit(commit);
            positions.forEach(OwnedPartition::committed);
            published.forEach(OwnedPartition::forget);
        } catch (StoreFailure.Fenced e) {
            metrics.fenced();
            rejoin();
        } catch (StoreFailure.Unavailable e) {
            try {
                untilReachable(
                        e,
                        FIRST_BACKOFF_MILLIS,
                        () -> {
                            ownership.reload();
                            return true;
                        });
            } catch (Lost lost) {
                LOG.debug("What was read is left to whoever owns it now");
            }
        }
    }

    void handlerFailed() {
        metrics.handlerFailed();
    }

    /** How many partitions a topic has. */
    int partitions(Topic topic) {
        try {
            return outbox.partitions(topic.topicName());
        } catch (KafkaException e) {
            throw new StoreFailure.Unavailable(
                    "The broker does not tell the partitions of " + topic.topicName() + ": " + e,
                    e);
        }
    }

    /** Stops folding, publishes what is committed, and notes what was published. */
    @Override
    public void close() {
        stopping = true;
        CompletableFuture<Void> last =
                lane.submit(
                        () -> {
                            abandonWaiting();
                            outbox.flush();
                            List<OwnedPartition<S>> owned = List.copyOf(ownership.all());
                            if (!owned.isEmpty()) {
                                persist(owned);
                            }
                            marks.checkpoint();
                            ownership.dropAll();
                            return null;
                        });
        try {
            last.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            LOG.warnf("Stopped with records in the outbox (%s); the next start publishes them", e);
        }
        lane.close();
        outbox.close();
    }

    /** The partitions were given up while something waited for them. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("The partitions are another instance's.", null, false, false);
        }
    }
}
