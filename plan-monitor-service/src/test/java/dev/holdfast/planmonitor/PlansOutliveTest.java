package dev.holdfast.planmonitor;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.fixture.Infrastructure;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.handler.MarketPublisher;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Plans on a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "plan-monitor-service"))
class PlansOutliveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(25);
    private static final Symbol BTC = Symbol.of("BTC/USD");

    /** Noon of 25 November 2013 in Sydney, and the midnight after it. */
    private static final Instant NOON = Instant.parse("2013-11-25T01:00:00Z");

    private static final Instant MIDNIGHT = Instant.parse("2013-11-25T13:00:00Z");

    @Inject EventPublisher events;
    @Inject MarketPublisher marks;
    @Inject Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void aPlanOutlivesARestartAndAMidnightAndLeavesByItsWidenedStop() {
        PortfolioId swing = PortfolioId.of("swing");
        Venue venue = Venue.of("bitstamp");
        publish(configured(swing, venue));
        market(tick(venue, NOON));
        publish(approved(swing, "a-1"));
        publish(fill(swing, venue, Optional.of("a-1"), "0.5", "800"));
        publish(filled(swing, venue, "a-1", "0.5"));
        until(() -> plan(swing, "p-a-1"), json -> json.contains("\"status\":\"ARMED\""));

        anotherInstanceTakesOver();
        PlanEvent.Armed again = said(Topic.PLANS, PlanEvent.Armed.class, event -> event.rearmed());
        assertThat(again.plan().planId()).isEqualTo(PlanId.of("p-a-1"));

        market(tick(venue, MIDNIGHT), mark(venue, MIDNIGHT.plusSeconds(1), "772"));
        until(() -> plan(swing, "p-a-1"), json -> json.contains("\"times_widened\":1"));
        anotherInstanceTakesOver();
        market(
                tick(venue, MIDNIGHT.plusSeconds(2)),
                mark(venue, MIDNIGHT.plusSeconds(3), "771"),
                mark(venue, MIDNIGHT.plusSeconds(4), "769"));

        OrderIntentEvent.Intended exit =
                said(Topic.ORDER_INTENTS, OrderIntentEvent.Intended.class, event -> true);
        assertThat(exit.clientOrderId()).isEqualTo(ClientOrderId.of("p-a-1-x4"));
        assertThat(exit.quantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(exit.reduceOnly()).isTrue();
        api().get("/portfolios/swing/plans/p-a-1")
                .then()
                .statusCode(200)
                .body("status", equalTo("TRIGGERED"))
                .body("stop_price", equalTo("770"))
                .body("last_widened", equalTo("2013-11-26"))
                .body("times_widened", equalTo(1))
                .body("history.type", hasItem("plan.widened"));
        PlanEvent.Triggered triggered = said(Topic.PLANS, PlanEvent.Triggered.class, event -> true);
        assertThat(triggered.gapped()).isTrue();
    }

    @Test
    void plansAreOpenedChangedAndClosedByHandAndRefusedByName() {
        PortfolioId hand = PortfolioId.of("hand");
        Venue venue = Venue.of("kraken");
        publish(configured(hand, venue));
        market(tick(venue, NOON));
        publish(fill(hand, venue, Optional.empty(), "2", "800"));
        until(() -> api().get("/portfolios/hand/plans").then(), json -> json.contains("items"));

        String sound =
                "{\"plan_id\":\"g-1\",\"symbol\":\"BTC/USD\",\"side\":\"BUY\",\"quantity\":\"1\","
                        + "\"stop_price\":\"780\",\"max_age\":\"P14D\"}";
        open(sound).statusCode(201).body("status", equalTo("ARMED")).body("version", equalTo(2));
        open(sound).statusCode(200);
        open(sound.replace("780", "770")).statusCode(409).body("code", equalTo("PLAN_EXISTS"));
        open(sound.replace("g-1", "g-2").replace("780", "801"))
                .statusCode(422)
                .body("code", equalTo("STOP_BEYOND_ENTRY"));
        open(sound.replace("g-1", "g-2").replace("\"1\"", "\"1.5\""))
                .statusCode(422)
                .body("code", equalTo("SIZE_BEYOND_POSITION"));
        open(sound.replace("780", "1e3"))
                .statusCode(400)
                .body("errors[0].field", equalTo("stop_price"));
        open("[]").statusCode(400);

        change("{\"version\":1,\"stop_price\":\"790\"}")
                .statusCode(409)
                .body("code", equalTo("VERSION_CONFLICT"));
        change("{\"stop_price\":\"790\"}").statusCode(400);
        change("{\"version\":2,\"stop_price\":\"790\",\"max_age\":null}")
                .statusCode(200)
                .body("stop_price", equalTo("790"))
                .body("max_age", equalTo(null))
                .body("version", equalTo(3));

        api().delete("/portfolios/hand/plans/g-1?exit=false")
                .then()
                .statusCode(200)
                .body("status", equalTo("CLOSED"));
        change("{\"version\":4,\"stop_price\":\"780\"}")
                .statusCode(409)
                .body("code", equalTo("PLAN_CLOSED"));
        api().get("/portfolios/hand/plans?status=closed")
                .then()
                .body("items.plan_id", equalTo(List.of("g-1")));
        api().get("/portfolios/hand/plans/nope").then().statusCode(404);
        api().get("/portfolios/nobody/plans").then().statusCode(404);
        given().get("/portfolios/hand/plans").then().statusCode(401);
        given().header("X-API-Key", Infrastructure.VIEWER_KEY)
                .delete("/portfolios/hand/plans/g-1")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse open(String body) {
        return api().contentType("application/json")
                .body(body)
                .post("/portfolios/hand/plans")
                .then();
    }

    private static ValidatableResponse change(String body) {
        return api().contentType("application/json")
                .body(body)
                .patch("/portfolios/hand/plans/g-1")
                .then();
    }

    private static RequestSpecification api() {
        return given().header("X-API-Key", Infrastructure.OPERATOR_KEY);
    }

    private static ValidatableResponse plan(PortfolioId portfolio, String plan) {
        return api().get("/portfolios/" + portfolio + "/plans/" + plan).then();
    }

    private static void until(Supplier<ValidatableResponse> question, Predicate<String> enough) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_QUESTIONS)
                .until(() -> question.get().extract().body().asString(), enough);
    }

    /**
     * What another instance does when it takes the partitions over: this one is fenced with its
     * next commit, forgets all that it has in memory, and takes them back from what is stored.
     */
    private void anotherInstanceTakesOver() {
        await(pool.query("update partition_ownership set epoch = epoch + 1").execute());
        market(tick(Venue.of("bitstamp"), NOON));
    }

    private void publish(Event event) {
        await(events.publish(event));
    }

    private void market(MarketEvent... what) {
        await(marks.publish(List.of(what)));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** The first event of this kind on a topic. */
    private <E extends Event> E said(Topic topic, Class<E> kind, Predicate<E> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<Event> seen = new ArrayList<>();
            Instant end = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(end)) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (EventCodec.decode(topic, record.value())
                            instanceof EventCodec.Decoded.Known known) {
                        seen.add(known.event());
                        if (kind.isInstance(known.event())
                                && wanted.test(kind.cast(known.event()))) {
                            return kind.cast(known.event());
                        }
                    }
                }
            }
            throw new AssertionError("Only these were said: " + seen);
        }
    }

    private static PortfolioEvent.Configured configured(PortfolioId portfolio, Venue venue) {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                portfolio.value(),
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                venue,
                TradingMode.PAPER,
                portfolio.value(),
                PortfolioEvent.Limits.NONE,
                new PortfolioEvent.Overnight(
                        true,
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.2")),
                        false,
                        false,
                        true),
                NOON);
    }

    private static RiskEvent.Approved approved(PortfolioId portfolio, String orderId) {
        OrderIntentEvent.Intended order =
                new OrderIntentEvent.Intended(
                        portfolio,
                        RunId.of("r-7"),
                        Optional.empty(),
                        ClientOrderId.of(orderId),
                        BTC,
                        Side.BUY,
                        OrderType.MARKET,
                        Quantity.of("0.5"),
                        Optional.empty(),
                        TimeInForce.GTC,
                        Optional.empty(),
                        false,
                        Optional.of(
                                new OrderIntentEvent.PlanTerms(
                                        Optional.of(Price.of("780")),
                                        Optional.of(Price.of("900")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOON);
        return new RiskEvent.Approved(
                portfolio,
                RunId.of("r-7"),
                Optional.empty(),
                ClientOrderId.of(orderId),
                order,
                List.of(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                1,
                NOON);
    }

    private static TradeEvent.Synced fill(
            PortfolioId portfolio,
            Venue venue,
            Optional<String> orderId,
            String quantity,
            String price) {
        return new TradeEvent.Synced(
                portfolio,
                RunId.NONE,
                Optional.empty(),
                venue,
                TradeId.of("1"),
                OrderId.of("1"),
                orderId.map(ClientOrderId::of),
                BTC,
                Side.BUY,
                Quantity.of(quantity),
                Price.of(price),
                List.of(),
                Liquidity.TAKER,
                orderId.isPresent() ? Origin.PLATFORM : Origin.EXTERNAL,
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON);
    }

    private static OrderEvent.Filled filled(
            PortfolioId portfolio, Venue venue, String orderId, String quantity) {
        return new OrderEvent.Filled(
                portfolio,
                RunId.NONE,
                Optional.empty(),
                venue,
                ClientOrderId.of(orderId),
                OrderId.of("1"),
                BTC,
                Side.BUY,
                Quantity.of(quantity),
                Quantity.of(quantity),
                Price.of("800"),
                NOON);
    }

    private static MarketEvent tick(Venue venue, Instant at) {
        return new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, venue, at);
    }

    private static MarketEvent mark(Venue venue, Instant at, String price) {
        return new MarketEvent.MarkUpdated(
                PortfolioId.ALL,
                RunId.NONE,
                venue,
                BTC,
                Price.of(price),
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }
}
