package dev.holdfast.risk;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.TopicWriter;
import dev.holdfast.runtime.fixture.Infrastructure;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** The service as its clients see it: over topics and REST, on a real broker and database. */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "risk-service"))
class RiskServiceTest {

    private static final Instant NOW = Instant.parse("2013-11-26T12:00:00Z");
    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(25);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final PortfolioId portfolio =
            PortfolioId.of("p-" + UUID.randomUUID().toString().substring(0, 8));
    private TopicWriter writer;

    @BeforeEach
    void aPortfolioWithTenThousandDollarsAndRoomForThreeThousand() {
        writer = new TopicWriter(bootstrapServers, "test");
        publishMark();
        writer.sendAndAwait(configured());
        writer.sendAndAwait(
                new CashEvent.Moved(
                        portfolio,
                        RunId.NONE,
                        "m-1",
                        MovementKind.DEPOSIT,
                        new BigDecimal("10000"),
                        Currency.of("USD"),
                        Optional.empty(),
                        Optional.empty(),
                        NOW));
        await(
                () ->
                        asOperator()
                                .get("/portfolios/{id}/headroom", portfolio.value())
                                .then()
                                .extract()
                                .body()
                                .asString()
                                .contains("\"CASH\""));
    }

    @AfterEach
    void closeWriter() {
        writer.close();
    }

