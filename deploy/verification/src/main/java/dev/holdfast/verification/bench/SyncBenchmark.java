package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.Service;
import dev.holdfast.local.TopicWriter;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The sync: reading a long history from a venue into {@code trades.v1}, and what it costs to look
 * at accounts in which nothing happens. The venue is the simulated one, whose history is written
 * into its book beforehand; its clock goes on at its usual pace.
 */
final class SyncBenchmark implements Benchmark {

    private static final int FILLS = 100_000;

    /** The first of them are read while the compilers are at work. */
    private static final int ROUNDS = 6;

    private static final int PAGE = 1_000;
    private static final int PORTFOLIOS = 200;

    /** As many as minutes of looking bring, so that the compilers soon know what there is. */
    private static final int WARM_UP = 20;

    private static final Instant TAPE_BEGINS = Instant.parse("2013-11-25T00:00:00Z");
    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String ORDER =
            """
            insert into paper_orders values (?, ?, ?, 'BTC/USD', 'BUY', 'LIMIT', ?, 800, 'GTC', null,
                true, ?, 'FILLED', null, '2013-11-24', '2013-11-24')\
            """;

    private static final String HISTORY =
            """
            insert into paper_fills
            select ? + n, ?, ?, ?, 'BTC/USD', case when n % 2 = 0 then 'BUY' else 'SELL' end, 0.01,
                800 + n % 100, 0.02, 'USD', 'TAKER',
                timestamptz '2013-11-01T00:00:00Z' + n * interval '10 seconds'
            from generate_series(1, ?) n\
            """;

    @Override
    public void measure(Report report, Size size) throws Exception {
        Path tape = tape();
        try (Stage stage =
                        Stage.with(
                                Map.of(
                                        "HOLDFAST_PAPER_TAPE", tape.toString(),
                                        "HOLDFAST_PAPER_AUTOSTART", "true",
                                        "HOLDFAST_PAPER_PAGE_SIZE", String.valueOf(PAGE)),
                                Service.TRADE_SYNC);
                TopicWriter outside = new TopicWriter(stage.bootstrapServers(), "benchmark")) {
            backfill(report, size, stage, outside);
            idle(report, size, stage, outside);
        } finally {
            Files.deleteIfExists(tape);
        }
    }

    private static void backfill(Report report, Size size, Stage stage, TopicWriter outside)
            throws Exception {
        int fills = size.of(FILLS, PAGE);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            report.step("Reading " + fills + " fills from the venue");
            PortfolioId portfolio = PortfolioId.of("long-" + round);
            outside.sendAndAwait(configured(portfolio));
            history(stage.database(Service.TRADE_SYNC), portfolio, round, fills);
            double perSecond = fills / secondsUntilThere(stage, portfolio, fills);
            report.figure("backfill, round " + (round + 1), perSecond, "fills/s");
            best = Math.max(best, perSecond);
        }
        report.atLeast("backfill into trades.v1, pages of " + PAGE, best, "fills/s", 20_000);
    }

    private static double secondsUntilThere(Stage stage, PortfolioId portfolio, int fills)
            throws Exception {
        try (KafkaConsumer<byte[], byte[]> reader = reader(stage)) {
            long before = trades(reader);
            long began = System.nanoTime();
            requestSyncs(stage, List.of(portfolio));
            while (trades(reader) < before + fills) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            "Of %d fills %d came.".formatted(fills, trades(reader) - before));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }

    /** Nothing is traded, and the clock goes on: each cycle says how far an account is known. */
    private static void idle(Report report, Size size, Stage stage, TopicWriter outside)
            throws Exception {
        int portfolios = size.of(PORTFOLIOS, 10);
        List<PortfolioId> idle =
                IntStream.range(0, portfolios).mapToObj(i -> PortfolioId.of("idle-" + i)).toList();
        for (PortfolioId portfolio : idle) {
            outside.sendAndAwait(configured(portfolio));
        }
        int seconds = size.of(60, 20);
        report.step("Syncing " + portfolios + " portfolios " + WARM_UP + " times to warm up");
        for (int turn = 0; turn < WARM_UP; turn++) {
            requestSyncs(stage, idle);
        }
        report.step("Looking at " + portfolios + " idle portfolios for " + seconds + " s");
        // The compilers go on for minutes over what is done every few seconds.
        TimeUnit.SECONDS.sleep(3L * seconds);
        Duration before = processorTime();
        TimeUnit.SECONDS.sleep(seconds);
        double spent = processorTime().minus(before).toNanos() / 1e9;
        report.atMost(
                "idle sync of " + portfolios + " portfolios",
                100 * spent / seconds,
                "% of a core",
                5);
    }

    private static Duration processorTime() {
        return ProcessHandle.current()
                .descendants()
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains("trade-sync-service"))
                                        .isPresent())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void history(
            EmbeddedDatabase.Access database, PortfolioId portfolio, int round, int fills)
            throws SQLException, InterruptedException {
        long first = (round + 1) * 10_000_000L;
        try (Connection connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password())) {
            connection.setAutoCommit(false);
            untilOpened(connection, portfolio);
            try (PreparedStatement order = connection.prepareStatement(ORDER);
                    PreparedStatement history = connection.prepareStatement(HISTORY)) {
                order.setLong(1, first);
                order.setString(2, portfolio.value());
                order.setString(3, portfolio + "-1");
                order.setInt(4, fills);
                order.setInt(5, fills);
                order.execute();
                history.setLong(1, first);
                history.setLong(2, first);
                history.setString(3, portfolio.value());
                history.setString(4, portfolio + "-1");
                history.setInt(5, fills);
                history.execute();
            }
            connection.commit();
        }
    }

    private static void untilOpened(Connection connection, PortfolioId portfolio)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement select =
                connection.prepareStatement("select from paper_accounts where portfolio_id = ?")) {
            select.setString(1, portfolio.value());
            while (!select.executeQuery().next()) {
                connection.commit();
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("The account was not opened.");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static void requestSyncs(Stage stage, List<PortfolioId> portfolios) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (PortfolioId portfolio : portfolios) {
                HttpRequest request =
                        HttpRequest.newBuilder(
                                        stage.deployment()
                                                .url(Service.TRADE_SYNC)
                                                .resolve("/portfolios/" + portfolio + "/sync"))
                                .header("X-API-Key", stage.deployment().apiKey())
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build();
                int status =
                        http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 202) {
                    throw new IllegalStateException("The sync was answered with " + status + ".");
                }
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(Stage stage) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static long trades(KafkaConsumer<byte[], byte[]> reader) {
        List<TopicPartition> all =
                reader.partitionsFor(Topic.TRADES.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        return reader.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Two prints, years apart: the clock goes on between them and nothing is traded. */
    private static Path tape() throws IOException {
        Path tape = Files.createTempFile("holdfast-benchmark-", ".csv");
        return Files.writeString(
                tape,
                "timestamp,price,amount\n%d,800,1\n%d,800,1\n"
                        .formatted(
                                TAPE_BEGINS.getEpochSecond(),
                                TAPE_BEGINS.plus(Duration.ofDays(365)).getEpochSecond()));
    }

    private static PortfolioEvent.Configured configured(PortfolioId portfolio) {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                portfolio.value(),
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                VENUE,
                TradingMode.PAPER,
                portfolio + "-",
                PortfolioEvent.Limits.NONE,
                PortfolioEvent.Overnight.KEEP,
                TAPE_BEGINS);
    }
}
