package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.PortfolioHandler.MarketUse;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksCheckpoints.Checkpoint;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.store.StoreFailure.DataError;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The marks on the lane. The table is at any time exactly what the marks up to its positions came
 * to. Where every mark is folded, each owned partition has its own position, which is committed
 * with what it folded; a partition that was taken over from behind the table sends the table back
 * to a checkpoint before it, and the partitions that are ahead pass over what they know.
 */
public final class MarksFeed<S> {

    private static final Logger LOG = Logger.getLogger(MarksFeed.class);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private final PortfolioHandler<S> handler;
    private final MarketUse use;
    private final MarksTable table;
    private final MarksCheckpoints checkpoints;
    private final Ownership<S> ownership;
    private final Folding<S> folding;
    private final Engine<S> engine;

    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Integer, Long> checkpointed = new HashMap<>();
    private final Map<Integer, Boolean> seenEnd = new HashMap<>();
    private long checkpointedAt = System.nanoTime();
    private volatile Plan plan = new Plan(0, Map.of());

    /**
     * From where to read.
     *
     * @param generation raised whenever what is being read is not what is wanted any more
     */
    public record Plan(long generation, Map<Integer, Long> offsets) {}

    /**
     * What one poll brought.
     *
     * @param positions the next offset of each partition after it
     * @param atEnd the partitions of which nothing more is there yet
     */
    public record Polled(
            ConsumerRecords<byte[], byte[]> records,
            Map<Integer, Long> positions,
            Map<Integer, Boolean> atEnd) {}

    private record At(int partition, long offset, MarketEvent event) {}

    /** The events of one venue, all of one partition of the topic. */
    private record VenueBatch(List<At> events, List<MarketEvent> all) {

        /** Those that the owned partition has not folded. */
        List<MarketEvent> newTo(OwnedPartition<?> owned) {
            long next = owned.next(Ownership.marksSource(events.getFirst().partition()));
            return next <= events.getFirst().offset()
                    ? all
                    : events.stream().filter(at -> at.offset() >= next).map(At::event).toList();
        }
    }

    private record Task<S>(OwnedPartition<S> partition, PortfolioId portfolio, VenueBatch batch) {}

    MarksFeed(
            PortfolioHandler<S> handler,
            MarksTable table,
            MarksCheckpoints checkpoints,
            Ownership<S> ownership,
            Folding<S> folding,
            Engine<S> engine) {
        this.handler = handler;
        this.use = handler.marketUse();
        this.table = table;
        this.checkpoints = checkpoints;
        this.ownership = ownership;
        this.folding = folding;
        this.engine = engine;
    }

    public Plan plan() {
        return plan;
    }

    /** Takes the latest checkpoints and plans to read on from there. */
    public CompletableFuture<Plan> start(int partitions) {
        return engine.lane()
                .submit(
                        () -> {
                            for (int m = 0; m < partitions; m++) {
                                restore(m, Long.MAX_VALUE);
                            }
                            replan();
                            claimed();
                            engine.letIn();
                            return plan;
                        });
    }

    /** How many partitions of the marks have a position in each owned partition. */
    int partitions() {
        return use == MarketUse.EVERY_MARK ? engine.partitions(Topic.MARKS) : 0;
    }

    /** Whether records may be folded: the market they are folded against is known. */
    boolean ready() {
        return switch (use) {
            case NONE -> true;
            case LATEST ->
                    !positions.isEmpty()
                            && seenEnd.size() == positions.size()
                            && seenEnd.values().stream().allMatch(end -> end);
            case EVERY_MARK -> !positions.isEmpty() && ownership.allActive();
        };
    }

