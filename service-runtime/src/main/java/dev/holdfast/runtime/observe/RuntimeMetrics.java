package dev.holdfast.runtime.observe;

import dev.holdfast.contracts.topic.Topic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the runtime counts; the names are those of the dashboards and alerts. */
public final class RuntimeMetrics {

    /** Few, and where it matters: every one is a series for each topic. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<String, Counter> records = new ConcurrentHashMap<>();
    private final Map<Topic, Timer> ages = new ConcurrentHashMap<>();
    private final Timer batch;
    private final Timer commit;
    private final Counter fenced;
    private final Counter rebalances;
    private final Counter handlerFailures;
    private final Counter bisections;

    public RuntimeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batch =
                Timer.builder("holdfast.batch")
                        .description("From the first record of a batch to its commit")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        this.commit =
                Timer.builder("holdfast.commit")
                        .description("The transaction of a batch")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        this.fenced =
                Counter.builder("holdfast.fenced")
                        .description("Commits refused because another instance owns the partition")
                        .register(registry);
        this.rebalances =
                Counter.builder("holdfast.rebalances")
                        .description("Assignments of partitions")
                        .register(registry);
        this.handlerFailures =
                Counter.builder("holdfast.handler.failures")
                        .description("Folds beside records that failed: marks, takeovers, batches")
                        .register(registry);
        this.bisections =
                Counter.builder("holdfast.bisections")
                        .description("Batches taken apart to find what the database refuses")
                        .register(registry);
    }

    /**
     * @param outcome folded, duplicate, dead_letter, forwarded, misplaced, unknown_type, stale
     */
    public void record(Topic topic, String outcome) {
        records.computeIfAbsent(
                        topic + "/" + outcome,
                        key ->
                                Counter.builder("holdfast.records")
                                        .description("Records read, by what became of them")
                                        .tag("topic", topic.topicName())
                                        .tag("outcome", outcome)
                                        .register(registry))
                .increment();
    }

    /** How old a record was when what it came to was committed. */
    public void age(Topic topic, Duration age) {
        ages.computeIfAbsent(
                        topic,
                        key ->
                                Timer.builder("holdfast.record.age")
                                        .description("From the writing of a record to its commit")
                                        .tag("topic", key.topicName())
                                        .serviceLevelObjectives(BUCKETS)
                                        .register(registry))
                .record(age);
    }

    public void gap(Topic topic, long missing) {
        Counter.builder("holdfast.sequence.gaps")
                .description("Records that are missing before one that was read")
                .tag("topic", topic.topicName())
                .register(registry)
                .increment(missing);
    }

    public void batch(Duration took) {
        batch.record(took);
    }

    public void commit(Duration took) {
        commit.record(took);
    }

    public void fenced() {
        fenced.increment();
    }

    public void rebalanced() {
        rebalances.increment();
    }

    public void handlerFailed() {
        handlerFailures.increment();
    }

    public void bisected() {
        bisections.increment();
    }

    /** How many records of a topic this instance has yet to fetch. */
    public void lag(Topic topic, Supplier<Number> records) {
        Gauge.builder("holdfast.lag", records)
                .description("Records of the owned partitions that are not fetched yet")
                .tag("topic", topic.topicName())
                .register(registry);
    }

    /** Something that is looked at when it is asked for. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
