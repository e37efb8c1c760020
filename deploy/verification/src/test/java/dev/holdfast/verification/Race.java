package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.TopicWriter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask, a venue that fills and cancels, and one that keeps count of all of it. */
final class Race implements AutoCloseable {

    static final String PORTFOLIO = "contended";
    static final BigDecimal CAP = new BigDecimal("10000");

    private static final PortfolioId ID = PortfolioId.of(PORTFOLIO);
    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Price PRICE = Price.of("1000");
    private static final Instant NOW = Instant.parse("2013-11-26T12:00:00Z");
    private static final Quantity PART = Quantity.of("0.005");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int REST_CLIENTS = 2;
    private static final int BY_REST = 100;
    private static final int TOPIC_CLIENTS = 14;
    private static final int BY_TOPIC = 700;
    private static final int INTENTS = REST_CLIENTS * BY_REST + TOPIC_CLIENTS * BY_TOPIC;

    private final TopicWriter outside;
    private final KafkaConsumer<String, byte[]> decisions;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();

    /** By the sequence that the service gave them: a record that is published again is the same. */
    private final Map<Long, Decided> decided = new TreeMap<>();

    private final Map<String, RiskEvent> byOrder = new HashMap<>();
    private final List<Release> releases = new ArrayList<>();

    private record Decided(RiskEvent event, long publishedAt) {}

    /** What a cancelled order gives back, in USD. */
    private record Release(BigDecimal value, long publishedAt) {}

