package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.local.EmbeddedBroker;
import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.Service;
import dev.holdfast.runtime.counting.CountingHandler;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.Trace;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker, a database and what tests do with them from outside. */
final class Deployment implements AutoCloseable {

    static final int PARTITIONS = 3;
    static final Instant AT = Instant.parse("2013-11-25T03:12:09Z");

    private final EmbeddedBroker broker;
    private final EmbeddedDatabase database;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final KafkaProducer<byte[], byte[]> producer;

    Deployment() {
        broker = EmbeddedBroker.start(EmbeddedBroker.Settings.temporary());
        broker.createTopics(PARTITIONS);
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary());
        EmbeddedDatabase.Access access = database.access(Service.PORTFOLIO);
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.username(), access.password())
                .locations("classpath:db/runtime", "classpath:db/counting")
                .load()
                .migrate();
        pool =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(8))
                        .connectingTo(
                                PgConnectOptions.fromUri(access.reactiveUrl())
                                        .setUser(access.username())
                                        .setPassword(access.password())
                                        .setCachePreparedStatements(true))
                        .using(vertx)
                        .build();
        producer =
                new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Pool pool() {
        return pool;
    }

    Map<String, Object> broker() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    static CashEvent.Moved moved(String portfolio, String id, String amount) {
        return new CashEvent.Moved(
                PortfolioId.of(portfolio),
                RunId.of("r-7"),
                id,
                MovementKind.DEPOSIT,
                new BigDecimal(amount),
                Currency.of("USD"),
                Optional.empty(),
                Optional.empty(),
                AT);
    }

    static Outbound outside(Event event) {
        return new EventWriter("bot").outside(event, Trace.start());
    }

    void write(Outbound... records) {
        for (Outbound record : records) {
            write(record, record.partition() == Outbound.BY_KEY ? null : record.partition());
        }
    }

    /** Writes without waiting for each. */
    void writeMany(Outbound[] records) {
        for (Outbound record : records) {
            send(record, null);
        }
        producer.flush();
    }

    /** Writes to a partition of the test's choice, as a client with another hash would. */
    void write(Outbound record, Integer partition) {
        send(record, partition);
        producer.flush();
    }

    private void send(Outbound record, Integer partition) {
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(record.topic(), partition, record.key(), record.value());
        record.headers().forEach(header -> written.headers().add(header.name(), header.value()));
        producer.send(written);
    }

    void write(Event event) {
        write(outside(event));
    }

    /** Marks of one symbol, a minute apart. */
    void mark(Symbol symbol, int firstMinute, String... prices) {
        EventWriter writer = new EventWriter("trade-sync-service");
        for (int i = 0; i < prices.length; i++) {
            Instant at = AT.plus(Duration.ofMinutes(firstMinute + i));
            write(
                    writer.market(
                            new MarketEvent.MarkUpdated(
                                    PortfolioId.ALL,
                                    RunId.NONE,
                                    CountingHandler.VENUE,
                                    symbol,
                                    Price.of(prices[i]),
                                    Optional.empty(),
                                    Optional.empty(),
                                    at,
                                    at),
                            PARTITIONS,
                            Trace.start()));
        }
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(tp -> consumer.position(tp) < ends.get(tp))) {
                consumer.poll(Duration.ofMillis(50)).forEach(found::add);
            }
        }
        return found;
    }

    /** The sequences with which a portfolio's events stand on a topic, in their order. */
    List<Long> sequences(Topic topic, String portfolio) {
        return read(topic.topicName()).stream()
                .filter(record -> text(record.key()).equals(portfolio))
                .map(record -> Long.parseLong(header(record, Headers.CE_SEQUENCE)))
                .toList();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static Event event(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        return ((EventCodec.Decoded.Known) EventCodec.decode(topic, record.value())).event();
    }

    long count(String table, String portfolio) {
        for (Row row :
                pool.query(
                                "select count(*) from "
                                        + table
                                        + " where portfolio_id = '"
                                        + portfolio
                                        + "'")
                        .execute()
                        .await()
                        .indefinitely()) {
            return row.getLong(0);
        }
        throw new AssertionError("A count is one row.");
    }

    /** Cuts every connection that is at a statement or in a transaction now. */
    void cutConnections() {
        pool.query(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename ="
                                + " current_user and pid <> pg_backend_pid()")
                .execute()
                .await()
                .indefinitely();
    }

    long framesInOutbox() {
        for (Row row : pool.query("select count(*) from outbox").execute().await().indefinitely()) {
            return row.getLong(0);
        }
        throw new AssertionError("A count is one row.");
    }

    @Override
    public void close() {
        producer.close();
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
        database.close();
        broker.close();
    }
}
