package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.observe.Tracing;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.processing.Arrivals.Arrival;
import dev.holdfast.runtime.processing.Commits.Lost;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.StoreFailure;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Joins consumption, ownership, folding and commits on the lane. It knows nothing of how records
 * come in: {@link #records}, {@link #assigned} and {@link #revoked} are called by whoever consumes.
 */
public final class Engine<S> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Duration HOUSEKEEPING = Duration.ofMillis(200);

    /** A busy partition notes with its batches what an idle one notes after this long. */
    private static final Duration NOTED_AFTER = Duration.ofSeconds(1);

    private final Lane lane;
    private final PortfolioHandler<S> handler;
    private final OutboxPublisher outbox;
    private final RuntimeMetrics metrics;
    private final Ownership<S> ownership;
    private final Folding<S> folding;
    private final RecordBatches<S> batches;
    private final MarksFeed<S> marks;
    private final Commits<S> commits;
    private final Status status = new Status();
    private final WaitingRoom waiting = new WaitingRoom();
    private final Arrivals arrivals = new Arrivals();
    private volatile boolean stopping;

    /** What an engine is made of. */
    public record Parts<S>(
            PortfolioHandler<S> handler,
            BatchStore store,
            MarksCheckpoints checkpoints,
            MarksTable table,
            OutboxPublisher outbox,
            RuntimeMetrics metrics,
            Tracing tracing) {}

    public Engine(Parts<S> parts) {
        this.handler = parts.handler();
        this.outbox = parts.outbox();
        this.metrics = parts.metrics();
        this.lane = new Lane(handler.service() + "-lane");
        this.ownership = new Ownership<>(handler, parts.store(), outbox);
        this.folding = new Folding<>(handler, parts.table(), metrics, parts.tracing());
        this.commits = new Commits<>(parts.store(), ownership, metrics, status);
        this.batches =
                new RecordBatches<>(handler, parts.store(), ownership, folding, commits, metrics);
        this.marks =
                new MarksFeed<>(
                        new MarksFolding<>(
                                handler, parts.table(), ownership, folding, commits, metrics),
                        parts.table(),
                        parts.checkpoints(),
                        ownership,
                        this);
        metrics.gauge(
                "holdfast.outbox.depth", "Batches not yet acknowledged", ownership::outboxDepth);
        lane.every(HOUSEKEEPING, this::keepHouse);
    }

    public void consumption(Consumption consumption) {
        commits.consumption(consumption);
    }

    /** Does it after every commit, on the lane. */
    public void afterCommit(Runnable work) {
        commits.afterCommit(work);
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

    /**
     * Records of any input topics; ends after their commit, or where they are another's. What comes
     * while the lane is busy is folded as one batch.
     */
    public CompletableFuture<Void> records(ConsumerRecords<byte[], byte[]> records) {
        CompletableFuture<Void> done = arrivals.add(records);
        whenReady(() -> process(arrivals.take()), () -> ended(arrivals.take()));
        return done;
    }

    private void process(List<Arrival> batch) {
        try {
            if (!stopping && !batch.isEmpty()) {
                long start = System.nanoTime();
                batches.process(batch.stream().map(Arrival::records).toList());
                metrics.batch(Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (Lost e) {
            LOG.debug("A batch is left to whoever owns it now");
        } catch (RuntimeException e) {
            LOG.error("A batch failed for no reason that is provided for", e);
            commits.rejoin();
        }
        ended(batch);
    }

    private static void ended(List<Arrival> batch) {
        batch.forEach(arrival -> arrival.done().complete(null));
    }

    /**
     * Takes over what was assigned, and returns from where to read each topic. Waits for the
     * database, and for work on the lane.
     *
     * @param ends where each of the partitions ends at present
     */
    public Map<TopicPartition, Long> assigned(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> assignment = ends.keySet();
        commits.interrupted(false);
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
        waiting.abandon();
        if (!partitions.isEmpty()) {
            commits.untilReachable(
                    () -> {
                        ownership.claim(partitions, marks.partitions());
                        batches.partitions(
                                handler.inputs().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(), this::partitions)));
                        marks.claimed();
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
        commits.interrupted(true);
        lane.submit(
                        () -> {
                            ownership.dropAll();
                            waiting.abandon();
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
                        commits.attempt(
                                () -> {
                                    BatchUnit<S> unit = new BatchUnit<>(handler);
                                    folding.one(unit, partition, portfolio, "update", fold);
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

    public Optional<S> owned(PortfolioId portfolio) {
        return ownership.state(portfolio);
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
                                waiting.enter(work, abandon);
                            }
                            return null;
                        })
                .exceptionally(
                        stopped -> {
                            abandon.run();
                            return null;
                        });
    }

    /** Lets in what waited for the marks. */
    void letIn() {
        if (marks.ready()) {
            marks.activateWhereNoMarksAreFolded();
            waiting.letIn();
        }
    }

    private void keepHouse() {
        if (outbox.broken() != null && !stopping) {
            status.unreachable("The broker refuses records: " + outbox.broken());
            ownership.publishAgain();
            status.reachable();
        }
        List<OwnedPartition<S>> due =
                ownership.all().stream().filter(p -> p.overdue(NOTED_AFTER)).toList();
        try {
            if (!due.isEmpty()) {
                commits.persist(due);
            }
            marks.checkpointWhenDue();
        } catch (Lost e) {
            LOG.debug("What was read is left to whoever owns it now");
        }
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
        commits.interrupted(true);
        CompletableFuture<Void> last =
                lane.submit(
                        () -> {
                            waiting.abandon();
                            outbox.flush();
                            List<OwnedPartition<S>> owned = List.copyOf(ownership.all());
                            if (!owned.isEmpty()) {
                                commits.persist(owned);
                            }
                            marks.checkpoint();
                            ownership.dropAll();
                            return null;
                        });
        try {
            last.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            LOG.warnf("Stopped with records in the outbox (%s); the next start publishes them", e);
            lane.kill();
        }
        lane.close();
        outbox.close();
    }
}