    Race(String bootstrapServers) {
        outside = new TopicWriter(bootstrapServers, "race");
        decisions =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                decisions.partitionsFor(Topic.RISK_DECISIONS.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        decisions.assign(partitions);
        decisions.seekToBeginning(partitions);
    }

    void openPortfolio() {
        outside.sendAndAwait(
                new MarketEvent.MarkUpdated(
                        PortfolioId.ALL,
                        RunId.NONE,
                        VENUE,
                        BTC,
                        PRICE,
                        Optional.empty(),
                        Optional.empty(),
                        NOW,
                        NOW));
        outside.sendAndAwait(contended());
        outside.sendAndAwait(
                new CashEvent.Moved(
                        ID,
                        RunId.NONE,
                        "m-1",
                        MovementKind.DEPOSIT,
                        new BigDecimal("1000000"),
                        Currency.of("USD"),
                        Optional.empty(),
                        Optional.empty(),
                        NOW));
        // Inputs are read together and not in one order: the first answers may come before all
        // that was said above.
        String id = "probe-0";
        for (int i = 0; !(byOrder.get(id) instanceof RiskEvent.Approved); i++) {
            id = "probe-" + i;
            ask(id, 1);
            String wanted = id;
            until(() -> byOrder.containsKey(wanted), "an answer to " + id);
        }
    }

    private static Event contended() {
        String configured =
                """
                {"type":"portfolio.configured","portfolio_id":"%s","run_id":"-","version":1,"name":"Contended",
                 "base_currency":"USD","timezone":"Australia/Sydney","cost_basis":"AVERAGE","venue":"%s","mode":"PAPER",
                 "client_order_prefix":"contended-",
                 "limits":{"max_total_exposure":"%s","allow_short":false,"exclude_baseline":false},
                 "overnight":{"widen":false,"restore_after_open":false,"may_give_up_breakeven":false,
                 "rearm_on_restart":true},"occurred_at":"%s"}
                """
                        .formatted(ID, VENUE, CAP.toPlainString(), NOW);
        return switch (EventCodec.decode(
                Topic.PORTFOLIOS, configured.getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> known.event();
            case EventCodec.Decoded other -> throw new AssertionError(other.toString());
        };
    }

    /** Lets all clients go at once. */
    void start(String key, URI... instances) {
        for (int client = 0; client < TOPIC_CLIENTS; client++) {
            String name = "t" + client;
            Random random = new Random(client);
            clients.add(CompletableFuture.runAsync(() -> askByTopic(name, random), threads));
        }
        for (int client = 0; client < REST_CLIENTS; client++) {
            String name = "r" + client;
            List<URI> order = new ArrayList<>(Arrays.asList(instances));
            if (client % 2 == 1) {
                order = order.reversed();
            }
            List<URI> both = order;
            clients.add(CompletableFuture.runAsync(() -> askByRest(name, both, key), threads));
        }
    }

    private void askByTopic(String client, Random random) {
        for (int i = 0; i < BY_TOPIC; i++) {
            String id = client + "-" + i;
            int hundredths = 1 + random.nextInt(5);
            ask(id, hundredths);
            if (random.nextInt(10) == 0) {
                // Delivered twice, as a client does that did not hear of the first.
                outside.send(intent(id, hundredths));
            }
            // Spread over the time in which instances die and come back.
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
    }

    private void ask(String id, int hundredths) {
        asked.add(id);
        outside.send(intent(id, hundredths));
    }

    private static OrderIntentEvent.Intended intent(String id, int hundredths) {
        return intent(id, new Quantity(BigDecimal.valueOf(hundredths, 2)));
    }

    private static OrderIntentEvent.Intended intent(String id, Quantity quantity) {
        return new OrderIntentEvent.Intended(
                ID,
                RunId.NONE,
                Optional.of(BotVersion.of("v1")),
                ClientOrderId.of(id),
                BTC,
                Side.BUY,
                OrderType.MARKET,
                quantity,
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    private void askByRest(String client, List<URI> instances, String key) {
        for (int i = 0; i < BY_REST; i++) {
            String id = client + "-" + i;
            asked.add(id);
            byte[] body = EventCodec.encode(intent(id, 1 + i % 5));
            for (int attempt = 0; !answers(instances.get(attempt % 2), body, key); attempt++) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** Whether the instance took it; asking again is harmless, whatever became of the first. */
    private boolean answers(URI instance, byte[] body, String key) {
        try {
            int status =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    instance.resolve(
                                                            "portfolios/"
                                                                    + PORTFOLIO
                                                                    + "/order-intents"))
                                            .timeout(Duration.ofSeconds(15))
                                            .header("X-API-Key", key)
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            return status == 200 || status == 201;
        } catch (IOException instanceIsDown) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitDecisions(int count) {
        until(() -> decided.size() >= count, count + " decisions");
    }

    void awaitEnd() {
        until(
                () ->
                        clients.stream().allMatch(CompletableFuture::isDone)
                                && byOrder.size() >= asked.size(),
                "a decision on each of the " + INTENTS + " intents");
        clients.forEach(CompletableFuture::join);
    }

    /**
     * Asks for the smallest size until it is refused: then nothing more fits. It is as small as
     * what a part of a fill leaves.
     */
    void askForTheRest() {
        for (int i = 0; ; i++) {
            String id = "rest-" + i;
            asked.add(id);
            outside.send(intent(id, PART));
            until(() -> byOrder.containsKey(id), "a decision on " + id);
            // Cancels of the race may still be on their way into the state.
            if (byOrder.get(id) instanceof RiskEvent.Rejected && held().compareTo(CAP) == 0) {
                return;
            }
            if (i > 2_000) {
                throw new AssertionError("Approved and not released: " + held());
            }
        }
    }

    /** What was approved less what was released. */
    private BigDecimal held() {
        return decided.values().stream()
                .map(one -> worth(one.event()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(
                        releases.stream()
                                .map(Release::value)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static BigDecimal worth(RiskEvent event) {
        return event instanceof RiskEvent.Approved approved
                ? approved.order().quantity().value().multiply(PRICE.value())
                : BigDecimal.ZERO;
    }

    private interface Condition {
        boolean holds();
    }

    private void until(Condition condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Waited in vain for "
                                + what
                                + "; asked "
                                + asked.size()
                                + ", decided "
                                + byOrder.size());
            }
            decisions.poll(Duration.ofMillis(20)).forEach(this::read);
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (!PORTFOLIO.equals(record.key())
                || !(EventCodec.decode(Topic.RISK_DECISIONS, record.value())
                        instanceof EventCodec.Decoded.Known(RiskEvent event))) {
            return;
        }
        Optional<String> order =
                switch (event) {
                    case RiskEvent.Approved yes -> Optional.of(yes.clientOrderId().value());
                    case RiskEvent.Rejected no -> Optional.of(no.clientOrderId().value());
                    default -> Optional.empty();
                };
        long sequence =
                Long.parseLong(
                        new String(
                                record.headers().lastHeader(Headers.CE_SEQUENCE).value(),
                                StandardCharsets.UTF_8));
        Decided known = decided.get(sequence);
        if (known != null) {
            assertThat(event).as("sequence " + sequence).isEqualTo(known.event());
            return;
        }
        decided.put(sequence, new Decided(event, record.timestamp()));
        order.ifPresent(
                id -> assertThat(byOrder.put(id, event)).as("one decision on " + id).isNull());
        if (event instanceof RiskEvent.Approved approved) {
            trade(approved);
        }
    }

    /** As a venue would: most orders are cancelled, some fill, some stay open. */
    private void trade(RiskEvent.Approved approved) {
        switch (Math.floorMod(approved.clientOrderId().value().hashCode(), 10)) {
            case 0 -> {}
            case 1, 2 -> outside.send(fill(approved, approved.order().quantity()));
            case 3 -> {
                outside.send(fill(approved, PART));
                cancel(approved, PART);
            }
            default -> cancel(approved, Quantity.ZERO);
        }
    }

    private void cancel(RiskEvent.Approved approved, Quantity filled) {
        OrderIntentEvent.Intended order = approved.order();
        long at = System.currentTimeMillis();
        outside.send(
                new OrderEvent.Cancelled(
                        ID,
                        RunId.NONE,
                        order.botVersion(),
                        VENUE,
                        order.clientOrderId(),
                        Optional.empty(),
                        BTC,
                        order.side(),
                        order.quantity(),
                        filled,
                        Optional.empty(),
                        NOW));
        releases.add(
                new Release(
                        order.quantity().lessAtMost(filled).value().multiply(PRICE.value()), at));
    }

    private static TradeEvent.Synced fill(RiskEvent.Approved approved, Quantity quantity) {
        OrderIntentEvent.Intended order = approved.order();
        return new TradeEvent.Synced(
                ID,
                RunId.NONE,
                order.botVersion(),
                VENUE,
                TradeId.of("t-" + order.clientOrderId()),
                OrderId.of("o-" + order.clientOrderId()),
                Optional.of(order.clientOrderId()),
                BTC,
                order.side(),
                quantity,
                PRICE,
                List.of(),
                Liquidity.TAKER,
                Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW);
    }

    void assertEachAskedOnceIsDecidedOnce() {
        assertThat(asked).hasSizeGreaterThanOrEqualTo(INTENTS);
        assertThat(byOrder.keySet()).isEqualTo(new HashSet<>(asked));
        // No decision is missing in between, whoever made it.
        assertThat(decided.keySet().stream().mapToLong(Long::longValue).max().orElseThrow())
                .isEqualTo(decided.size());
    }

    /**
     * In the order in which decisions were made: what is approved, less what was released by then
     * at the latest, and what each decision says itself.
     */
    void assertWithinTheCapAtEveryMoment() {
        List<Release> byTime = new ArrayList<>(releases);
        byTime.sort((a, b) -> Long.compare(a.publishedAt(), b.publishedAt()));
        BigDecimal approved = BigDecimal.ZERO;
        BigDecimal released = BigDecimal.ZERO;
        int next = 0;
        for (Decided one : decided.values()) {
            approved = approved.add(worth(one.event()));
            while (next < byTime.size() && byTime.get(next).publishedAt() <= one.publishedAt()) {
                released = released.add(byTime.get(next++).value());
            }
            assertThat(approved.subtract(released)).isLessThanOrEqualTo(CAP);
            switch (one.event()) {
                case RiskEvent.Approved yes ->
                        assertThat(yes.exposureAfter()).isLessThanOrEqualTo(CAP);
                case RiskEvent.Rejected no -> {
                    if (!no.clientOrderId().value().startsWith("probe-")) {
                        assertThat(no.reasons()).containsExactly("MAX_TOTAL_EXPOSURE");
                    }
                }
                default -> {}
            }
        }
    }

    void assertExactlyWhatFitsIsApproved() {
        assertThat(held()).isEqualByComparingTo(CAP);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
        outside.close();
        decisions.close();
    }
}
