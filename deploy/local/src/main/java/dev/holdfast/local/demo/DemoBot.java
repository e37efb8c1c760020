package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.local.TopicWriter;
import dev.holdfast.local.cli.Rest;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A bot, as anybody could write one: a program of its own that reads marks from the topic, writes
 * proposals and the cost of its model to topics, and registers its run by REST. It is told its
 * version and from when to when it trades, by the venue's clock, and then ends.
 *
 * <p>Its "model" is priced like a real one and decides by {@link BotRule}.
 */
public final class DemoBot implements AutoCloseable {

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private static final Symbol SYMBOL = Symbol.of("BTC/USD");
    private static final String MODEL = "gemini-2.5-flash";

    /** USD for one token, as listed for the model. */
    private static final BigDecimal INPUT_TOKEN = new BigDecimal("0.0000003");

    private static final BigDecimal OUTPUT_TOKEN = new BigDecimal("0.0000025");
    private static final long PROMPT_TOKENS = 1180;
    private static final long TOKENS_OF_A_DECISION = 60;
    private static final long TOKENS_OF_AN_ORDER = 210;

    private final Order order;
    private final BotRule rule;
    private final TopicWriter writer;
    private final Rest portfolios;
    private final KafkaConsumer<byte[], byte[]> marks;
    private boolean running;
    private int orders;
    private int calls;

    /** What the bot is told on its command line. */
    private record Order(
            String bootstrapServers,
            URI portfolioService,
            PortfolioId portfolio,
            RunId run,
            String version,
            Instant from,
            Instant until) {

        static Order of(String[] arguments) {
            return new Order(
                    arguments[0],
                    URI.create(arguments[1]),
                    PortfolioId.of(arguments[2]),
                    RunId.of(arguments[3]),
                    arguments[4],
                    Instant.parse(arguments[5]),
                    Instant.parse(arguments[6]));
        }

        String[] arguments() {
            return new String[] {
                bootstrapServers,
                portfolioService.toString(),
                portfolio.value(),
                run.value(),
                version,
                from.toString(),
                until.toString()
            };
        }
    }