    /** Goes back to where the partitions that were just taken over left off. */
    void claimed() {
        if (use != MarketUse.EVERY_MARK || positions.isEmpty()) {
            return;
        }
        boolean back = false;
        for (Integer m : List.copyOf(positions.keySet())) {
            long needed =
                    ownership.all().stream()
                            .mapToLong(p -> p.next(Ownership.marksSource(m)))
                            .min()
                            .orElse(Long.MAX_VALUE);
            if (needed < positions.get(m)) {
                restore(m, needed);
                back = true;
            }
        }
        if (back) {
            replan();
        }
        activateReached();
    }

    private void restore(int m, long atOrBefore) {
        Checkpoint checkpoint = checkpoints.atOrBefore(m, atOrBefore);
        table.restore(m, checkpoint.table());
        positions.put(m, checkpoint.nextOffset());
        checkpointed.put(m, checkpoint.nextOffset());
        seenEnd.put(m, false);
    }

    private void replan() {
        plan = new Plan(plan.generation() + 1, Map.copyOf(positions));
    }

    /** A batch of marks, read by this plan; ends after its commit. */
    public CompletableFuture<Void> marks(Plan readBy, Polled polled) {
        return engine.lane()
                .submit(
                        () -> {
                            if (readBy.generation() == plan.generation()) {
                                fold(polled);
                                engine.letIn();
                            }
                            return null;
                        });
    }

