package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.handler.PortfolioHandler.MarketUse;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksCheckpoints.Checkpoint;
import dev.holdfast.runtime.market.MarksTable;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import java.time.Duration;
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

    private final MarketUse use;
    private final MarksTable table;
    private final MarksCheckpoints checkpoints;
    private final Ownership<S> ownership;
    private final MarksFolding<S> folding;
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

    MarksFeed(
            MarksFolding<S> folding,
            MarksTable table,
            MarksCheckpoints checkpoints,
            Ownership<S> ownership,
            Engine<S> engine) {
        this.use = folding.use();
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

    private void fold(Polled polled) {
        MarksFolding.Batch batch = folding.apply(polled.records());
        positions.putAll(polled.positions());
        polled.atEnd().forEach((m, end) -> seenEnd.merge(m, end, Boolean::logicalOr));
        if (use == MarketUse.EVERY_MARK) {
            activateReached();
            folding.fold(batch, positions);
        }
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

    private void activateReached() {
        for (OwnedPartition<S> partition : List.copyOf(ownership.all())) {
            if (!partition.active() && reached(partition)) {
                folding.takenOver(partition);
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
                    folding.takenOver(partition);
                }
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
