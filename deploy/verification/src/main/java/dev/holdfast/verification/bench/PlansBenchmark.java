package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.local.Service;
import dev.holdfast.local.TopicWriter;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.PlanBook;
import dev.holdfast.planmonitor.domain.PlanFold;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans: what a mark costs, how fast it becomes an exit, and how fast a million of them guard. */
final class PlansBenchmark implements Benchmark {

    private static final int MARKS_A_SECOND = 200;
    private static final int TURNS = 2;
    private static final int PORTFOLIOS_THAT_EXIT = 20;
    private static final BigDecimal FIRST_STOP = new BigDecimal("90");
    private static final BigDecimal STEP = new BigDecimal("0.01");
    private static final int MARK_BYTES = 250;
    private static final int PARTITIONS = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Room for a million plans and the text that they are read from; a process of that size has
     * both compilers and a collector that uses all cores.
     */
    private static final Map<String, String> LARGE =
            Map.of(
                    "_JAVA_OPTIONS",
                    "-Xms5g -Xmx5g -Xmn1800m -XX:-UseSerialGC -XX:+UseParallelGC"
                            + " -XX:TieredStopAtLevel=4");

    @Override
    public void measure(Report report, Size size) throws Exception {
        perMark(report, size);
        exits(report, size);
        restart(report, size);
    }

    /** Marks between all levels, one by one, as a service folds them while nothing happens. */
    private static void perMark(Report report, Size size) {
        int many = size.of(100_000, 1_000);
        report.step("Judging marks against 10 and against " + many + " plans");
        PlanBook few = bookOf(10);
        PlanBook full = bookOf(many);
        double ofFew = Double.MAX_VALUE;
        double ofMany = Double.MAX_VALUE;
        for (int round = 0; round < 15; round++) {
            ofFew = Math.min(ofFew, nanosPerMark(few));
            ofMany = Math.min(ofMany, nanosPerMark(full));
        }
        report.figure("a mark against 10 plans", ofFew, "ns");
        report.figure("a mark against " + many + " plans", ofMany, "ns");
        report.atMost("cost of a mark, " + many + " plans to 10", ofMany / ofFew, "times", 2);
    }

    private static PlanBook bookOf(int plans) {
        PlanRecords records = new PlanRecords("p-0");
        PlanBook book = PlanBook.empty(records.portfolio());
        for (var event : records.armed(0, "S0/USD", new Price(FIRST_STOP))) {
            book = PlanFold.event(book, event, PlanRecords.NO_MARKET).book();
        }
        book =
                PlanFold.market(
                                book,
                                List.of(PlanRecords.tick(PlanRecords.BEGAN)),
                                PlanRecords.NO_MARKET)
                        .book();
        Plan first = book.plans().values().iterator().next();
        List<Plan> all = new ArrayList<>(plans);
        for (int i = 0; i < plans; i++) {
            all.add(PlanRecords.another(first, PlanId.of("p-" + i), i));
        }
        return book.with(all);
    }

    private static double nanosPerMark(PlanBook book) {
        int marks = 20_000;
        List<MarketEvent> tape = new ArrayList<>(marks);
        for (int i = 0; i < marks; i++) {
            tape.add(
                    PlanRecords.mark(
                            "S0/USD",
                            Price.of(String.valueOf(96 + i % 7)),
                            PlanRecords.BEGAN.plusMillis(i)));
        }
        PlanBook now = book;
        long began = System.nanoTime();
        for (MarketEvent mark : tape) {
            now = PlanFold.market(now, List.of(mark), PlanRecords.NO_MARKET).book();
        }
        double nanos = (double) (System.nanoTime() - began) / marks;
        if (now.plans().size() != book.plans().size()) {
            throw new IllegalStateException("A mark between all levels triggered a plan.");
        }
        return nanos;
    }

