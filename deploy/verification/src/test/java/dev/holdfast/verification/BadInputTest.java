package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.local.Launcher;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Progress;
import dev.holdfast.local.Service;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What should not come in is answered by name or put aside whole, and changes nothing else. */
class BadInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String INTENT =
            """
            {"type":"order.intended","portfolio_id":"%s","run_id":"-","client_order_id":"%s","symbol":"BTC/USD",
             "side":"BUY","order_type":"MARKET","quantity":"%s","time_in_force":"GTC","reduce_only":false,
             "occurred_at":"2013-11-25T03:12:09Z"}
            """;

    @TempDir static Path directory;

    private static LocalDeployment holdfast;
    private static KafkaProducer<String, byte[]> outside;
    private static TopicTail decisions;
    private static TopicTail deadLetters;

    @BeforeAll
    static void startAll() throws Exception {
        holdfast =
                LocalDeployment.start(
                        LocalDeployment.Options.at(directory, Path.of("../..").toRealPath())
                                .onPorts(Ports.free())
                                .telling(Progress.silent()));
        outside =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", holdfast.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
        decisions = new TopicTail(holdfast.bootstrapServers(), "risk-decisions.v1");
        deadLetters = new TopicTail(holdfast.bootstrapServers(), "risk-service.dead-letters.v1");
        assertThat(
                        post(
                                        Service.PORTFOLIO,
                                        "portfolios",
                                        "{\"portfolio_id\":\"careful\",\"base_currency\":\"USD\",\"venue\":\"bitstamp\"}")
                                .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stopAll() {
        deadLetters.close();
        decisions.close();
        outside.close();
        holdfast.close();
    }

    @Test
    void bytesThatAreNoJsonGoToTheDeadLettersWholeAndTheNextRecordIsDecided() {
        send("careful", "{ not json", tags("careful"));
        send("careful", INTENT.formatted("careful", "after-garbage", "1"), tags("careful"));

        ConsumerRecord<String, byte[]> dead =
                deadLetters.await(
                        "the garbage", record -> TopicTail.value(record).equals("{ not json"));
        assertThat(TopicTail.header(dead, "dead_letter_cause")).contains("JSON");
        assertThat(TopicTail.header(dead, "dead_letter_topic")).isEqualTo("order-intents.v1");
        decision("after-garbage");
    }

    @Test
    void aRecordWithoutItsTagsIsPutAsideByTheNameOfTheTag() {
        send("careful", INTENT.formatted("careful", "untagged", "1"), Map.of());

        ConsumerRecord<String, byte[]> dead = deadLetters.await("the untagged", holds("untagged"));
        assertThat(TopicTail.header(dead, "dead_letter_cause")).contains("portfolio_id");
    }

    @Test
    void anUnknownPortfolioIsRefusedByName() {
        send("nobody", INTENT.formatted("nobody", "for-nobody", "1"), tags("nobody"));

        assertThat(reasons(decision("for-nobody"))).contains("UNKNOWN_PORTFOLIO");
    }

    @Test
    void numbersThatAreNoneAreRefusedByName() {
        for (String absurd :
                new String[] {
                    "NaN", "1e400", "-1", "0", "0.1234567890123456789012345678901234567890"
                }) {
            send(
                    "careful",
                    INTENT.formatted("careful", "absurd-" + absurd, absurd),
                    tags("careful"));

            assertThat(reasons(decision("absurd-" + absurd)))
                    .as(absurd)
                    .contains("INVALID_QUANTITY");
        }
    }

    @Test
    void aClientOrderIdThatComesBackWithOtherContentIsRefused() {
        send("careful", INTENT.formatted("careful", "twice", "1"), tags("careful"));
        decision("twice");
        send("careful", INTENT.formatted("careful", "twice", "2"), tags("careful"));

        decisions.await(
                "the refusal of the second",
                record -> TopicTail.value(record).contains("DUPLICATE_CLIENT_ORDER_ID"));
    }

    @Test
    void aSymbolWithoutAMarkIsNoOrder() {
        send(
                "careful",
                INTENT.formatted("careful", "unheard-of", "1").replace("BTC/USD", "XYZ/USD"),
                tags("careful"));

        assertThat(reasons(decision("unheard-of"))).contains("MARK_MISSING");
    }

    /** FIFO, a baseline, a correction of nothing, and a venue that holds more than was booked. */
    @Test
    void theCommandLineProvesAndMendsALedgerWhateverCameIn() throws Exception {
        Path history = directory.resolve("history.csv");
        Files.writeString(
                history,
                """
                trade_id,order_id,client_order_id,symbol,side,quantity,price,fee,fee_currency,liquidity,occurred_at
                1,o-1,,BTC/USD,BUY,1,700,0,USD,TAKER,2013-11-20T10:00:00Z
                2,o-2,,BTC/USD,BUY,1,800,0,USD,TAKER,2013-11-21T10:00:00Z
                3,o-3,,BTC/USD,SELL,0.5,900,0,USD,TAKER,2013-11-22T10:00:00Z
                """);
        command(
                Service.PORTFOLIO,
                0,
                "portfolio create proved --cost-basis FIFO --venue elsewhere");
        assertThat(
                        command(
                                        Service.TRADE_SYNC,
                                        0,
                                        "import trades proved " + history + " --baseline")
                                .path("new_trades")
                                .asInt())
                .isEqualTo(3);
        send(
                "trades.v1",
                "proved",
                """
                {"type":"trade.corrected","portfolio_id":"proved","run_id":"-","venue":"elsewhere","trade_id":"99",
                 "order_id":"o-9","symbol":"BTC/USD","side":"BUY","quantity":"1","price":"700","fees":[],"liquidity":"TAKER",
                 "origin":"EXTERNAL","cancelled":false,"occurred_at":"2013-11-22T11:00:00Z","recorded_at":"2013-11-22T11:00:00Z"}\
                """,
                tags("proved"));
        await("portfolio show proved", "/portfolio/missing_records/0", "fill 99 of order o-9");
        send(
                "venue-state.v1",
                "proved",
                """
                {"type":"account.observed","portfolio_id":"proved","run_id":"-","venue":"elsewhere",
                 "balances":[{"currency":"BTC","total":"1.5","available":"1.5"},{"currency":"USD","total":"0","available":"0"}],
                 "open_orders":[],"as_of":"2013-11-23T00:00:00Z","occurred_at":"2013-11-23T00:00:00Z"}\
                """,
                tags("proved"));
        await("portfolio reconciliation proved", "/standing/0/cause", "DEPOSIT");

        JsonNode lots = command(Service.PORTFOLIO, 0, "portfolio lots proved").path("items");
        assertThat(lots)
                .extracting(lot -> lot.path("price").asText())
                .containsExactly("700", "800");
        assertThat(lots)
                .extracting(lot -> lot.path("remaining_quantity").asText())
                .containsExactly("0.5", "1");
        assertThat(
                        command(Service.PORTFOLIO, 0, "portfolio trades proved --last 1")
                                .at("/items/0/tag"))
                .hasToString("\"baseline\"");
        assertThat(
                        command(Service.PORTFOLIO, 0, "adjust proved USD --reason found")
                                .at("/items/0/amount")
                                .asText())
                .isEqualTo("1050");
        command(Service.PORTFOLIO, 1, "adjust proved ETH");

        JsonNode rebuilt = command(Service.PORTFOLIO, 0, "rebuild portfolio --portfolio proved");
        assertThat(rebuilt.at("/report/difference_count").asInt(-1)).isZero();
        assertThat(rebuilt.at("/report/not_booked/0").asText()).contains("fill 99 of order o-9");
        assertThat(
                        command(Service.PORTFOLIO, 0, "rebuild portfolio --portfolio proved --swap")
                                .at("/report/swapped")
                                .asBoolean())
                .isTrue();
        command(Service.PORTFOLIO, 1, "rebuild portfolio --portfolio nobody");
    }

    private static void await(String command, String pointer, String said) {
        Instant end = Instant.now().plusSeconds(30);
        while (!command(Service.PORTFOLIO, 0, command).at(pointer).asText().contains(said)) {
            assertThat(Instant.now()).as(command + " says " + said).isBefore(end);
        }
    }

    /** What a command prints, which is JSON where it is carried out. */
    private static JsonNode command(Service service, int status, String words) {
        List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
        arguments.addAll(
                List.of("--url", holdfast.url(service).toString(), "--api-key", holdfast.apiKey()));
        PrintStream screen = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Launcher.commands().execute(arguments.toArray(String[]::new)))
                    .as(words)
                    .isEqualTo(status);
            return JSON.readTree(printed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setOut(screen);
        }
    }

    @Test
    void restAnswersAFaultWithItsFieldAndTheFix() throws Exception {
        HttpResponse<String> answer =
                post(
                        Service.PORTFOLIO,
                        "portfolios",
                        "{\"portfolio_id\":\"Not Allowed\",\"base_currency\":\"USD\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText())
                .isEqualTo("portfolio_id");
    }

    @Test
    void nobodyComesInWithoutAKey() throws Exception {
        for (Service service : Service.values()) {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    holdfast.url(service)
                                                            .resolve("portfolios/careful/orders"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(service.module()).isIn(401, 404);
        }
    }

    private static JsonNode decision(String clientOrderId) {
        ConsumerRecord<String, byte[]> record =
                decisions.await(
                        "the decision on " + clientOrderId, holds("\"" + clientOrderId + "\""));
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> reasons(JsonNode decision) {
        assertThat(decision.path("type").asText()).isEqualTo("order.rejected");
        List<String> reasons = new ArrayList<>();
        decision.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons;
    }

    private static Predicate<ConsumerRecord<String, byte[]>> holds(String text) {
        return record -> TopicTail.value(record).contains(text);
    }

    private static Map<String, String> tags(String portfolio) {
        return Map.of(Headers.PORTFOLIO_ID, portfolio, Headers.RUN_ID, "-");
    }

    private static void send(String key, String value, Map<String, String> headers) {
        send("order-intents.v1", key, value, headers);
    }

    private static void send(String topic, String key, String value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach(
                (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        outside.send(record);
        outside.flush();
    }

    private static HttpResponse<String> post(Service service, String path, String body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(holdfast.url(service).resolve(path))
                        .header("X-API-Key", holdfast.apiKey())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
