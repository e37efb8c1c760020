package dev.holdfast.portfolio;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.TopicWriter;
import dev.holdfast.runtime.fixture.Infrastructure;
import dev.holdfast.runtime.handler.MarketPublisher;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The service as its users meet it: REST and topics, with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "portfolio-service"))
class PortfolioServiceTest {

    private static final Venue BITSTAMP = Venue.of("bitstamp");
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final Instant AT = Instant.parse("2013-11-25T03:12:09Z");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject MarketPublisher marks;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private static RequestSpecification asked(String key) {
        return given().header("X-API-Key", key).contentType("application/json");
    }

    private static ValidatableResponse post(String path, String json) {
        return asked(Infrastructure.OPERATOR_KEY).body(json).post(path).then();
    }

    private static ValidatableResponse get(String path) {
        return asked(Infrastructure.VIEWER_KEY).get(path).then().statusCode(200);
    }

    private static void create(String id) {
        post(
                        "/portfolios",
                        """
                        {"portfolio_id":"%s","base_currency":"USD","venue":"bitstamp"}\
                        """
                                .formatted(id))
                .statusCode(201);
    }

    @Test
    void aPortfolioIsMadeOnceAndHasItsDefaults() {
        String body =
                """
                {"portfolio_id":"made-once","base_currency":"USD","limits":{"max_total_exposure":"1000"}}\
                """;
        post("/portfolios", body)
                .statusCode(201)
                .body("version", equalTo(1))
                .body("timezone", equalTo("Australia/Sydney"))
                .body("cost_basis", equalTo("AVERAGE"))
                .body("client_order_prefix", equalTo("made-once"))
                .body("limits.max_total_exposure", equalTo("1000"))
                .body("limits.allow_short", equalTo(false));
        post("/portfolios", body).statusCode(200).body("version", equalTo(1));
        post("/portfolios", body.replace("1000", "2000"))
                .statusCode(409)
                .body("code", equalTo("PORTFOLIO_EXISTS"));
        asked(Infrastructure.OPERATOR_KEY)
                .body(body.replace("1000", "2000").replace("{\"p", "{\"timezone\":\"AEST\",\"p"))
                .put("/portfolios/made-once")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("timezone", equalTo("Australia/Sydney"));
        asked(Infrastructure.OPERATOR_KEY)
                .body(body.replace("USD", "EUR"))
                .put("/portfolios/made-once")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("base_currency"));
        asked(Infrastructure.OPERATOR_KEY)
                .body(body.replace("{\"p", "{\"version\":1,\"p"))
                .put("/portfolios/made-once")
                .then()
                .statusCode(409)
                .body("code", equalTo("VERSION_STALE"));
        get("/portfolios").body("items.portfolio_id", hasItem("made-once"));
    }

    @Test
    void whatIsWrongIsNamed() {
        post("/portfolios", "{\"portfolio_id\":\"bad\"}")
                .statusCode(400)
                .body("code", equalTo("INVALID_REQUEST"))
                .body("errors.field", hasItem("base_currency"));
        post(
                        "/portfolios",
                        """
                        {"portfolio_id":"bad","base_currency":"USD","timezone":"Mars/Base"}\
                        """)
                .statusCode(400)
                .body("errors.field", hasItem("timezone"));
        post(
                        "/portfolios",
                        """
                        {"portfolio_id":"bad","base_currency":"USD","limits":{"max_exposure":"1"}}\
                        """)
                .statusCode(400)
                .body("errors.field", hasItem("limits.max_exposure"));
        post(
                        "/portfolios",
                        """
                        {"portfolio_id":"bad","base_currency":"USD","limits":{"max_llm_cost":"-1"}}\
                        """)
                .statusCode(400)
                .body("errors.field", hasItem("limits.max_llm_cost"));
        post("/portfolios/nowhere/cash", "{}").statusCode(404);
        asked(Infrastructure.VIEWER_KEY).body("{}").post("/portfolios").then().statusCode(403);
        given().get("/portfolios").then().statusCode(401);
    }

    @Test
    void cashAndCostsAreBookedOnceAndTheirIdsStayTheirs() {
        create("paying");
        String deposit =
                """
                {"movement_id":"m-1","kind":"DEPOSIT","amount":"100","currency":"USD","reason":"start"}\
                """;
        post("/portfolios/paying/cash", deposit).statusCode(201).body("amount", equalTo("100"));
        post("/portfolios/paying/cash", deposit).statusCode(200);
        post("/portfolios/paying/cash", deposit.replace("100", "200"))
                .statusCode(409)
                .body("code", equalTo("ID_TAKEN"));
        post("/portfolios/paying/cash", deposit.replace("100", "-1"))
                .statusCode(400)
                .body("title", equalTo("Bad Request"));
        String call =
                """
                {"call_id":"c-1","run_id":"r-7","bot_version":"v2","model":"a-model","input_tokens":1200,
                 "output_tokens":180,"cost":"0.25","currency":"USD"}\
                """;
        post("/portfolios/paying/costs", call).statusCode(201);
        post("/portfolios/paying/costs", call).statusCode(200);
        get("/portfolios/paying/cash")
                .body("items[0].currency", equalTo("USD"))
                .body("items[0].venue", equalTo("100"))
                .body("items[0].off_venue", equalTo("-0.25"))
                .body("movements", hasSize(1));
        get("/portfolios/paying/stats")
                .body("equity", equalTo("99.75"))
                .body("llm_cost", equalTo("0.25"))
                .body("net_pnl", equalTo("-0.25"));
        get("/portfolios/paying/costs").body("items[0].call_id", equalTo("c-1"));
        get("/portfolios/paying/runs")
                .body("items[0].run_id", equalTo("r-7"))
                .body("items[0].registered", equalTo(false));
    }

    @Test
    void anAdjustmentSaysWhyAndATransferMayKeepItsBasis() {
        create("adjusting");
        String adjustment =
                """
                {"movement_id":"a-1","kind":"ADJUSTMENT","amount":"-2","currency":"USD"}\
                """;
        post("/portfolios/adjusting/cash", adjustment)
                .statusCode(400)
                .body("errors.field", hasItem("reason"));
        post("/portfolios/adjusting/cash", adjustment.replace("}", ",\"reason\":\"dust\"}"))
                .statusCode(201);
        post(
                        "/portfolios/adjusting/cash",
                        """
                        {"movement_id":"t-1","kind":"TRANSFER_IN","amount":"50","currency":"USD","basis":"40"}\
                        """)
                .statusCode(201)
                .body("basis", equalTo("40"));
        get("/portfolios/adjusting/stats")
                .body("equity", equalTo("48"))
                .body("contributed", equalTo("38"))
                .body("net_pnl", equalTo("10"))
                .body("daily_returns", equalTo(0))
                .body("sharpe", nullValue());
    }

    @Test
    void aRunIsRegisteredOnceAndEndsOnce() {
        create("swing");
        String run = "{\"run_id\":\"r-1\",\"bot_version\":\"v1\",\"bot\":\"trend\"}";
        asked(Infrastructure.SWING_BOT_KEY)
                .body(run)
                .post("/portfolios/swing/runs")
                .then()
                .statusCode(201)
                .body("registered", equalTo(true));
        post("/portfolios/swing/runs", run).statusCode(200);
        post("/portfolios/swing/runs", run.replace("v1", "v2")).statusCode(409);
        post("/portfolios/swing/runs/r-1/end", "{\"reason\":\"done\"}")
                .statusCode(200)
                .body("end_reason", equalTo("done"));
        post("/portfolios/swing/runs/r-1/end", "").statusCode(200);
        post("/portfolios/swing/runs/r-9/end", "").statusCode(404);
    }

    @Test
    void fillsBecomePositionsFiguresAndAValuationOnItsTopic() {
        create("trading");
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(fill("trading", "1", Side.BUY, "1", "800"));
            writer.sendAndAwait(fill("trading", "2", Side.BUY, "2", "811"));
            writer.sendAndAwait(fill("trading", "2", Side.BUY, "2", "811"));
            writer.sendAndAwait(fill("trading", "3", Side.SELL, "1", "830"));
            // Later than any other mark by more than a valuation stands: whether the fills were
            // valued before it or after it must not matter.
            mark(BITSTAMP, "BTC/USD", "850", 1_200);
            PortfolioStateEvent.Valued valued =
                    (PortfolioStateEvent.Valued)
                            until(
                                    Topic.PORTFOLIO_STATE,
                                    event ->
                                            event instanceof PortfolioStateEvent.Valued v
                                                    && v.portfolioId().value().equals("trading")
                                                    && v.stats().totalTrades() == 3
                                                    && v.stats().equity().isPresent());
            assertThat(valued.stats().realizedPnl().orElseThrow())
                    .isEqualByComparingTo("22.666666666666666667");
            assertThat(valued.stats().unrealizedPnl().orElseThrow())
                    .isEqualByComparingTo("85.333333333333333333");
            assertThat(valued.stats().fees().orElseThrow()).isEqualByComparingTo("3");
        }
        get("/portfolios/trading/stats")
                .body("net_pnl", equalTo("105"))
                .body("total_orders", equalTo(3))
                .body("missing", hasSize(0));
        get("/portfolios/trading/positions")
                .body("items[0].quantity", equalTo("2"))
                .body("items[0].average_price", equalTo("807.333333333333333333"))
                .body("items[0].mark", equalTo("850"))
                .body("next", nullValue());
        get("/portfolios/trading/lots").body("items[0].remaining_quantity", equalTo("2"));
        get("/portfolios/trading/stats?by=bot_version")
                .body("items[0].key", equalTo("v2"))
                .body("items[0].net_pnl", equalTo("105"));
        String next =
                get("/portfolios/trading/trades?limit=2")
                        .body("items.trade_id", equalTo(List.of("3", "2")))
                        .extract()
                        .path("next");
        get("/portfolios/trading/trades?limit=2&after=" + next)
                .body("items.trade_id", equalTo(List.of("1")))
                .body("next", nullValue());
    }

    @Test
    void aFillThatComesAndOneThatIsCorrectedLongAfterTheStateForgotThemAreBookedWhereTheyBelong() {
        create("remembering");
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            for (int i = 10; i < 150; i++) {
                writer.sendAndAwait(fill("remembering", "" + i, Side.BUY, "1", "800"));
            }
            until("/portfolios/remembering/stats", "total_trades", 140);
            writer.sendAndAwait(fill("remembering", "3", Side.SELL, "2", "900"));
            writer.sendAndAwait(fill("remembering", "12", Side.BUY, "3", "800"));
            until("/portfolios/remembering/stats", "total_trades", 141);
            until("/portfolios/remembering/stats", "realized_pnl", "200");
        }
        // Sold short first, covered by the fills 10 and 11; of the 12th the venue made three.
        get("/portfolios/remembering/positions")
                .body("items[0].quantity", equalTo("140"))
                .body("items[0].cost", equalTo("112000"));
        get("/portfolios/remembering/stats").body("total_orders", equalTo(141));
        get("/portfolios/remembering").body("missing_records", hasSize(0));
    }

    /** Asks until the answer says so. */
    private static void until(String path, String field, Object value) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!value.equals(get(path).extract().path(field))) {
            assertThat(Instant.now()).as(path + " says " + field + " " + value).isBefore(end);
        }
    }

    @Test
    void aRebuildFromTheTopicsEqualsTheLiveLedgerAndMayTakeItsPlace() {
        create("again");
        post(
                        "/portfolios/again/cash",
                        "{\"movement_id\":\"m-1\",\"kind\":\"DEPOSIT\",\"amount\":\"5000\",\"currency\":\"USD\"}")
                .statusCode(201);
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(fill("again", "1", Side.BUY, "1", "800"));
            writer.sendAndAwait(fill("again", "1", Side.BUY, "1", "800"));
            writer.sendAndAwait(fill("again", "3", Side.SELL, "2", "830"));
            writer.sendAndAwait(fill("again", "2", Side.BUY, "2", "811"));
            until(
                    Topic.PORTFOLIO_STATE,
                    event ->
                            event instanceof PortfolioStateEvent.Valued v
                                    && v.portfolioId().value().equals("again")
                                    && v.stats().totalTrades() == 3);
        }
        post("/portfolios/again/rebuild", "")
                .statusCode(200)
                .body("status", equalTo("FINISHED"))
                .body("report.records", equalTo(4))
                .body("report.differences", hasSize(0))
                .body("report.swapped", equalTo(false));
        post("/portfolios/again/rebuild", "{\"rebuild_id\":\"mine\",\"swap\":true}")
                .statusCode(200)
                .body("report.differences", hasSize(0))
                .body("report.swapped", equalTo(true));
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(fill("again", "4", Side.SELL, "1", "840"));
            until(
                    Topic.PORTFOLIO_STATE,
                    event ->
                            event instanceof PortfolioStateEvent.Valued v
                                    && v.portfolioId().value().equals("again")
                                    && v.stats().totalTrades() == 4);
        }
        get("/portfolios/again/positions").body("items", hasSize(0));
        get("/portfolios/again/rebuilds").body("items[0].rebuild_id", equalTo("mine"));
        post("/portfolios/again/rebuild", "{\"swap\":\"yes\"}")
                .statusCode(400)
                .body("errors.field", hasItem("swap"));
        post("/portfolios/nowhere/rebuild", "").statusCode(404);
    }

    @Test
    void theEarlierFiguresOfADayThatWasStatedAnewStayReadable() {
        Venue kraken = Venue.of("kraken");
        post(
                        "/portfolios",
                        """
                        {"portfolio_id":"restating","base_currency":"USD","venue":"kraken"}\
                        """)
                .statusCode(201);
        mark(kraken, "BTC/USD", "850", 0);
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(fill("restating", "2", Side.BUY, "1", "800"));
            writer.sendAndAwait(
                    new VenueEvent.SyncCompleted(
                            PortfolioId.of("restating"),
                            RunId.NONE,
                            kraken,
                            AT.plus(Duration.ofDays(1)),
                            0,
                            AT));
            until("/portfolios/restating/stats", "net_pnl", "49");
            mark(kraken, "BTC/USD", "900", 86_400);
            until("/portfolios/restating/snapshots", "items[0].revision", 1);
            writer.sendAndAwait(fill("restating", "1", Side.BUY, "1", "840"));
            until("/portfolios/restating/snapshots", "items[0].revision", 2);
        }
        get("/portfolios/restating/snapshots")
                .body("items.revision", equalTo(List.of(2, 1)))
                .body("items.at", equalTo(List.of("2013-11-25T13:00:00Z", "2013-11-25T13:00:00Z")))
                .body("items.type", equalTo(List.of("equity.restated", "equity.snapshotted")))
                .body("items.stats.net_pnl", equalTo(List.of("58", "49")))
                .body("items[0].cause", equalTo("fill 1 of order o-1 in BTC/USD"));
    }

    /** The movement reaches the topic before the portfolio is there, and again after the swap. */
    @Test
    void whatALedgerLacksIsFoundByARebuildSwappedInAndNeverBookedTwice() {
        CashEvent.Moved early = deposit("early", "m-1", "100", "EUR");
        try (TopicWriter writer = new TopicWriter(bootstrap, "treasury")) {
            writer.sendAndAwait(early);
            untilRecord(Topic.deadLetters("portfolio-service"), text -> text.contains("\"early\""));
            create("early");
            mark(BITSTAMP, "EUR/USD", "1.3", 600);
            writer.sendAndAwait(deposit("early", "m-2", "10", "EUR"));
            until("/portfolios/early/stats", "contributed", "13");
            mark(BITSTAMP, "EUR/USD", "1.5", 650);
            post("/portfolios/early/rebuild", "")
                    .body("report.differences.path", hasItem("cash.EUR.venue"))
                    .body("report.swapped", equalTo(false));
            post("/portfolios/early/rebuild", "{\"swap\":true}")
                    .body("report.swapped", equalTo(true));
            get("/portfolios/early/stats").body("contributed", equalTo("163"));
            get("/portfolios/early/cash")
                    .body("movements.movement_id", containsInAnyOrder("m-1", "m-2"));
            writer.sendAndAwait(early);
            writer.sendAndAwait(deposit("early", "m-3", "1", "USD"));
        }
        until("/portfolios/early/stats", "contributed", "164");
        post("/portfolios/early/rebuild", "").body("report.differences", hasSize(0));
    }

    private static CashEvent.Moved deposit(
            String portfolio, String id, String amount, String currency) {
        return new CashEvent.Moved(
                PortfolioId.of(portfolio),
                RunId.NONE,
                id,
                MovementKind.DEPOSIT,
                new BigDecimal(amount),
                Currency.of(currency),
                Optional.empty(),
                Optional.empty(),
                AT.plusSeconds(700));
    }

    @Test
    void whatTheVenueHoldsOtherwiseIsFoundAndAdjustedByOneRequest() {
        create("checked");
        post("/portfolios/checked/adjustments", "")
                .statusCode(409)
                .body("code", equalTo("NOTHING_TO_ADJUST"));
        post("/portfolios/checked/adjustments", "{\"asset\":\"no asset\"}")
                .statusCode(400)
                .body("errors.field", hasItem("asset"));
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(
                    new VenueEvent.AccountObserved(
                            PortfolioId.of("checked"),
                            RunId.NONE,
                            BITSTAMP,
                            List.of(
                                    new VenueEvent.Balance(
                                            Currency.of("USD"),
                                            new BigDecimal("12.5"),
                                            new BigDecimal("12.5"))),
                            List.of(),
                            AT,
                            AT));
        }
        until("/portfolios/checked/reconciliation", "standing[0].cause", "UNKNOWN_ASSET");
        post("/portfolios/checked/adjustments", "{\"reason\":\"found\"}")
                .statusCode(201)
                .body("items[0].amount", equalTo("12.5"));
        get("/portfolios/checked/cash").body("items[0].venue", equalTo("12.5"));
        post("/portfolios/checked/adjustments", "{\"reason\":\"found\"}").statusCode(201);
        get("/portfolios/checked/cash").body("items[0].venue", equalTo("12.5"));
    }

    @Test
    void aFillOfAPortfolioThatNobodyRegisteredGoesToTheDeadLetters() {
        try (TopicWriter writer = new TopicWriter(bootstrap, "venue")) {
            writer.sendAndAwait(fill("ghost", "1", Side.BUY, "1", "800"));
        }
        String letter =
                untilRecord(Topic.deadLetters("portfolio-service"), text -> text.contains("ghost"));
        assertThat(letter).contains("ghost");
    }

    private void mark(Venue venue, String symbol, String price, long second) {
        marks.publish(
                        List.of(
                                new MarketEvent.MarkUpdated(
                                        PortfolioId.ALL,
                                        RunId.NONE,
                                        venue,
                                        Symbol.of(symbol),
                                        Price.of(price),
                                        Optional.empty(),
                                        Optional.empty(),
                                        AT.plusSeconds(second),
                                        AT.plusSeconds(second))))
                .await()
                .atMost(PATIENCE);
    }

    private static TradeEvent.Synced fill(
            String portfolio, String tradeId, Side side, String quantity, String price) {
        Instant at = AT.plusSeconds(Integer.parseInt(tradeId));
        return new TradeEvent.Synced(
                PortfolioId.of(portfolio),
                RunId.of("r-7"),
                Optional.of(BotVersion.of("v2")),
                BITSTAMP,
                TradeId.of(tradeId),
                OrderId.of("o-" + tradeId),
                Optional.empty(),
                BTC_USD,
                side,
                Quantity.of(quantity),
                Price.of(price),
                List.of(Money.of("1", "USD")),
                Liquidity.TAKER,
                Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    private Event until(Topic topic, Predicate<Event> wanted) {
        String found =
                untilRecord(
                        topic.topicName(), text -> read(topic, text).filter(wanted).isPresent());
        return read(topic, found).orElseThrow();
    }

    private static Optional<Event> read(Topic topic, String text) {
        return EventCodec.decode(topic, text.getBytes(StandardCharsets.UTF_8))
                        instanceof EventCodec.Decoded.Known known
                ? Optional.of(known.event())
                : Optional.empty();
    }

    private String untilRecord(String topic, Predicate<String> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Instant end = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(end)) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    String text = new String(record.value(), StandardCharsets.UTF_8);
                    if (wanted.test(text)) {
                        return text;
                    }
                }
            }
        }
        throw new AssertionError("No such record came to " + topic);
    }
}
