package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Service;
import dev.holdfast.local.TopicWriter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * Decisions: over topics against the raw relay of the same run, over REST, and the rules by
 * themselves.
 */
final class DecisionsBenchmark implements Benchmark {

    private static final int PER_SECOND = 200;
    private static final int PORTFOLIOS = 200;
    private static final int MANY_PORTFOLIOS = 2_000;

    @Override
    public void measure(Report report, Size size) throws Exception {
        new DecisionRules().measure(report, size);
        try (Stage stage = Stage.with(Service.RISK);
                TopicWriter outside = new TopicWriter(stage.bootstrapServers(), "benchmark")) {
            outside.sendAndAwait(DecisionRules.mark());
            int first = size.of(8_000, 100);
            int warmUp = size.of(1_000, 100);
            int count = size.of(2_500, 200);
            open(outside, 0, PORTFOLIOS);
            settle(stage, PORTFOLIOS - 1);
            report.step(
                    "Deciding for %d portfolios: %d to warm up, %d that count"
                            .formatted(PORTFOLIOS, first, count));
            // Warmed up by one half of them, so that the other half has no more open orders than
            // portfolios have.
            int half = PORTFOLIOS / 2;
            Latencies few =
                    decisions(
                            stage,
                            "f",
                            number -> number % half + (number < first ? 0 : half),
                            first,
                            count);
            few.report(report, "decision with " + PORTFOLIOS + " portfolios");

            report.step("Opening " + MANY_PORTFOLIOS + " portfolios");
            open(outside, PORTFOLIOS, MANY_PORTFOLIOS);
            settle(stage, MANY_PORTFOLIOS - 1);
            report.step(
                    "Relay and service in turn, twice: %d records each to warm up, %d that count"
                            .formatted(warmUp, count));
            // Turn by turn: what a machine does beside it falls on both alike.
            List<Latencies> raw = new ArrayList<>();
            List<Latencies> decided = new ArrayList<>();
            int bytes = EventCodec.encode(intent("d-0-00000", 0)).length;
            for (int turn = 0; turn < 2; turn++) {
                raw.add(stage.rawRelay(PER_SECOND, warmUp, count, bytes));
                decided.add(
                        decisions(
                                stage,
                                "d-" + turn,
                                number -> number % MANY_PORTFOLIOS,
                                warmUp,
                                count));
            }
            Latencies relay = Latencies.best(raw);
            Latencies decision = Latencies.best(decided);
            relay.report(report, "raw relay");
            decision.report(report, "decision over topics");
            report.atMost("decision to relay, p50", decision.p50() / relay.p50(), "times", 1.5);
            report.atMost("decision to relay, p99", decision.p99() / relay.p99(), "times", 2);
            report.atMost(
                    "ten times the portfolios, p50", decision.p50() / few.p50(), "times", 1.5);

            report.step("The same decisions over REST");
            Latencies rest = rest(stage.deployment(), size.of(300, 50), size.of(700, 100));
            rest.report(report, "decision over REST");
            report.atMost("decision over REST, p99 promised", rest.p99(), "ms", 25);
        }
    }

    private static void open(TopicWriter outside, int from, int to) {
        for (int i = from; i < to; i++) {
            PortfolioEvent.Configured configured = DecisionRules.configured(portfolio(i));
            CashEvent.Moved deposit = DecisionRules.deposit(portfolio(i));
            outside.send(configured);
            outside.sendAndAwait(deposit);
        }
    }

    /** Until the last portfolio has answered: its records stand behind those of the others. */
    private static void settle(Stage stage, int portfolio) throws InterruptedException {
        trips(stage)
                .measure(
                        PER_SECOND,
                        0,
                        20,
                        number -> question("settle-" + portfolio + "-" + number, portfolio));
    }

    private static Latencies decisions(
            Stage stage, String name, IntUnaryOperator portfolioOf, int warmUp, int count)
            throws InterruptedException {
        return trips(stage)
                .measure(
                        PER_SECOND,
                        warmUp,
                        count,
                        number -> question(name + "-" + number, portfolioOf.applyAsInt(number)));
    }

    private static RoundTrips trips(Stage stage) {
        return new RoundTrips(
                stage.bootstrapServers(),
                List.of(Topic.RISK_DECISIONS.topicName()),
                DecisionsBenchmark::orderOf);
    }

    private static Optional<String> orderOf(ConsumerRecord<String, byte[]> record) {
        if (!(EventCodec.decode(Topic.RISK_DECISIONS, record.value())
                instanceof EventCodec.Decoded.Known(Event event))) {
            return Optional.empty();
        }
        return switch (event) {
            case RiskEvent.Approved approved -> Optional.of(approved.clientOrderId().value());
            case RiskEvent.Rejected rejected -> Optional.of(rejected.clientOrderId().value());
            default -> Optional.empty();
        };
    }

    private static RoundTrips.Question question(String id, int portfolio) {
        OrderIntentEvent.Intended intent = intent(id, portfolio);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        Topic.ORDER_INTENTS.topicName(),
                        intent.portfolioId().value(),
                        EventCodec.encode(intent));
        record.headers()
                .add(Headers.PORTFOLIO_ID, utf8(intent.portfolioId().value()))
                .add(Headers.RUN_ID, utf8(intent.runId().value()));
        return new RoundTrips.Question(id, record);
    }

    private static OrderIntentEvent.Intended intent(String id, int portfolio) {
        return DecisionRules.intent(portfolio(portfolio), id, "0.001");
    }

    private static PortfolioId portfolio(int number) {
        return PortfolioId.of("portfolio-" + number);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One client at 50 orders a second. */
    private static Latencies rest(LocalDeployment deployment, int warmUp, int count)
            throws Exception {
        long[] nanos = new long[count];
        long gap = Duration.ofMillis(20).toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            long start = System.nanoTime();
            for (int i = 0; i < warmUp + count; i++) {
                OrderIntentEvent.Intended intent = intent("rest-" + i, i % MANY_PORTFOLIOS);
                HttpRequest request =
                        HttpRequest.newBuilder(address(deployment, intent))
                                .header("X-API-Key", deployment.apiKey())
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                EventCodec.encode(intent)))
                                .build();
                for (long wait; (wait = start + i * gap - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(wait);
                }
                long sent = System.nanoTime();
                int status =
                        http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 201) {
                    throw new IllegalStateException("An order was answered with " + status + ".");
                }
                if (i >= warmUp) {
                    nanos[i - warmUp] = System.nanoTime() - sent;
                }
            }
        }
        return Latencies.of(nanos);
    }

    private static URI address(LocalDeployment deployment, OrderIntentEvent.Intended intent) {
        return deployment
                .url(Service.RISK)
                .resolve("portfolios/" + intent.portfolioId() + "/order-intents");
    }
}
