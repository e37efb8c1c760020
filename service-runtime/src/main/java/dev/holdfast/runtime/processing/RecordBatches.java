package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.processing.BatchUnit.Working;
import dev.holdfast.runtime.processing.ReadRecord.Foldable;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.StoreFailure.DataError;
import dev.holdfast.runtime.store.StoreFailure.SeenBefore;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Processes batches of records: each in one transaction, taken apart only where one of them fails.
 */
final class RecordBatches<S> {

    private static final Logger LOG = Logger.getLogger(RecordBatches.class);

    private final PortfolioHandler<S> handler;
    private final BatchStore store;
    private final Ownership<S> ownership;
    private final Folding<S> folding;
    private final Commits<S> commits;
    private final RuntimeMetrics metrics;
    private final RecordReader reader;
    private Map<Topic, Integer> partitions = Map.of();

    /** Whether records came again lately, so that it is worth asking before folding. */
    private boolean repeats;

    RecordBatches(
            PortfolioHandler<S> handler,
            BatchStore store,
            Ownership<S> ownership,
            Folding<S> folding,
            Commits<S> commits,
            RuntimeMetrics metrics) {
        this.handler = handler;
        this.store = store;
        this.ownership = ownership;
        this.folding = folding;
        this.commits = commits;
        this.metrics = metrics;
        this.reader = new RecordReader(handler.service(), handler.hearsOfAll());
    }

    void partitions(Map<Topic, Integer> partitions) {
        this.partitions = partitions;
    }

    /** How many partitions a topic has; 0 before anything was assigned. */
    int partitionsOf(Topic topic) {
        return partitions.getOrDefault(topic, 0);
    }

