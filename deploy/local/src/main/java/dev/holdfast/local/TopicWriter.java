package dev.holdfast.local;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes events as any client from outside may: CloudEvents in binary mode, keyed by portfolio.
 */
public final class TopicWriter implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String source;
    private final KafkaProducer<String, byte[]> producer;

    /**
     * @param source who writes, for {@code ce_source}
     */
    public TopicWriter(String bootstrapServers, String source) {
        this.source = source;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                String.valueOf(LIMIT.toMillis())),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Sends an event to its topic; what is returned completes once the broker has it. */
    public CompletableFuture<Void> send(Event event) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        producer.send(
                record(event, source),
                (written, failure) -> {
                    if (failure == null) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(failure);
                    }
                });
        return sent;
    }

    /**
     * Sends an event and returns when the broker has it.
     *
     * @throws StartFailure where the broker does not answer
     */
    public void sendAndAwait(Event event) {
        try {
            send(event).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("The broker does not take the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while sending.", e);
        }
    }

    private static ProducerRecord<String, byte[]> record(Event event, String source) {
        String portfolio = event.portfolioId().toString();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        Topic.of(event).topicName(), portfolio, EventCodec.encode(event));
        header(record, Headers.CE_ID, UUID.randomUUID().toString());
        header(record, Headers.CE_TYPE, Topic.typeOf(event));
        header(record, Headers.CE_SOURCE, source);
        header(record, Headers.CE_TIME, Instant.now().toString());
        header(record, Headers.CE_SPECVERSION, "1.0");
        header(record, Headers.CONTENT_TYPE, "application/json");
        header(record, Headers.PORTFOLIO_ID, portfolio);
        header(record, Headers.RUN_ID, event.runId().toString());
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(LIMIT);
    }
}
