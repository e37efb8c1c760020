package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.runtime.counting.Counting;
import dev.holdfast.runtime.counting.CountingHandler;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksReader;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.observe.Tracing;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.store.BatchStore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * One instance of the counting service, driven by hand: the test says when it takes over, when it
 * polls, and what it does not live to do.
 */
final class Instance implements AutoCloseable, Consumption {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Engine<Counting> engine;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider tracers =
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> inputs = new ArrayList<>();
    private final MarksReader marks;
    private final MarksTable table;
    private final OutboxPublisher outbox;
    private final AtomicBoolean mute = new AtomicBoolean();
    private boolean rejoins;

    Instance(Deployment deployment, RowWriter rows) {
        CountingHandler handler = new CountingHandler();
        table = new MarksTable(Duration.ofDays(14));
        Map<String, Object> broker = deployment.broker();
        outbox =
                new OutboxPublisher(
                        () -> mutable(OutboxPublisher.connect(broker, handler.service())),
                        () -> true);
        engine =
                new Engine<>(
                        new Engine.Parts<>(
                                handler,
                                new BatchStore(
                                        deployment.pool(), Optional.of(rows), Optional.empty()),
                                new MarksCheckpoints(deployment.pool()),
                                table,
                                outbox,
                                new RuntimeMetrics(meters),
                                new Tracing(tracers.get("holdfast"))));
        engine.consumption(this);
        Map<String, Object> settings = deployment.broker();
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 5_000);
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (Topic topic : handler.inputs()) {
            for (int p = 0; p < Deployment.PARTITIONS; p++) {
                inputs.add(new TopicPartition(topic.topicName(), p));
            }
        }
        consumer.assign(inputs);
        marks = new MarksReader(broker, engine.marksFeed(), handler.service());
        marks.start();
    }

    /** From now on nothing that it sends leaves it: it was killed after its commit. */
    Instance losesWhatItSends() {
        mute.set(true);
        return this;
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> mutable(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Producer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (proxy, method, arguments) ->
                                mute.get() && method.getName().equals("send")
                                        ? new CompletableFuture<>()
                                        : method.invoke(producer, arguments));
    }

    Instance takesOver() {
        rejoins = false;
        engine.assigned(consumer.endOffsets(inputs)).forEach(consumer::seek);
        return this;
    }

    /** Polls once and begins to process it. */
    CompletableFuture<Void> begins() {
        return engine.records(fetches());
    }

    /** Polls once. */
    ConsumerRecords<byte[], byte[]> fetches() {
        return consumer.poll(PATIENCE);
    }

    /** How many batches it folded. */
    long batches() {
        return meters.get("holdfast.batch").timer().count();
    }

    /** Polls and processes until there is nothing left. */
    Instance catchesUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(inputs);
        while (inputs.stream().anyMatch(tp -> consumer.position(tp) < ends.get(tp))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(50));
            if (!records.isEmpty()) {
                engine.records(records).join();
            }
        }
        return this;
    }

    /** Waits until the table of marks knows this price. */
    Instance untilMarkedAt(Symbol symbol, String price) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (table.latest(CountingHandler.VENUE, symbol)
                    .filter(mark -> mark.price().equals(Price.of(price)))
                    .isPresent()) {
                return this;
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        throw new AssertionError(
                "The mark came only to " + table.latest(CountingHandler.VENUE, symbol));
    }

    Engine<Counting> engine() {
        return engine;
    }

    Counting state(String portfolio) {
        return engine.owned().get(PortfolioId.of(portfolio));
    }

    Counting until(String portfolio, Predicate<Counting> enough) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Counting state = state(portfolio);
            if (state != null && enough.test(state)) {
                return state;
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        throw new AssertionError("It came only to " + state(portfolio));
    }

    /** What ended of the traces. */
    List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    double counted(String outcome) {
        return meters.find("holdfast.records").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double meter(String name) {
        return meters.get(name).counter().count();
    }

    /** Waits until the broker has all that was sent. */
    void untilPublished() {
        outbox.flush();
    }

    String timers() {
        return meters.find("holdfast.batch").timer().takeSnapshot()
                + " "
                + meters.find("holdfast.commit").timer().takeSnapshot();
    }

    boolean rejoins() {
        return rejoins;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        throw new AssertionError("Nothing here is fetched out of its order.");
    }

    @Override
    public void rejoin() {
        rejoins = true;
    }

    /** Ends its threads without a word to database or broker. */
    void isKilled() {
        mute.set(true);
        marks.close();
        engine.lane().kill();
        consumer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        marks.close();
        engine.close();
        consumer.close();
    }
}
