package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.processing.NaturalIds.NaturalId;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.Optional;

/** What one record of a topic came to when it was read. */
sealed interface ReadRecord {

    Topic topic();

    ConsumerRecord<byte[], byte[]> record();

    /**
     * To be folded.
     *
     * @param source who counted {@code sequence}; both are empty and 0 on records from outside
     */
    record Foldable(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            Event event,
            String source,
            long sequence,
            Optional<NaturalId> naturalId,
            Optional<String> traceparent)
            implements ReadRecord {

        boolean sequenced() {
            return sequence > 0;
        }
    }

    /** Stands on a partition that its key does not lead to. */
    record Misplaced(Topic topic, ConsumerRecord<byte[], byte[]> record, int partition)
            implements ReadRecord {}

    /** Of a type that this version does not know, or another service's to forward. */
    record Skipped(Topic topic, ConsumerRecord<byte[], byte[]> record, String why)
            implements ReadRecord {}

    /** Not a record of the contracts; {@code portfolio} is whose it is, as far as its key tells. */
    record Invalid(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            Optional<PortfolioId> portfolio,
            String field,
            String message)
            implements ReadRecord {}
}
