package dev.holdfast.reporting;

import static dev.holdfast.reporting.domain.Sample.SYDNEY;
import static dev.holdfast.reporting.domain.Sample.approved;
import static dev.holdfast.reporting.domain.Sample.configured;
import static dev.holdfast.reporting.domain.Sample.snapshot;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.reporting.domain.Sample;
import dev.holdfast.reporting.domain.Sample.Ledger;
import dev.holdfast.runtime.fixture.Infrastructure;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The service as its neighbours see it: topics in, topics and HTTP out. */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "reporting-service"))
@Timeout(180)
class ReportingServiceTest {

    private static final String KEY = "X-API-Key";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @TestHTTPResource("/")
    URI root;

    @Test
    void snapshotsOfEquityComeOutAsDaysOnTheTopicByRestAndOnTheStream() throws Exception {
        try (KafkaConsumer<byte[], byte[]> days = consumer(Topic.PORTFOLIO_DAYS);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            publish(producer, configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY));
            publish(producer, boundary("2013-11-25T13:00:00Z", "50"));
            publish(producer, approved("c-1", "1", "800", "2013-11-25T14:00:00Z"));
            publish(producer, valued("2013-11-25T15:00:00Z", "70"));

            DayEvent.Closed first = await(days, "2013-11-25");
            assertThat(first.day().unexplained())
                    .hasValueSatisfying(rest -> assertThat(rest).isZero());
            awaitOverview(
                    overview ->
                            overview.path("today").path("date").asText().equals("2013-11-26")
                                    && overview.path("decisions").size() == 1);

            given().header(KEY, Infrastructure.VIEWER_KEY)
                    .get("/portfolios/swing/days")
                    .then()
                    .statusCode(200)
                    .body("items.date", equalTo(List.of("2013-11-26", "2013-11-25")))
                    .body("items[0].open", equalTo(true))
                    .body("items[0].net_pnl", equalTo("20"))
                    .body("items[1].net_pnl", equalTo("50"))
                    .body("items[1].unexplained", equalTo("0"))
                    .body("next", equalTo(null));

            try (InputStream stream = stream(awaitOverview(o -> true).path("sequence").asLong())) {
                publish(producer, boundary("2013-11-26T13:00:00Z", "90"));
                JsonNode day = part(stream, "last_day");
                assertThat(day.path("value").path("date").asText()).isEqualTo("2013-11-26");
                assertThat(day.path("value").path("net_pnl").asText()).isEqualTo("40");
            }
            assertThat(await(days, "2013-11-26").day().netPnl().orElseThrow())
                    .isEqualByComparingTo("40");
        }

        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/days/2013-11-26")
                .then()
                .statusCode(200)
                .body("day.version", equalTo(1))
                .body("versions", hasSize(1))
                .body("decisions.approved", equalTo(1))
                .body("end_of_day.open_orders", hasSize(0))
                .body("previous", equalTo("2013-11-25"))
                .body("next", equalTo("2013-11-27"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/days/2013-12-24")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("DAY_UNKNOWN"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/days/2011-12-30?tz=Pacific/Apia")
                .then()
                .statusCode(404)
                .body("code", equalTo("DATE_DOES_NOT_EXIST"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/days/24.12.2013")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("date"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/nobody/overview")
                .then()
                .statusCode(404)
                .body("code", equalTo("PORTFOLIO_UNKNOWN"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/explain?from=2013-11-25&to=2013-11-26")
                .then()
                .statusCode(200)
                .body("days", equalTo(2))
                .body("net_pnl", equalTo("90"))
                .body("unexplained", equalTo("0"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/equity")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].equity", equalTo("10090"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/decisions?verdict=approved")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].order.status", equalTo("PENDING"));
        given().header(KEY, Infrastructure.SWING_BOT_KEY)
                .get("/portfolios/swing/context?budget=600")
                .then()
                .statusCode(200)
                .body("portfolio.aggregates.equity", equalTo("10070"));
        for (String list : List.of("fills", "orders", "plans?history=true", "costs", "runs")) {
            given().header(KEY, Infrastructure.VIEWER_KEY)
                    .get("/portfolios/swing/" + list)
                    .then()
                    .statusCode(200)
                    .body("next", equalTo(null));
        }
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/export/days.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(containsString("2013-11-25,Australia/Sydney"));
        given().header(KEY, Infrastructure.VIEWER_KEY)
                .get("/portfolios/swing/export/trades.csv")
                .then()
                .statusCode(200);
    }

    @Test
    void aCommandOfAnOperatorStandsOnItsTopicAndABadOneIsRefusedByName() {
        try (KafkaConsumer<byte[], byte[]> commands = consumer(Topic.OPERATOR_COMMANDS);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            publish(producer, configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY));
            awaitOverview(overview -> !overview.path("portfolio").isNull());

            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.halt\",\"command_id\":\"c-1\",\"reason\":\"drill\"}")
                    .post("/portfolios/swing/operator-commands")
                    .then()
                    .statusCode(202)
                    .body("command_id", equalTo("c-1"));
            String command = record(commands, json -> json.contains("\"command_id\":\"c-1\""));
            assertThat(command).contains("\"operator\":\"ada\"").contains("trading.halt");

            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.halt\",\"mode\":\"LIVE\",\"reason\":\"drill\"}")
                    .post("/portfolios/swing/operator-commands")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("CONFIRMED_FOR_ANOTHER"));
            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.halt\",\"command_id\":\"c-2\",\"reason\":\"all\"}")
                    .post("/portfolios/*/operator-commands")
                    .then()
                    .statusCode(202);
            assertThat(record(commands, json -> json.contains("\"command_id\":\"c-2\"")))
                    .contains("\"portfolio_id\":\"*\"");
            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"position.close\",\"symbol\":\"BTC/USD\",\"reason\":\"all\"}")
                    .post("/portfolios/*/operator-commands")
                    .then()
                    .statusCode(400);

            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.explode\",\"reason\":\"drill\"}")
                    .post("/portfolios/swing/operator-commands")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("type"));
            given().header(KEY, Infrastructure.OPERATOR_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.halt\"}")
                    .post("/portfolios/swing/operator-commands")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("reason"));
            given().header(KEY, Infrastructure.VIEWER_KEY)
                    .contentType(ContentType.JSON)
                    .body("{\"type\":\"trading.halt\",\"reason\":\"drill\"}")
                    .post("/portfolios/swing/operator-commands")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aBrowserComesInWithAKeyAndStaysInWithACookie() {
        String cookie =
                given().contentType(ContentType.JSON)
                        .body(Map.of("key", Infrastructure.VIEWER_KEY))
                        .post("/session")
                        .then()
                        .statusCode(200)
                        .body("role", equalTo("viewer"))
                        .extract()
                        .cookie("holdfast_session");
        assertThat(cookie).isEqualTo(Infrastructure.VIEWER_KEY);
        given().cookie("holdfast_session", cookie).get("/portfolios").then().statusCode(200);
        given().get("/portfolios").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("key", "guessed"))
                .post("/session")
                .then()
                .statusCode(401);
        given().get("/p/swing/overview").then().statusCode(200).contentType(ContentType.HTML);
        given().get("/").then().statusCode(200).contentType(ContentType.HTML);
    }

    private static Event boundary(String at, String unrealized) {
        return snapshot(
                new Ledger("10000", "0", unrealized, "0", "0").stats(at, 1), "Australia/Sydney");
    }

    private static Event valued(String at, String unrealized) {
        return new PortfolioStateEvent.Valued(
                Sample.SWING,
                RunId.NONE,
                new Ledger("10000", "0", unrealized, "0", "0").stats(at, 1),
                List.of(Sample.position("1", "810")),
                List.of(),
                List.of(),
                Sample.at(at));
    }

    private void publish(KafkaProducer<byte[], byte[]> producer, Event event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        Topic.of(event).topicName(),
                        event.portfolioId().value().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(event));
        Map<String, String> headers =
                Map.of(
                        Headers.CE_ID, UUID.randomUUID().toString(),
                        Headers.CE_TYPE, Topic.typeOf(event),
                        Headers.CE_SOURCE, "test",
                        Headers.CE_TIME, event.occurredAt().toString(),
                        Headers.CE_SPECVERSION, "1.0",
                        Headers.CONTENT_TYPE, "application/json",
                        Headers.PORTFOLIO_ID, event.portfolioId().value(),
                        Headers.RUN_ID, event.runId().value());
        headers.forEach(
                (name, value) ->
                        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    private DayEvent.Closed await(KafkaConsumer<byte[], byte[]> consumer, String date) {
        String json =
                record(
                        consumer,
                        text ->
                                text.contains("day.closed")
                                        && text.contains("\"date\":\"" + date + "\""));
        return (DayEvent.Closed)
                ((EventCodec.Decoded.Known)
                                EventCodec.decode(
                                        Topic.PORTFOLIO_DAYS,
                                        json.getBytes(StandardCharsets.UTF_8)))
                        .event();
    }

    /** Polls until a record is there; the test's timeout ends it where none comes. */
    private static String record(KafkaConsumer<byte[], byte[]> consumer, Predicate<String> wanted) {
        while (true) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                String json = new String(record.value(), StandardCharsets.UTF_8);
                if (wanted.test(json)) {
                    return json;
                }
            }
        }
    }

    private JsonNode awaitOverview(Predicate<JsonNode> wanted) {
        while (true) {
            var answer =
                    given().header(KEY, Infrastructure.VIEWER_KEY)
                            .get("/portfolios/swing/overview");
            if (answer.statusCode() == 200) {
                try {
                    JsonNode overview = JSON.readTree(answer.asString());
                    if (wanted.test(overview)) {
                        return overview;
                    }
                } catch (java.io.IOException e) {
                    throw new AssertionError("The overview is no JSON", e);
                }
            }
        }
    }

    private InputStream stream(long after) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve("/portfolios/swing/events"))
                        .header(KEY, Infrastructure.VIEWER_KEY)
                        .header("Last-Event-ID", Long.toString(after))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** The data of the next event of this name. */
    private static JsonNode part(InputStream stream, String name) throws Exception {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:") && event.equals(name)) {
                return JSON.readTree(line.substring("data:".length()).strip());
            }
        }
        throw new AssertionError("The stream ended without an event " + name);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Topic topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                brokers,
                                "group.id",
                                "test-" + UUID.randomUUID(),
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic.topicName()));
        return consumer;
    }
}