    /** Processes what several fetches brought, in the order in which they came. */
    void process(List<ConsumerRecords<byte[], byte[]>> fetches) {
        List<ReadRecord> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : merged(expected(fetches))) {
            Topic topic = Topic.named(record.topic()).orElseThrow();
            read.add(reader.read(topic, record, partitionsOf(topic)));
        }
        if (!read.isEmpty()) {
            whole(read);
        }
    }

    private void whole(List<ReadRecord> records) {
        try {
            foldAndCommit(records);
        } catch (DataError e) {
            metrics.bisected();
            if (records.size() > 1) {
                int half = records.size() / 2;
                whole(records.subList(0, half));
                whole(records.subList(half, records.size()));
            } else {
                refused(records.getFirst(), e);
            }
        }
    }

    /**
     * Records mostly come once. So the commit looks them up, and only while they come again, as
     * after a bot has sent all of its orders anew, they are asked for before they are folded.
     */
    private void foldAndCommit(List<ReadRecord> records) {
        if (!repeats) {
            try {
                commits.attempt(() -> fold(records, false));
                return;
            } catch (SeenBefore e) {
                LOG.debug("A batch repeats what was seen and is folded knowing it");
            } catch (DataError e) {
                LOG.debugf("A batch is refused, perhaps for what it repeats: %s", e.getMessage());
            }
        }
        commits.attempt(() -> fold(records, true));
    }

    private Map<String, List<byte[]>> lookUp(Set<String> ids) {
        Map<String, List<byte[]>> seen = store.seen(ids);
        repeats = !seen.isEmpty();
        return seen;
    }

    private void refused(ReadRecord record, DataError refusal) {
        LOG.warnf(
                "%s/%d@%d is refused by the database and goes to the dead letters: %s",
                record.record().topic(),
                record.record().partition(),
                record.record().offset(),
                refusal.getMessage());
        try {
            commits.attempt(() -> single(record, refusal, true));
        } catch (DataError again) {
            commits.attempt(() -> single(record, again, false));
        }
    }

    private BatchUnit<S> single(ReadRecord record, DataError refusal, boolean tellHandler) {
        BatchUnit<S> unit = new BatchUnit<>(handler);
        live(record, unit)
                .ifPresent(
                        partition -> {
                            if (tellHandler) {
                                folding.refused(unit, partition, record, refusal.getMessage());
                                folding.afterBatch(unit);
                            } else {
                                folding.setAside(unit, partition, record, refusal.getMessage());
                            }
                        });
        return unit;
    }

    private BatchUnit<S> fold(List<ReadRecord> records, boolean asking) {
        Set<String> ids = new HashSet<>();
        for (ReadRecord read : records) {
            if (read instanceof Foldable foldable && owner(read).isPresent()) {
                foldable.naturalId().map(NaturalIds.NaturalId::id).ifPresent(ids::add);
            }
        }
        BatchUnit<S> unit =
                asking
                        ? new BatchUnit<>(handler, lookUp(ids), Set.of())
                        : new BatchUnit<>(handler, Map.of(), ids);
        reachBack(unit, records);
        for (ReadRecord record : records) {
            live(record, unit).ifPresent(partition -> folding.record(unit, partition, record));
        }
        folding.afterBatch(unit);
        return unit;
    }

    /** Reads what the handler needs beyond the states. */
    private void reachBack(BatchUnit<S> unit, List<ReadRecord> records) {
        Map<PortfolioId, Working<S>> portfolios = new HashMap<>();
        Map<PortfolioId, S> states = new HashMap<>();
        List<Received> received = new ArrayList<>(records.size());
        for (ReadRecord record : records) {
            Optional<OwnedPartition<S>> owner = owner(record);
            if (owner.isPresent() && record instanceof Foldable foldable) {
                PortfolioId id = foldable.event().portfolioId();
                Working<S> portfolio = unit.portfolio(owner.get(), id);
                portfolios.put(id, portfolio);
                states.put(id, portfolio.state());
                received.add(Folding.received(foldable, unit.conflicts(foldable)));
            }
        }
        if (!received.isEmpty()) {
            handler.reachingBack(states, received)
                    .map(store::read)
                    .ifPresent(
                            further ->
                                    further.forEach(
                                            (id, state) -> portfolios.get(id).reachesBack(state)));
        }
    }

    /** The partition, where the record was not committed before; its position is moved on. */
    private Optional<OwnedPartition<S>> live(ReadRecord read, BatchUnit<S> unit) {
        ConsumerRecord<byte[], byte[]> record = read.record();
        Optional<OwnedPartition<S>> partition = owner(read);
        if (partition.isPresent()) {
            unit.moved(partition.get(), record.topic(), record.offset() + 1);
        } else {
            unit.count(() -> metrics.record(read.topic(), "stale"));
        }
        return partition;
    }

    private Optional<OwnedPartition<S>> owner(ReadRecord read) {
        ConsumerRecord<byte[], byte[]> record = read.record();
        return ownership
                .find(record.partition())
                .filter(partition -> record.offset() >= partition.next(record.topic()));
    }

    /** Leaves out what is another's, and what does not follow on what was folded last. */
    private List<List<ConsumerRecord<byte[], byte[]>>> expected(
            List<ConsumerRecords<byte[], byte[]>> fetches) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> expected = new LinkedHashMap<>();
        Set<TopicPartition> sought = new HashSet<>();
        for (ConsumerRecords<byte[], byte[]> fetch : fetches) {
            for (TopicPartition tp : fetch.partitions()) {
                if (sought.contains(tp)) {
                    continue; // comes again
                }
                ownership
                        .find(tp.partition())
                        .ifPresent(
                                partition -> {
                                    List<ConsumerRecord<byte[], byte[]>> list = fetch.records(tp);
                                    long next = next(partition, tp, expected.get(tp));
                                    long first = list.getFirst().offset();
                                    if (first > next && partition.doubts(tp.topic(), first)) {
                                        commits.consumption().seek(tp, next);
                                        sought.add(tp);
                                    } else {
                                        expected.merge(tp, list, RecordBatches::joined);
                                    }
                                });
            }
        }
        return List.copyOf(expected.values());
    }

    private static <S> long next(
            OwnedPartition<S> partition,
            TopicPartition tp,
            List<ConsumerRecord<byte[], byte[]>> before) {
        long next = partition.next(tp.topic());
        return before == null ? next : Math.max(next, before.getLast().offset() + 1);
    }

    /** After a seek, a later fetch may bring again what an earlier one brought. */
    private static List<ConsumerRecord<byte[], byte[]>> joined(
            List<ConsumerRecord<byte[], byte[]>> before,
            List<ConsumerRecord<byte[], byte[]>> more) {
        long last = before.getLast().offset();
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(before);
        for (ConsumerRecord<byte[], byte[]> record : more) {
            if (record.offset() > last) {
                all.add(record);
            }
        }
        return all;
    }

    /**
     * One list in order of the records' times, each partition of a topic in its own order: what
     * caused another record then mostly stands before it.
     */
    private static List<ConsumerRecord<byte[], byte[]>> merged(
            List<List<ConsumerRecord<byte[], byte[]>>> lists) {
        if (lists.size() == 1) {
            return lists.getFirst();
        }
        record Head(
                ConsumerRecord<byte[], byte[]> record,
                Iterator<ConsumerRecord<byte[], byte[]>> rest) {}
        PriorityQueue<Head> heads =
                new PriorityQueue<>(
                        Comparator.<Head>comparingLong(head -> head.record().timestamp())
                                .thenComparing(
                                        head -> Topic.named(head.record().topic()).orElseThrow())
                                .thenComparingInt(head -> head.record().partition()));
        List<ConsumerRecord<byte[], byte[]>> merged = new ArrayList<>();
        lists.forEach(
                list -> {
                    Iterator<ConsumerRecord<byte[], byte[]>> rest = list.iterator();
                    heads.add(new Head(rest.next(), rest));
                });
        while (!heads.isEmpty()) {
            Head head = heads.poll();
            merged.add(head.record());
            if (head.rest().hasNext()) {
                heads.add(new Head(head.rest().next(), head.rest()));
            }
        }
        return merged;
    }
}
