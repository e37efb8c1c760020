package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.processing.ReadRecord.Foldable;
import dev.holdfast.runtime.processing.ReadRecord.Invalid;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads records of one portfolio in the order of their topics as the live consumption does: what
 * stands on a wrong partition, is of another portfolio, cannot be read, was published again or says
 * the same again is passed over. Not for sharing.
 */
public final class PastRecords {

    private final byte[] key;
    private final RecordReader reader;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();
    private final Set<UUID> contents = new HashSet<>();

    /**
     * @param service whose inputs the records are
     */
    public PastRecords(String service, PortfolioId portfolio) {
        this.key = portfolio.value().getBytes(StandardCharsets.UTF_8);
        this.reader = new RecordReader(service, false);
    }

    /** What a record came to. */
    public enum Passed {
        TAKEN,
        SKIPPED,
        /** It stands in the dead letters of whoever read it. */
        UNREADABLE
    }

    /**
     * Reads the next record of a topic.
     *
     * @param partitions how many the topic has
     * @param fold answers whether it was folded: one that fails is not seen, as when it failed live
     */
    public Passed read(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            int partitions,
            Predicate<Received> fold) {
        if (!Arrays.equals(key, record.key())) {
            return Passed.SKIPPED;
        }
        return switch (reader.read(topic, record, partitions)) {
            case Foldable foldable -> fold(foldable, fold);
            case Invalid invalid -> Passed.UNREADABLE;
            case ReadRecord.Misplaced misplaced -> Passed.SKIPPED;
            case ReadRecord.Skipped skipped -> Passed.SKIPPED;
        };
    }

    private Passed fold(Foldable read, Predicate<Received> fold) {
        if (read.sequenced()) {
            if (read.sequence() <= sequences.getOrDefault(read.source(), 0L)) {
                return Passed.SKIPPED;
            }
            sequences.put(read.source(), read.sequence());
        }
        boolean conflicting = false;
        Optional<NaturalIds.NaturalId> natural = read.naturalId();
        if (natural.isPresent()) {
            boolean repeated = contents.contains(content(natural.get()));
            if (repeated && natural.get().skipsRepetition()) {
                return Passed.SKIPPED;
            }
            conflicting = ids.contains(id(natural.get()));
        }
        boolean folded =
                fold.test(
                        new Received(
                                read.topic(),
                                read.record().partition(),
                                read.record().offset(),
                                Instant.ofEpochMilli(read.record().timestamp()),
                                read.event(),
                                conflicting));
        if (folded && natural.isPresent()) {
            ids.add(id(natural.get()));
            contents.add(content(natural.get()));
        }
        return Passed.TAKEN;
    }

    /** Short: there may be a hundred thousand of them. */
    private static UUID id(NaturalIds.NaturalId natural) {
        return UUID.nameUUIDFromBytes(natural.id().getBytes(StandardCharsets.UTF_8));
    }

    private static UUID content(NaturalIds.NaturalId natural) {
        byte[] id = natural.id().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(
                ByteBuffer.allocate(id.length + natural.digest().length)
                        .put(id)
                        .put(natural.digest())
                        .array());
    }
}
