package dev.holdfast.local.cli;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads topics as an outside consumer does, in no group and leaving no trace. */
final class TopicRecords implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, String> consumer;

    TopicRecords(String bootstrapServers) {
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                String.valueOf(LIMIT.toMillis())),
                        new StringDeserializer(),
                        new StringDeserializer());
    }

    SortedSet<String> names() {
        return new TreeSet<>(
                consumer.listTopics().keySet().stream()
                        .filter(name -> !name.startsWith("__"))
                        .toList());
    }

    /** How many offsets a topic spans; compaction may have left fewer records. */
    long count(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        return consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(end -> end.getValue() - first.get(end.getKey()))
                .sum();
    }

    int partitionCount(String topic) {
        return partitions(topic).size();
    }

    /** The last records of a topic, oldest first by the broker's time. */
    List<ConsumerRecord<String, String>> last(String topic, int wanted) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, Math.max(first.get(partition), end.get(partition) - wanted));
        }
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))
                && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(records::add);
        }
        records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return records.subList(Math.max(0, records.size() - wanted), records.size());
    }

    /** Whatever arrives from now on, until the program is ended. */
    void follow(String topic, Consumer<ConsumerRecord<String, String>> reader) {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        while (!Thread.currentThread().isInterrupted()) {
            consumer.poll(POLL).forEach(reader);
        }
    }

    /** A record on one line: place, headers, value. */
    static String line(ConsumerRecord<String, String> record) {
        String headers =
                StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> header.key() + "=" + text(header))
                        .collect(Collectors.joining(" "));
        return "%s-%d@%d %s%n    %s"
                .formatted(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        headers,
                        record.value());
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
