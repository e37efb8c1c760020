package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.PortfolioHandler.MarketUse;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.store.StoreFailure.DataError;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes marks into the table and, where every mark counts, into the owned portfolios. */
final class MarksFolding<S> {

    private static final Logger LOG = Logger.getLogger(MarksFolding.class);

    private final PortfolioHandler<S> handler;
    private final MarksTable table;
    private final Ownership<S> ownership;
    private final Folding<S> folding;
    private final Commits<S> commits;
    private final RuntimeMetrics metrics;

    /** What a poll brought that was new to the table, and what was no mark at all. */
    record Batch(
            List<At> events,
            Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid) {}

    record At(int partition, long offset, MarketEvent event) {}

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

    MarksFolding(
            PortfolioHandler<S> handler,
            MarksTable table,
            Ownership<S> ownership,
            Folding<S> folding,
            Commits<S> commits,
            RuntimeMetrics metrics) {
        this.handler = handler;
        this.table = table;
        this.ownership = ownership;
        this.folding = folding;
        this.commits = commits;
        this.metrics = metrics;
    }

    MarketUse use() {
        return handler.marketUse();
    }

    /** Takes records into the table, in their order. */
    Batch apply(ConsumerRecords<byte[], byte[]> records) {
        Batch batch = new Batch(new ArrayList<>(records.count()), new HashMap<>());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (EventCodec.decode(Topic.MARKS, record.value())) {
                case EventCodec.Decoded.Known known -> {
                    MarketEvent event = (MarketEvent) known.event();
                    boolean fresh = table.apply(record.partition(), event);
                    metrics.record(Topic.MARKS, fresh ? "folded" : "duplicate");
                    if (fresh) {
                        batch.events().add(new At(record.partition(), record.offset(), event));
                    }
                }
                case EventCodec.Decoded.Invalid fault -> batch.invalid().put(record, fault);
                case EventCodec.Decoded.UnknownType unknown ->
                        metrics.record(Topic.MARKS, "unknown_type");
            }
        }
        return batch;
    }

    /**
     * Folds a batch into every active portfolio of its venues.
     *
     * @param through the next offset of each partition of the topic after the batch
     */
    void fold(Batch batch, Map<Integer, Long> through) {
        Map<Venue, VenueBatch> byVenue = new HashMap<>();
        for (At at : batch.events()) {
            VenueBatch venueBatch =
                    byVenue.computeIfAbsent(
                            at.event().venue(),
                            venue -> new VenueBatch(new ArrayList<>(), new ArrayList<>()));
            venueBatch.events().add(at);
            venueBatch.all().add(at.event());
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
                                                        own ->
                                                                tasks.add(
                                                                        new Task<>(
                                                                                partition, id,
                                                                                own))));
            }
        }
        try {
            run(tasks, batch.invalid(), through);
        } catch (Commits.Lost e) {
            LOG.debug("Marks are left to whoever owns the portfolios now");
        }
    }

    private void run(
            List<Task<S>> tasks,
            Map<ConsumerRecord<byte[], byte[]>, EventCodec.Decoded.Invalid> invalid,
            Map<Integer, Long> through) {
        try {
            commits.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler);
                        for (Task<S> task : tasks) {
                            fold(unit, task);
                        }
                        ownership.find(0).ifPresent(first -> sayInvalid(unit, first, invalid));
                        moveOn(unit, through);
                        folding.afterBatch(unit);
                        return unit;
                    });
        } catch (DataError e) {
            for (Task<S> task : tasks) {
                alone(task);
            }
            commits.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler);
                        moveOn(unit, through);
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
                metrics.handlerFailed();
            }
        }
    }

    /** One portfolio whose marks cannot be stored must not keep the others from theirs. */
    private void alone(Task<S> task) {
        try {
            commits.attempt(
                    () -> {
                        BatchUnit<S> unit = new BatchUnit<>(handler);
                        fold(unit, task);
                        folding.afterBatch(unit);
                        return unit;
                    });
        } catch (DataError e) {
            LOG.errorf(e, "What portfolio %s made of its marks is refused", task.portfolio());
            metrics.handlerFailed();
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

    private void moveOn(BatchUnit<S> unit, Map<Integer, Long> through) {
        for (OwnedPartition<S> partition : ownership.all()) {
            through.forEach(
                    (m, offset) -> {
                        String source = Ownership.marksSource(m);
                        if (offset > partition.next(source)) {
                            unit.moved(partition, source, offset);
                        }
                    });
        }
    }

    /** Says what must be said at a takeover, and lets the partition take part from now on. */
    void takenOver(OwnedPartition<S> partition) {
        partition.activate();
        for (PortfolioId portfolio : List.copyOf(partition.portfolios().keySet())) {
            try {
                commits.attempt(
                        () -> {
                            BatchUnit<S> unit = new BatchUnit<>(handler);
                            folding.takenOver(unit, partition, portfolio);
                            folding.afterBatch(unit);
                            return unit;
                        });
            } catch (Commits.Lost e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Portfolio %s could not be taken over in words", portfolio);
                metrics.handlerFailed();
            }
        }
    }
}
