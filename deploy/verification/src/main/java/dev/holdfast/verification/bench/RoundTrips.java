package dev.holdfast.verification.bench;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Produces records at a steady rate, whatever becomes of them, and takes the time from each one's
 * produce to the first record of an output topic that answers it.
 *
 * @param outputs the topics of the answers
 * @param answers the id of the record that an output record answers; empty for others
 */
record RoundTrips(
        String bootstrapServers,
        Collection<String> outputs,
        Function<ConsumerRecord<String, byte[]>, Optional<String>> answers) {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A record and the id by which its answer is known. */
    record Question(String id, ProducerRecord<String, byte[]> record) {}

    /**
     * @param perSecond records a second
     * @param warmUp records that are sent before and not timed
     * @param count records that are timed
     * @param question the record of a number, counted through both
     * @throws IllegalStateException where a record is not answered
     */
    Latencies measure(int perSecond, int warmUp, int count, IntFunction<Question> question)
            throws InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        long[] nanos = new long[count];
        int all = warmUp + count;
        CountDownLatch answered = new CountDownLatch(all);
        CountDownLatch ready = new CountDownLatch(1);
        Map<String, Integer> places = new ConcurrentHashMap<>();
        KafkaConsumer<String, byte[]> consumer = consumer();
        Thread reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("round-trips")
                        .start(() -> read(consumer, ready, answered, sent, places, nanos, warmUp));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The output topics cannot be read: " + outputs);
            }
            long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
            long start = System.nanoTime();
            for (int i = 0; i < all; i++) {
                Question next = question.apply(i);
                places.put(next.id(), i);
                long due = start + i * gap;
                for (long wait; (wait = due - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(wait);
                }
                sent.put(next.id(), System.nanoTime());
                producer.send(next.record());
            }
            if (!answered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        answered.getCount() + " of " + all + " records were not answered.");
            }
        } finally {
            consumer.wakeup();
            reader.join();
        }
        return Latencies.of(nanos);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Until all are answered, or until it is woken; closes the consumer. */
    private void read(
            KafkaConsumer<String, byte[]> consumer,
            CountDownLatch ready,
            CountDownLatch answered,
            Map<String, Long> sent,
            Map<String, Integer> places,
            long[] nanos,
            int warmUp) {
        try (consumer) {
            List<TopicPartition> partitions =
                    outputs.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.countDown();
            while (answered.getCount() > 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    long now = System.nanoTime();
                    Optional<String> id = answers.apply(record);
                    Optional<Long> begun = id.map(sent::remove);
                    if (begun.isPresent()) {
                        int place = places.get(id.get()) - warmUp;
                        if (place >= 0) {
                            nanos[place] = now - begun.get();
                        }
                        answered.countDown();
                    }
                }
            }
        } catch (WakeupException ended) {
            // Whoever measures has what was wanted, or says what was not answered.
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
