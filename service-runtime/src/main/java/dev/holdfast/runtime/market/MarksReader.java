package dev.holdfast.runtime.market;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.processing.MarksFeed;
import dev.holdfast.runtime.processing.MarksFeed.Plan;
import dev.holdfast.runtime.processing.MarksFeed.Polled;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Reads all of {@code marks.v1} on every instance, outside of any group: the market is everybody's,
 * and where to read from is the feed's decision.
 */
public final class MarksReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MarksReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 2_000;

    private final Map<String, Object> broker;
    private final MarksFeed<?> feed;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile String problem;

    public MarksReader(Map<String, Object> broker, MarksFeed<?> feed, String service) {
        this.broker = settings(broker, service);
        this.feed = feed;
        this.thread = new Thread(this::run, service + "-marks");
        this.thread.setDaemon(true);
    }

    private static Map<String, Object> settings(Map<String, Object> broker, String service) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-marks");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return settings;
    }

    public void start() {
        thread.start();
    }

    /** What keeps it from reading; null where nothing does. */
    public String problem() {
        return problem;
    }

    private void run() {
        while (!stopping) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                            broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("Reading of marks is stopped");
            } catch (RuntimeException e) {
                problem = "Marks cannot be read: " + e.getMessage();
                LOG.warnf("%s; trying again", problem);
                pause();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(Topic.MARKS.topicName());
        while (found.isEmpty() && !stopping) {
            problem = "There is no topic " + Topic.MARKS.topicName() + " yet";
            pause();
            found = consumer.partitionsFor(Topic.MARKS.topicName());
        }
        consumer.assign(
                found.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
        // A new consumer fetches anew, whatever an earlier one had fetched.
        feed.start(found.size()).join();
        Plan mine = new Plan(-1, Map.of());
        while (!stopping) {
            Plan wanted = feed.plan();
            if (wanted.generation() != mine.generation()) {
                mine = wanted;
                wanted.offsets().forEach((m, offset) -> consumer.seek(partition(m), offset));
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            hand(mine, polled(consumer, records));
            problem = null;
        }
    }

    private void hand(Plan plan, Polled polled) {
        try {
            feed.marks(plan, polled).join();
        } catch (CompletionException e) {
            LOG.error("Marks could not be folded; they are read again", e.getCause());
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Polled polled(
            Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<Integer, Long> positions = new HashMap<>();
        Map<Integer, Boolean> atEnd = new HashMap<>();
        for (TopicPartition tp : assigned) {
            positions.put(tp.partition(), consumer.position(tp));
            atEnd.put(tp.partition(), consumer.currentLag(tp).orElse(1) == 0);
        }
        return new Polled(records, positions, atEnd);
    }

    private static TopicPartition partition(int m) {
        return new TopicPartition(Topic.MARKS.topicName(), m);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
