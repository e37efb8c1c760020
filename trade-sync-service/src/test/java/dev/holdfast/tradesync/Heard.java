package dev.holdfast.tradesync;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the service has said on its topics, from their beginning on. */
final class Heard implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Event> said = new ArrayList<>();
    private final Map<Class<?>, Integer> taken = new HashMap<>();

    Heard(String bootstrap) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all =
                Stream.of(Topic.ORDERS, Topic.TRADES, Topic.VENUE_STATE, Topic.CASH, Topic.MARKS)
                        .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** The next event of a kind; what is read on the way is kept. */
    <E extends Event> E next(Class<E> kind, Predicate<E> wanted) {
        int from = taken.getOrDefault(kind, 0);
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            List<E> found = of(kind);
            for (int i = from; i < found.size(); i++) {
                if (wanted.test(found.get(i))) {
                    taken.put(kind, i + 1);
                    return found.get(i);
                }
            }
            poll();
        }
        throw new AssertionError("No " + kind.getSimpleName() + " came, but " + said);
    }

    <E extends Event> List<E> of(Class<E> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void poll() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(
                        read -> {
                            Topic topic = Topic.named(read.topic()).orElseThrow();
                            if (EventCodec.decode(topic, read.value())
                                    instanceof EventCodec.Decoded.Known(Event event)) {
                                said.add(event);
                            }
                        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
