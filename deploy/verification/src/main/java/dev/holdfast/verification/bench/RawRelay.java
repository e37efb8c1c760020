package dev.holdfast.verification.bench;

import dev.holdfast.local.EmbeddedDatabase;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The least that a service could do on the same broker and database: it consumes a record, commits
 * one row with it and produces it to another topic, without any logic. A process of its own with
 * the heap, the collector and the compilers of a measured service, so that a service can be
 * compared with it.
 *
 * <p>Records of one poll share a commit, as in a service.
 */
public final class RawRelay implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;

    private RawRelay(Process process) {
        this.process = process;
    }

    /** Starts one that relays what is produced to {@code input} from now on. */
    static RawRelay start(
            String bootstrapServers, EmbeddedDatabase.Access database, String input, String output)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Stage.HEAP);
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RawRelay.class.getName(),
                        bootstrapServers,
                        database.jdbcUrl(),
                        database.username(),
                        database.password(),
                        input,
                        output));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // Its first byte says that it reads; none says that it ended.
        if (process.getInputStream().read() < 0) {
            throw new IllegalStateException("The relay does not start.");
        }
        return new RawRelay(process);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** The process: broker, JDBC URL, user, password, input topic, output topic. */
    public static void main(String[] arguments) throws SQLException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Map<String, Object> reading =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arguments[0],
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        "500");
        Map<String, Object> writing =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arguments[0],
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0");
        try (Connection connection =
                        DriverManager.getConnection(arguments[1], arguments[2], arguments[3]);
                KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(
                                reading, new StringDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(
                                writing, new StringSerializer(), new ByteArraySerializer())) {
            prepare(connection);
            List<TopicPartition> partitions =
                    consumer.partitionsFor(arguments[4]).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            System.out.write('.');
            System.out.flush();
            relay(connection, consumer, producer, arguments[5]);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists raw_relay"
                            + " (partition int, position bigint, value bytea)");
        }
        connection.setAutoCommit(false);
    }

    /** Until the process is ended. */
    private static void relay(
            Connection connection,
            KafkaConsumer<String, byte[]> consumer,
            KafkaProducer<String, byte[]> producer,
            String output)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into raw_relay values (?, ?, ?)")) {
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    continue;
                }
                for (ConsumerRecord<String, byte[]> record : records) {
                    insert.setInt(1, record.partition());
                    insert.setLong(2, record.offset());
                    insert.setBytes(3, record.value());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                for (ConsumerRecord<String, byte[]> record : records) {
                    producer.send(new ProducerRecord<>(output, record.key(), record.value()));
                }
            }
        }
    }
}