    private void fold(Polled polled) {
        List<At> events = new ArrayList<>(polled.records().count());
        Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : polled.records()) {
            switch (EventCodec.decode(Topic.MARKS, record.value())) {
                case EventCodec.Decoded.Known known -> {
                    MarketEvent event = (MarketEvent) known.event();
                    if (table.apply(record.partition(), event)) {
                        events.add(new At(record.partition(), record.offset(), event));
                    }
                }
                case EventCodec.Decoded.Invalid fault -> invalid.put(record, fault);
                case EventCodec.Decoded.UnknownType unknown -> {}
            }
        }
        positions.putAll(polled.positions());
        polled.atEnd().forEach((m, end) -> seenEnd.merge(m, end, Boolean::logicalOr));
        if (use == MarketUse.EVERY_MARK) {
            activateReached();
            foldInto(events, invalid);
        }
    }

    private void foldInto(
            List<At> events,
            Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid) {
        Map<Venue, VenueBatch> byVenue = new HashMap<>();
        for (At at : events) {
            VenueBatch batch =
                    byVenue.computeIfAbsent(
                            at.event().venue(),
                            venue -> new VenueBatch(new ArrayList<>(), new ArrayList<>()));
            batch.events().add(at);
            batch.all().add(at.event());
        }
        List<Task<S>> tasks = new ArrayList<>();
        for (OwnedPartition<S> partition : ownership.all()) {
            if (partition.active()) {
                partition
                        .portfolios()
                        .forEach(
                                (id, known) ->
                                        handler.venue(known.state())
                                                .map(byVenue::get)
                                                .ifPresent(
                                                        batch ->
                                                                tasks.add(
                                                                        new Task<>(
                                                                                partition, id,
                                                                                batch))));
            }
        }
        try {
            run(tasks, invalid);
        } catch (Engine.Lost e) {
            LOG.debug("Marks are left to whoever owns the portfolios now");
        }
    }

    private void run(
            List<Task<S>> tasks,
            Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid) {
        try {
            engine.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler, Map.of());
                        for (Task<S> task : tasks) {
                            fold(unit, task);
                        }
                        ownership.find(0).ifPresent(first -> sayInvalid(unit, first, invalid));
                        moveOn(unit);
                        folding.afterBatch(unit);
                        return unit;
                    });
        } catch (DataError e) {
            for (Task<S> task : tasks) {
                alone(task);
            }
            engine.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler, Map.of());
                        moveOn(unit);
                        return unit;
                    });
        }
    }

    private void fold(BatchUnit<S> unit, Task<S> task) {
        List<MarketEvent> events = task.batch().newTo(task.partition());
        if (!events.isEmpty()) {
            try {
                folding.market(unit, task.partition(), task.portfolio(), events);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.errorf(
                        e,
                        "Portfolio %s could not take %d marks; its state stays",
                        task.portfolio(),
                        events.size());
                engine.handlerFailed();
            }
        }
    }

    /** One portfolio whose marks cannot be stored must not keep the others from theirs. */
    private void alone(Task<S> task) {
        try {
            engine.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler, Map.of());
                        fold(unit, task);
                        folding.afterBatch(unit);
                        return unit;
                    });
        } catch (DataError e) {
            LOG.errorf(e, "What portfolio %s made of its marks is refused", task.portfolio());
            engine.handlerFailed();
        }
    }

    private void sayInvalid(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid) {
        invalid.forEach(
                (record, fault) -> {
                    if (record.offset()
                            >= partition.next(Ownership.marksSource(record.partition()))) {
                        folding.invalidMark(unit, partition, record, fault);
                    }
                });
    }

    private void moveOn(BatchUnit<S> unit) {
        for (OwnedPartition<S> partition : ownership.all()) {
            positions.forEach(
                    (m, offset) -> {
                        String source = Ownership.marksSource(m);
                        if (offset > partition.next(source)) {
                            unit.moved(partition, source, offset);
                        }
                    });
        }
    }

    private void activateReached() {
        for (OwnedPartition<S> partition : List.copyOf(ownership.all())) {
            if (!partition.active() && reached(partition)) {
                activate(partition);
            }
        }
    }

    private boolean reached(OwnedPartition<S> partition) {
        for (Map.Entry<Integer, Long> table : positions.entrySet()) {
            String source = Ownership.marksSource(table.getKey());
            if (table.getValue() < partition.next(source)) {
                if (!seenEnd.get(table.getKey())) {
                    return false;
                }
                LOG.errorf(
                        "%s ends at %d, but was folded through %d: the broker has lost records or"
                                + " the topic was made anew",
                        source, table.getValue(), partition.next(source));
                partition.passed(source, table.getValue());
            }
        }
        return true;
    }

    void activateWhereNoMarksAreFolded() {
        if (use != MarketUse.EVERY_MARK) {
            for (OwnedPartition<S> partition : List.copyOf(ownership.all())) {
                if (!partition.active()) {
                    activate(partition);
                }
            }
        }
    }

    private void activate(OwnedPartition<S> partition) {
        partition.activate();
        for (PortfolioId portfolio : List.copyOf(partition.portfolios().keySet())) {
            try {
                engine.attempt(
                        () -> {
                            BatchUnit<S> unit = new BatchUnit<>(handler, Map.of());
                            folding.takenOver(unit, partition, portfolio);
                            folding.afterBatch(unit);
                            return unit;
                        });
            } catch (Engine.Lost e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Portfolio %s could not be taken over in words", portfolio);
                engine.handlerFailed();
            }
        }
    }

    /** Stores the table now and then, never beyond what every owned partition has stored. */
    void checkpointWhenDue() {
        if (System.nanoTime() - checkpointedAt >= CHECKPOINT_INTERVAL.toNanos()) {
            checkpoint();
        }
    }

    void checkpoint() {
        if (use == MarketUse.NONE || !ready()) {
            return;
        }
        checkpointedAt = System.nanoTime();
        positions.forEach(
                (m, offset) -> {
                    boolean behind =
                            ownership.all().stream()
                                    .anyMatch(
                                            p ->
                                                    use == MarketUse.EVERY_MARK
                                                            && p.stored(Ownership.marksSource(m))
                                                                    < offset);
                    if (!behind && offset > checkpointed.get(m)) {
                        checkpointed.put(m, offset);
                        checkpoints
                                .store(m, offset, table.snapshot(m))
                                .subscribe()
                                .with(
                                        stored -> LOG.debugf("Marks/%d kept at %d", m, offset),
                                        failure -> LOG.warnf("Marks were not kept: %s", failure));
                    }
                });
    }
}