    private void publishMark() {
        // Keyed as trade-sync-service does it, on the partition of its venue.
        MarketEvent mark =
                new MarketEvent.MarkUpdated(
                        PortfolioId.ALL,
                        RunId.NONE,
                        VENUE,
                        Symbol.of("BTC/USD"),
                        Price.of("1000"),
                        Optional.empty(),
                        Optional.empty(),
                        NOW,
                        NOW);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        Topic.MARKS.topicName(), "bitstamp/BTC/USD", EventCodec.encode(mark));
        header(record, Headers.CE_TYPE, "mark.updated");
        header(record, Headers.PORTFOLIO_ID, "*");
        header(record, Headers.RUN_ID, "-");
        send(record);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private PortfolioEvent.Configured configured() {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                "Test",
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                VENUE,
                TradingMode.PAPER,
                "",
                new PortfolioEvent.Limits(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("3000")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        false),
                PortfolioEvent.Overnight.KEEP,
                NOW);
    }

    private static RequestSpecification asOperator() {
        return given().header("X-API-Key", Infrastructure.OPERATOR_KEY)
                .contentType("application/json");
    }

    private static String buy(String id, String quantity) {
        return """
        {"client_order_id":"%s","symbol":"BTC/USD","side":"BUY","order_type":"MARKET","quantity":"%s"}
        """
                .formatted(id, quantity);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(BETWEEN_QUESTIONS).until(condition);
    }

    @Test
    void anOrderThatFitsIsApprovedAndOneThatDoesNotIsRefusedWithWhatWouldFit() {
        asOperator()
                .body(buy("a", "2"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(201)
                .body("type", equalTo("order.approved"))
                .body("exposure_after", equalTo("2000"))
                .body("limits_version", equalTo(1));
        asOperator()
                .body(buy("b", "2"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(201)
                .body("type", equalTo("order.rejected"))
                .body("reasons", contains("MAX_TOTAL_EXPOSURE"))
                .body("suggested_quantity", equalTo("1"));
        asOperator()
                .get("/portfolios/{id}/headroom", portfolio.value())
                .then()
                .body("items.find { it.check == 'MAX_TOTAL_EXPOSURE' }.left", equalTo("1000"));
        asOperator()
                .get("/portfolios/{id}/decisions", portfolio.value())
                .then()
                .body("items.client_order_id", contains("b", "a"));
    }

    @Test
    void theSameOrderAskedTwiceIsDecidedOnceAndAnotherOfItsIdIsAConflict() {
        asOperator()
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(201);
        asOperator()
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(200)
                .body("exposure_after", equalTo("1000"));
        asOperator()
                .body(buy("a", "2"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(409)
                .body("code", equalTo("DUPLICATE_CLIENT_ORDER_ID"));
    }

    @Test
    void whatCannotBeReadIsAnsweredByItsField() {
        for (String quantity : List.of("NaN", "1e400", "-1", "0." + "1".repeat(40))) {
            asOperator()
                    .body(buy("a", quantity))
                    .post("/portfolios/{id}/order-intents", portfolio.value())
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("quantity"));
        }
        asOperator()
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", "nobody")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_PORTFOLIO"));
    }

    /**
     * An intent that is wrong in one thing.
     *
     * @param field by which REST answers where it cannot even be read; empty where it is decided
     */
    private record Wrong(String name, String right, String wrong, String reason, String field) {

        static final List<Wrong> ALL =
                List.of(
                        new Wrong("nan", "\"1\"", "\"NaN\"", "INVALID_QUANTITY", "quantity"),
                        new Wrong("huge", "\"1\"", "\"1e400\"", "INVALID_QUANTITY", "quantity"),
                        new Wrong("negative", "\"1\"", "\"-1\"", "INVALID_QUANTITY", "quantity"),
                        new Wrong("zero", "\"1\"", "\"0\"", "INVALID_QUANTITY", ""),
                        new Wrong(
                                "long",
                                "\"1\"",
                                "\"0." + "1".repeat(40) + "\"",
                                "INVALID_QUANTITY",
                                "quantity"),
                        new Wrong("side", "BUY", "HOLD", "INVALID_SIDE", "side"),
                        new Wrong("case", "BTC/USD", "btc/usd", "INVALID_SYMBOL", "symbol"),
                        new Wrong("unmarked", "BTC/USD", "XYZ/USD", "MARK_MISSING", ""),
                        new Wrong("stop", "MARKET", "STOP", "INVALID_ORDER_TYPE", ""),
                        new Wrong(
                                "far",
                                "\"MARKET\"",
                                "\"LIMIT\",\"limit_price\":\"2000\"",
                                "PRICE_COLLAR",
                                ""),
                        new Wrong(
                                "free",
                                "\"MARKET\"",
                                "\"LIMIT\",\"limit_price\":\"0\"",
                                "INVALID_PRICE",
                                ""),
                        new Wrong(
                                "wrong-side-stop",
                                "\"MARKET\"",
                                "\"MARKET\",\"plan\":{\"stop_price\":\"1001\"}",
                                "INVALID_PLAN",
                                ""),
                        new Wrong("ended", "\"-\"", "\"r-over\"", "RUN_ENDED", ""));

        String run() {
            return reason.equals("RUN_ENDED") ? "r-over" : "-";
        }

        String intent(PortfolioId portfolio, String id) {
            return """
            {"type":"order.intended","portfolio_id":"%s","run_id":"-","client_order_id":"%s",
             "symbol":"BTC/USD","side":"BUY","order_type":"MARKET","quantity":"1",
             "time_in_force":"GTC","reduce_only":false,"occurred_at":"%s"}
            """
                    .formatted(portfolio, id, NOW)
                    .replace(right, wrong);
        }
    }

    @Test
    void whatIsWrongIsRefusedByNameOverTopicAndRestAndReservesNothing() {
        writer.sendAndAwait(
                new RunEvent.Ended(portfolio, RunId.of("r-over"), Optional.empty(), NOW));
        await(() -> whatIf(Wrong.ALL.getLast().intent(portfolio, "w")).contains("RUN_ENDED"));

        Wrong.ALL.forEach(this::onTheTopic);
        for (Wrong wrong : Wrong.ALL) {
            Response answer =
                    asOperator()
                            .body(wrong.intent(portfolio, "r-" + wrong.name()))
                            .post("/portfolios/{id}/order-intents", portfolio.value());
            if (wrong.field().isEmpty()) {
                answer.then().statusCode(201).body("reasons", hasItem(wrong.reason()));
            } else {
                answer.then().statusCode(400).body("errors.field", hasItem(wrong.field()));
            }
            String decision = "/portfolios/" + portfolio + "/decisions/t-" + wrong.name();
            await(() -> asOperator().get(decision).statusCode() == 200);
            asOperator()
                    .get(decision)
                    .then()
                    .body("type", equalTo("order.rejected"))
                    .body("reasons", hasItem(wrong.reason()));
        }
        asOperator()
                .get("/portfolios/{id}/reservations", portfolio.value())
                .then()
                .body("items", empty());
    }

    private String whatIf(String intent) {
        return asOperator()
                .body(intent)
                .post("/portfolios/{id}/what-if", portfolio.value())
                .body()
                .asString();
    }

    private void onTheTopic(Wrong wrong) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        Topic.ORDER_INTENTS.topicName(),
                        portfolio.value(),
                        wrong.intent(portfolio, "t-" + wrong.name())
                                .getBytes(StandardCharsets.UTF_8));
        header(record, Headers.PORTFOLIO_ID, portfolio.value());
        header(record, Headers.RUN_ID, wrong.run());
        send(record);
    }

    @Test
    void whatIfDecidesWithoutReservingAndWithoutATrace() {
        asOperator()
                .body(
                        "{\"symbol\":\"BTC/USD\",\"side\":\"BUY\",\"order_type\":\"MARKET\",\"quantity\":\"4\"}")
                .post("/portfolios/{id}/what-if", portfolio.value())
                .then()
                .statusCode(200)
                .body("type", equalTo("order.rejected"))
                .body("suggested_quantity", equalTo("3"))
                .body("limits_version", equalTo(1));
        asOperator()
                .body(buy("a", "3"))
                .post("/portfolios/{id}/what-if", portfolio.value())
                .then()
                .body("type", equalTo("order.approved"));
        asOperator()
                .get("/portfolios/{id}/headroom", portfolio.value())
                .then()
                .body("items.find { it.check == 'MAX_TOTAL_EXPOSURE' }.used", equalTo("0"));
        asOperator().get("/portfolios/{id}/decisions/a", portfolio.value()).then().statusCode(404);
    }

    @Test
    void aResizedOrderIsApprovedForWhatFitsAndAskedAgainAnswersTheSame() {
        String body = buy("a", "4").replace("}", ",\"on_excess\":\"RESIZE\"}");
        for (int status : new int[] {201, 200}) {
            asOperator()
                    .body(body)
                    .post("/portfolios/{id}/order-intents", portfolio.value())
                    .then()
                    .statusCode(status)
                    .body("type", equalTo("order.approved"))
                    .body("order.quantity", equalTo("3"))
                    .body("requested_quantity", equalTo("4"));
        }
        asOperator()
                .get("/portfolios/{id}/reservations", portfolio.value())
                .then()
                .body("items.remaining_quantity", contains("3"));
    }

    @Test
    void aHaltOfAllPortfoliosReachesEachUntilAllAreActivated() {
        writer.sendAndAwait(
                new OperatorCommand.Halt(
                        PortfolioId.ALL,
                        RunId.NONE,
                        "halt-" + portfolio,
                        "ada",
                        "flood",
                        Optional.empty(),
                        NOW));
        await(() -> "HALTED".equals(limits().path("for_all.state")));
        asOperator()
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .body("reasons", contains("TRADING_STATE"));
        writer.sendAndAwait(
                new OperatorCommand.Activate(
                        PortfolioId.ALL, RunId.NONE, "go-" + portfolio, "ada", "dry", NOW));
        await(() -> "ACTIVE".equals(limits().path("for_all.state")));
        asOperator()
                .body(buy("b", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .body("type", equalTo("order.approved"));
    }

    private Response limits() {
        return asOperator().get("/portfolios/{id}/limits", portfolio.value());
    }

    @Test
    void aBotTradesOnlyItsOwnPortfolios() {
        given().header("X-API-Key", Infrastructure.SWING_BOT_KEY)
                .contentType("application/json")
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .statusCode(403);
    }

    @Test
    void aHaltIsToldOnTheTopicAndStopsBots() {
        writer.sendAndAwait(
                new OperatorCommand.Halt(
                        portfolio,
                        RunId.NONE,
                        "c-" + portfolio,
                        "ada",
                        "news",
                        Optional.empty(),
                        NOW));
        await(
                () ->
                        "HALTED"
                                .equals(
                                        asOperator()
                                                .get("/portfolios/{id}/limits", portfolio.value())
                                                .path("trading_state")));
        asOperator()
                .body(buy("a", "1"))
                .post("/portfolios/{id}/order-intents", portfolio.value())
                .then()
                .body("reasons", contains("TRADING_STATE"));
        await(() -> decisionsOnTheTopic().stream().anyMatch(this::isHalt));
    }

    private boolean isHalt(Event event) {
        return event instanceof RiskEvent.TradingStateChanged changed
                && changed.portfolioId().equals(portfolio);
    }

    private List<Event> decisionsOnTheTopic() {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.RISK_DECISIONS.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Event> events = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(2))
                    .forEach(
                            record -> {
                                assertThat(record.headers().lastHeader(Headers.PORTFOLIO_ID))
                                        .isNotNull();
                                assertThat(record.headers().lastHeader(Headers.RUN_ID)).isNotNull();
                                if (EventCodec.decode(Topic.RISK_DECISIONS, record.value())
                                        instanceof EventCodec.Decoded.Known(Event event)) {
                                    events.add(event);
                                }
                            });
            return events;
        }
    }
}
