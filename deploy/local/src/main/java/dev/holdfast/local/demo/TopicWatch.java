package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.local.StartFailure;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads all topics from their beginning, as any outside consumer may, and lets others wait for what
 * they carry. A service that was killed may publish its last events again; they are known by their
 * sequence and passed over, as every reader should.
 */
final class TopicWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Seen seen;
    private final KafkaConsumer<String, byte[]> consumer;
    private final CompletableFuture<String> failure;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Thread reader = Thread.ofPlatform().name("topic-watch").unstarted(this::read);
    private long republished;
    private long marksEnd;
    private volatile boolean closed;

    /**
     * @param failure completes when there is no use in waiting any more, with the reason
     */
    TopicWatch(String bootstrapServers, ZoneId zone, CompletableFuture<String> failure) {
        this.seen = new Seen(zone);
        this.failure = failure;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                "5000"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Arrays.stream(Topic.values())
                        .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.start();
        failure.thenRun(this::wake);
    }

    private void read() {
        while (!closed) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                synchronized (this) {
                    records.forEach(this::add);
                    notifyAll();
                }
            }
        }
        consumer.close();
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topic.MARKS.topicName())) {
            marksEnd = record.offset() + 1;
        }
        if (isRepublished(record)) {
            republished++;
            return;
        }
        Topic.named(record.topic())
                .map(topic -> EventCodec.decode(topic, record.value()))
                .ifPresent(
                        decoded -> {
                            if (decoded instanceof EventCodec.Decoded.Known(Event event)) {
                                seen.add(event, Instant.ofEpochMilli(record.timestamp()));
                            }
                        });
    }

    private boolean isRepublished(ConsumerRecord<String, byte[]> record) {
        Header sequence = record.headers().lastHeader(Headers.CE_SEQUENCE);
        if (sequence == null) {
            return false;
        }
        long number = Long.parseLong(text(sequence));
        String stream =
                record.topic()
                        + "|"
                        + record.key()
                        + "|"
                        + text(record.headers().lastHeader(Headers.CE_SOURCE));
        Long last = sequences.get(stream);
        if (last != null && number <= last) {
            return true;
        }
        sequences.put(stream, number);
        return false;
    }

    private static String text(Header header) {
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Looks at what was seen, at one moment. */
    synchronized <T> T look(Function<Seen, T> question) {
        return question.apply(seen);
    }

    synchronized long republished() {
        return republished;
    }

    /** The offset after the last mark or tick; the one venue's stand on one partition. */
    synchronized long marksEnd() {
        return marksEnd;
    }

    /**
     * Waits until it is so.
     *
     * @throws StartFailure where it is not within the limit, or a part of the deployment died
     */
    synchronized void await(String what, Duration limit, Predicate<Seen> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.test(seen)) {
            if (failure.isDone()) {
                throw new StartFailure(failure.join());
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new StartFailure(
                        "Waited "
                                + limit.toSeconds()
                                + " s in vain for this: "
                                + what
                                + ". The clock of the market stands at "
                                + seen.clock()
                                + "; the logs of the services say more.");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("Interrupted while waiting for this: " + what + ".", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
