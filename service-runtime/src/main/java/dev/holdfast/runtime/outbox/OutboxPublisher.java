package dev.holdfast.runtime.outbox;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends records in the order given. A record never times out while a later one succeeds: consumers
 * would take the late one for a repetition.
 */
public final class OutboxPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final Supplier<Producer<byte[], byte[]>> connect;
    private final BooleanSupplier giveUp;
    private volatile Producer<byte[], byte[]> producer;
    private volatile Throwable broken;
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * @param giveUp whether this instance is stopping: a broker that is away is not waited for
     *     then, the records stay in the outbox
     */
    public OutboxPublisher(Supplier<Producer<byte[], byte[]>> connect, BooleanSupplier giveUp) {
        this.connect = connect;
        this.giveUp = giveUp;
        this.producer = connect.get();
    }

    /** A producer that keeps the order and gives no record up. */
    public static Producer<byte[], byte[]> connect(Map<String, Object> broker, String service) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.keySet()
                .removeIf(
                        key ->
                                key.startsWith("key.")
                                        || key.startsWith("value.")
                                        || key.startsWith("health-"));
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-out");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends the records and ends once the broker has all of them. Fails where the broker refuses
     * one for good; nothing is sent after that until {@link #recover()}.
     */
    public CompletableFuture<Void> publish(List<Outbound> records) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        if (records.isEmpty()) {
            all.complete(null);
            return all;
        }
        if (broken != null) {
            all.completeExceptionally(broken);
            return all;
        }
        AtomicInteger open = new AtomicInteger(records.size());
        for (Outbound record : records) {
            if (!send(record, open, all)) {
                break;
            }
        }
        return all;
    }

    private boolean send(Outbound outbound, AtomicInteger open, CompletableFuture<Void> all) {
        RecordHeaders headers = new RecordHeaders();
        outbound.headers().forEach(header -> headers.add(header.name(), header.value()));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        outbound.topic(),
                        outbound.partition() == Outbound.BY_KEY ? null : outbound.partition(),
                        null,
                        outbound.key(),
                        outbound.value(),
                        headers);
        while (true) {
            inFlight.incrementAndGet();
            Future<?> sent =
                    producer.send(
                            record,
                            (metadata, failure) -> {
                                inFlight.decrementAndGet();
                                if (failure == null && open.decrementAndGet() == 0) {
                                    all.complete(null);
                                }
                                if (failure != null && !notTaken(failure)) {
                                    broken = failure;
                                    all.completeExceptionally(failure);
                                }
                            });
            Throwable failure = failedAtOnce(sent);
            if (failure == null) {
                return true;
            }
            if (!notTaken(failure) || giveUp.getAsBoolean()) {
                broken = failure;
                all.completeExceptionally(failure);
                return false;
            }
            LOG.warnf(
                    "The broker takes nothing on %s (%s); trying again",
                    outbound.topic(), failure.getMessage());
        }
    }

    /** No metadata, or no room in the buffer: the record was never on its way. */
    private static boolean notTaken(Throwable failure) {
        return failure instanceof TimeoutException;
    }

    private static Throwable failedAtOnce(Future<?> sent) {
        if (!sent.isDone()) {
            return null;
        }
        try {
            sent.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** What stopped it, if something did. */
    public Throwable broken() {
        return broken;
    }

    /** How many records are on their way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /**
     * Starts over with a new producer; whoever calls it publishes again what is not acknowledged.
     */
    public void recover() {
        LOG.warnf("Publishing again after: %s", broken);
        producer.close(Duration.ZERO);
        producer = connect.get();
        broken = null;
    }

    /** Waits until all that was sent is acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
