package dev.holdfast.runtime.replay;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.processing.PastRecords;
import dev.holdfast.runtime.processing.PastRecords.Passed;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The records of one portfolio, read outside of any group, one topic after the other, with
 * redeliveries removed by the rules of the live consumption. It may be read on to a later point.
 */
public final class Replay implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final int partition;
    private final PastRecords records;
    private final Map<Topic, Long> read = new EnumMap<>(Topic.class);
    private final List<String> unreadable = new ArrayList<>();

    Replay(Consumer<byte[], byte[]> consumer, int partition, PastRecords records) {
        this.consumer = consumer;
        this.partition = partition;
        this.records = records;
    }

    /**
     * Reads a topic from where it was read to, up to an offset.
     *
     * @param through the offset of the first record that is not read
     * @param fold answers whether a record was folded; one that was not may come again
     * @throws IllegalStateException where the broker does not give them
     */
    public void read(Topic topic, long through, Predicate<Received> fold) {
        TopicPartition place = new TopicPartition(topic.topicName(), partition);
        int partitions = consumer.partitionsFor(topic.topicName()).size();
        consumer.assign(List.of(place));
        if (read.containsKey(topic)) {
            consumer.seek(place, read.get(topic));
        } else {
            consumer.seekToBeginning(List.of(place));
        }
        long position = consumer.position(place);
        long moved = System.nanoTime();
        while (position < through) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(place)) {
                if (record.offset() < through
                        && records.read(topic, record, partitions, fold) == Passed.UNREADABLE) {
                    unreadable.add(topic.topicName() + "/" + partition + "@" + record.offset());
                }
            }
            long now = consumer.position(place);
            if (now > position) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        place + " gives nothing between " + position + " and " + through + ".");
            }
            position = now;
        }
        read.put(topic, Math.max(through, read.getOrDefault(topic, 0L)));
    }

    /** Where records stand that are not of the contracts. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
