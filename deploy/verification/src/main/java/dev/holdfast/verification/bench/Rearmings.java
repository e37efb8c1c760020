package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Counts the plans that are said to guard again, from where their topic ends at present. */
final class Rearmings implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<String, byte[]> consumer;

    Rearmings(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.PLANS.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * @throws IllegalStateException where so many are not said in time
     */
    void await(int plans, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        int armed = 0;
        while (armed < plans) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + armed + " plans guard again.");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (EventCodec.decode(Topic.PLANS, record.value())
                                instanceof EventCodec.Decoded.Known known
                        && known.event() instanceof PlanEvent.Rearmed rearmed) {
                    armed += rearmed.armed();
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
