package dev.holdfast.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.runtime.counting.Counting;
import dev.holdfast.runtime.counting.CountingHandler;
import dev.holdfast.runtime.counting.CountingService;
import dev.holdfast.runtime.fixture.Infrastructure;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.handler.MarketPublisher;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.handler.StoredStates;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The whole way through a running service: channel, database, outbox, marks. */
@QuarkusTest
@TestProfile(CountingService.class)
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "portfolio-service"))
class ChannelTest {

    private static final Instant AT = Instant.parse("2013-11-25T03:12:09Z");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject EventPublisher events;
    @Inject MarketPublisher marks;
    @Inject StoredStates<Counting> states;
    @Inject Portfolios<Counting> portfolios;
    @Inject Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void aMovementIsFoldedOnceAndAnsweredWithATaggedEvent() {
        PortfolioId swing = PortfolioId.of("swing");
        CashEvent.Moved deposit = moved(swing, "m-1", "10000");
        await(events.publish(deposit));
        await(events.publish(deposit));
        await(events.publish(moved(swing, "m-2", "5")));

        Counting counted = until(swing, state -> state.movements() == 2);
        assertThat(counted.sum()).isEqualByComparingTo("10005");
        assertThat(counted.conflicts()).isZero();

        List<ConsumerRecord<byte[], byte[]>> said = said(2, swing);
        assertThat(header(said.get(0), Headers.CE_ID))
                .isEqualTo("portfolio-service/swing/venue-state.v1/1");
        assertThat(header(said.get(1), Headers.CE_SEQUENCE)).isEqualTo("2");
        assertThat(header(said.get(1), Headers.RUN_ID)).isEqualTo("r-7");

        await(
                marks.publish(
                        List.of(
                                new MarketEvent.MarkUpdated(
                                        PortfolioId.ALL,
                                        RunId.NONE,
                                        CountingHandler.VENUE,
                                        Symbol.of("BTC/USD"),
                                        Price.of("812.40"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        AT,
                                        AT))));
        assertThat(until(swing, state -> state.marks() == 1).markSum())
                .isEqualByComparingTo("812.40");

        Counting updated =
                await(
                        portfolios.update(
                                swing,
                                state ->
                                        Outcome.of(
                                                state,
                                                List.of(
                                                        CountingHandler.said(
                                                                swing, RunId.NONE, AT)))));
        assertThat(updated.movements()).isEqualTo(2);
        assertThat(said(3, swing)).hasSize(3);
    }

    @Test
    void aTransactionThatItsInstanceSleepsInIsEndedByTheDatabase() {
        assertThat(
                        await(pool.query("show idle_in_transaction_session_timeout").execute())
                                .iterator()
                                .next()
                                .getString(0))
                .isEqualTo("20s");
    }

    private Counting until(PortfolioId portfolio, java.util.function.Predicate<Counting> enough) {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<Counting> state = Optional.empty();
        while (Instant.now().isBefore(end)) {
            state = await(states.find(portfolio));
            if (state.filter(enough).isPresent()) {
                return state.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        throw new AssertionError("It came only to " + state);
    }

    private List<ConsumerRecord<byte[], byte[]>> said(int count, PortfolioId portfolio) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(Topic.VENUE_STATE.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Instant end = Instant.now().plus(PATIENCE);
            while (found.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record -> {
                                    if (new String(record.key()).equals(portfolio.value())) {
                                        found.add(record);
                                    }
                                });
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }

    private static CashEvent.Moved moved(PortfolioId portfolio, String id, String amount) {
        return new CashEvent.Moved(
                portfolio,
                RunId.of("r-7"),
                id,
                MovementKind.DEPOSIT,
                new BigDecimal(amount),
                Currency.of("USD"),
                Optional.empty(),
                Optional.empty(),
                AT);
    }

    private static <T> T await(io.smallrye.mutiny.Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