    /**
     * Falling markets: each portfolio trades a symbol of its own with stops one below the other,
     * and each mark reaches the next of them.
     */
    private static void exits(Report report, Size size) throws Exception {
        int warmUp = size.of(1_000, 100);
        int count = size.of(2_000, 200);
        int each = warmUp + count;
        try (Stage stage = Stage.with(Service.PLAN_MONITOR)) {
            report.step("Arming " + TURNS * each + " plans");
            arm(stage, TURNS * each);
            report.step(
                    "Relay and service in turn, twice: %d marks each to warm up, %d that count"
                            .formatted(warmUp, count));
            RoundTrips trips =
                    new RoundTrips(
                            stage.bootstrapServers(),
                            List.of(Topic.ORDER_INTENTS.topicName()),
                            PlansBenchmark::planOf);
            List<Latencies> raw = new ArrayList<>();
            List<Latencies> triggered = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                int first = turn * each;
                raw.add(stage.rawRelay(MARKS_A_SECOND, warmUp, count, MARK_BYTES));
                triggered.add(
                        trips.measure(
                                MARKS_A_SECOND, warmUp, count, number -> markFor(first + number)));
            }
            Latencies relay = Latencies.best(raw);
            Latencies exits = Latencies.best(triggered);
            relay.report(report, "raw relay");
            exits.report(report, "mark to exit intent");
            report.atMost(
                    "mark to exit intent, p99 to that of the raw relay",
                    exits.p99() / relay.p99(),
                    "times",
                    2);
        }
    }

    private static void arm(Stage stage, int plans) throws Exception {
        try (TopicWriter writer = new TopicWriter(stage.bootstrapServers(), "/benchmark")) {
            writer.sendAndAwait(PlanRecords.tick(PlanRecords.BEGAN));
            for (int i = 0; i < plans; i++) {
                PlanRecords records = new PlanRecords("p-" + i % PORTFOLIOS_THAT_EXIT);
                for (var event : records.armed(i, symbol(i), stop(i))) {
                    writer.send(event);
                }
            }
            writer.sendAndAwait(new PlanRecords("p-0").configured());
        }
        untilArmed(stage, plans);
    }

    private static void untilArmed(Stage stage, int plans) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int armed;
        while ((armed = count(stage, "select count(*) from plans where status = 'ARMED'"))
                < plans) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + armed + " plans are armed.");
            }
            Thread.sleep(100);
        }
    }

    private static String symbol(int number) {
        return "S" + number % PORTFOLIOS_THAT_EXIT + "/USD";
    }

    private static Price stop(int number) {
        BigDecimal below = STEP.multiply(BigDecimal.valueOf(number / PORTFOLIOS_THAT_EXIT));
        return new Price(FIRST_STOP.subtract(below));
    }

    private static RoundTrips.Question markFor(int number) {
        MarketEvent mark =
                PlanRecords.mark(
                        symbol(number),
                        stop(number),
                        PlanRecords.BEGAN.plusMillis(10L * number + 1));
        byte[] venue = PlanRecords.VENUE.value().getBytes(StandardCharsets.UTF_8);
        return new RoundTrips.Question(
                "p-o-" + number,
                new ProducerRecord<>(
                        Topic.MARKS.topicName(),
                        Utils.toPositive(Utils.murmur2(venue)) % PARTITIONS,
                        PlanRecords.VENUE + "/" + symbol(number),
                        EventCodec.encode(mark)));
    }

    private static Optional<String> planOf(ConsumerRecord<String, byte[]> record) {
        return EventCodec.decode(Topic.ORDER_INTENTS, record.value())
                                instanceof EventCodec.Decoded.Known known
                        && known.event() instanceof OrderIntentEvent.Intended intent
                ? intent.planId().map(PlanId::value)
                : Optional.empty();
    }

    /** From the start of the process until every portfolio has said that its plans guard again. */
    private static void restart(Report report, Size size) throws Exception {
        int portfolios = size.of(200, 4);
        int plansOfEach = size.of(5_000, 200);
        try (Stage stage = Stage.with(LARGE, Service.PLAN_MONITOR)) {
            report.step("Storing " + portfolios + " portfolios of " + plansOfEach + " plans");
            try (TopicWriter writer = new TopicWriter(stage.bootstrapServers(), "/benchmark")) {
                for (int i = 0; i < portfolios; i++) {
                    PlanRecords records = new PlanRecords("p-" + i);
                    for (var event : records.armed(i, "S0/USD", new Price(FIRST_STOP))) {
                        writer.send(event);
                    }
                }
                writer.sendAndAwait(PlanRecords.tick(PlanRecords.BEGAN));
            }
            untilArmed(stage, portfolios);
            stage.deployment().kill(Service.PLAN_MONITOR);
            multiply(stage, plansOfEach);
            int all = count(stage, "select count(*) from plans where status = 'ARMED'");
            report.step("Starting with " + all + " plans");
            try (Rearmings rearmings = new Rearmings(stage.bootstrapServers())) {
                long began = System.nanoTime();
                stage.deployment().restart(Service.PLAN_MONITOR);
                double ready = (System.nanoTime() - began) / 1e9;
                rearmings.await(all, PATIENCE);
                double seconds = (System.nanoTime() - began) / 1e9;
                report.figure("ready after", ready, "s");
                report.figure(
                        "resident memory with " + all + " plans",
                        stage.deployment().residentBytes().get(Service.PLAN_MONITOR.module()) / 1e6,
                        "MB");
                report.atMost(
                        "start and re-arm of " + all + " plans in " + portfolios + " portfolios",
                        Math.max(ready, seconds),
                        "s",
                        30);
            }
        }
    }

    /** More plans of the same portfolios, at levels of their own, as if each had been armed. */
    private static void multiply(Stage stage, int plansOfEach) throws SQLException {
        try (Connection connection = connect(stage);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into plans (portfolio_id, plan_id, version, status, symbol, opened_at, body)
                    select portfolio_id, plan_id || '-' || n, version, status, symbol, opened_at,
                           replace(replace(body, '"' || plan_id || '"', '"' || plan_id || '-' || n || '"'),
                                   '"90"', '"' || (10 + n %% 800 / 10.0)::numeric(10, 1) || '"')
                      from plans, generate_series(1, %d) n
                    """
                            .formatted(plansOfEach - 1));
            statement.execute("analyze plans");
        }
    }

    private static int count(Stage stage, String query) throws SQLException {
        try (Connection connection = connect(stage);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(Stage stage) throws SQLException {
        var database = stage.database(Service.PLAN_MONITOR);
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