    private DemoBot(Order order, String apiKey) {
        this.order = order;
        this.rule = new BotRule(BotSettings.of(order.version()));
        this.writer = new TopicWriter(order.bootstrapServers(), "demo-bot/" + order.version());
        this.portfolios = new Rest(order.portfolioService(), apiKey);
        this.marks =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                order.bootstrapServers(),
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                "2000"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /**
     * Arguments: broker, portfolio-service, portfolio, run, version, from, until; the API key comes
     * by {@code HOLDFAST_API_KEY}. Ends early when its standard input closes, so that it does not
     * outlive whoever started it.
     */
    public static void main(String[] arguments) {
        KAFKA.setLevel(Level.WARNING);
        Thread.ofPlatform().daemon().start(DemoBot::endWithStandardInput);
        try (DemoBot bot = new DemoBot(Order.of(arguments), System.getenv("HOLDFAST_API_KEY"))) {
            bot.trade();
        }
    }

    private static void endWithStandardInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say; only the end counts.
            }
        } catch (IOException e) {
            System.err.println("Standard input broke: " + e.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }

    private void trade() {
        List<TopicPartition> partitions =
                marks.partitionsFor(Topic.MARKS.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        marks.assign(partitions);
        marks.seekToBeginning(partitions);
        partitions.forEach(marks::position);
        System.out.println("READY");
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : marks.poll(Duration.ofMillis(200))) {
                if (EventCodec.decode(Topic.MARKS, record.value())
                                instanceof EventCodec.Decoded.Known(Event event)
                        && event instanceof MarketEvent market
                        && onMarket(market)) {
                    return;
                }
            }
        }
    }

    /**
     * @return whether the bot's time is over
     */
    private boolean onMarket(MarketEvent event) {
        Instant at = event.occurredAt();
        if (!running && !at.isBefore(order.from())) {
            start(at);
        }
        Optional<BotRule.Verdict> verdict =
                switch (event) {
                    case MarketEvent.MarkUpdated mark ->
                            mark.symbol().equals(SYMBOL)
                                    ? rule.onMark(at, mark.price().value())
                                    : Optional.empty();
                    case MarketEvent.ClockTicked tick -> rule.onTick(at);
                };
        if (!at.isBefore(order.until())) {
            end(at);
            return true;
        }
        if (running) {
            verdict.ifPresent(said -> act(said, at));
        }
        return false;
    }

    private void start(Instant at) {
        running = true;
        rule.begin();
        portfolios.post(
                "portfolios/" + order.portfolio() + "/runs",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("run_id", order.run().value())
                        .put("bot_version", order.version())
                        .put("bot", "demo")
                        .put("occurred_at", at.toString()));
        System.out.println(at + " run " + order.run() + " started");
    }

    private void end(Instant at) {
        portfolios.post(
                "portfolios/" + order.portfolio() + "/runs/" + order.run() + "/end",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("reason", "its time is over")
                        .put("occurred_at", at.toString()));
        System.out.println(at + " run " + order.run() + " ended after " + orders + " orders");
    }

    private void act(BotRule.Verdict verdict, Instant at) {
        switch (verdict) {
            case BotRule.Verdict.Hold hold ->
                    called(
                            Map.of("action", "HOLD", "close", hold.close().toPlainString()),
                            TOKENS_OF_A_DECISION,
                            at);
            case BotRule.Verdict.Buy buy -> {
                called(Map.of("action", "BUY", "reason", buy.reason()), TOKENS_OF_AN_ORDER, at);
                writer.send(intent(buy, at));
                System.out.println(at + " " + buy.reason() + " " + buy.quantity());
            }
        }
    }

    private void called(Map<String, Object> decision, long outputTokens, Instant at) {
        calls++;
        BigDecimal cost =
                INPUT_TOKEN
                        .multiply(BigDecimal.valueOf(PROMPT_TOKENS))
                        .add(OUTPUT_TOKEN.multiply(BigDecimal.valueOf(outputTokens)));
        writer.send(
                new CostEvent.LlmCalled(
                        order.portfolio(),
                        order.run(),
                        Optional.of(BotVersion.of(order.version())),
                        order.run() + "-call-" + calls,
                        MODEL,
                        PROMPT_TOKENS,
                        outputTokens,
                        cost,
                        Currency.of("USD"),
                        decision,
                        Optional.empty(),
                        Optional.empty(),
                        at));
    }

    private OrderIntentEvent.Intended intent(BotRule.Verdict.Buy buy, Instant at) {
        orders++;
        return new OrderIntentEvent.Intended(
                order.portfolio(),
                order.run(),
                Optional.of(BotVersion.of(order.version())),
                ClientOrderId.of(
                        "%s-%s-%05d".formatted(order.portfolio(), order.version(), orders)),
                SYMBOL,
                Side.BUY,
                buy.limit().isPresent() ? OrderType.LIMIT : OrderType.MARKET,
                new Quantity(buy.quantity()),
                buy.limit().map(Price::new),
                TimeInForce.GTC,
                Optional.empty(),
                false,
                Optional.of(
                        new OrderIntentEvent.PlanTerms(
                                Optional.of(new Price(buy.stop())),
                                Optional.of(new Price(buy.target())),
                                Optional.empty(),
                                Optional.of(buy.toBreakeven()),
                                Optional.empty(),
                                Optional.of(Duration.ofDays(14)),
                                Optional.of(true))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(buy.reason()),
                at);
    }

    @Override
    public void close() {
        writer.close();
        marks.close();
    }

    /**
     * A bot as a process of its own.
     *
     * @return its command; the API key is to be put into its environment
     */
    static List<String> command(
            String bootstrapServers,
            URI portfolioService,
            PortfolioId portfolio,
            RunId run,
            String version,
            Instant from,
            Instant until) {
        Order order =
                new Order(bootstrapServers, portfolioService, portfolio, run, version, from, until);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoBot.class.getName()));
        command.addAll(List.of(order.arguments()));
        return command;
    }
}
