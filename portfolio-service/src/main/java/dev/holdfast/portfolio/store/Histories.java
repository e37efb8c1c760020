package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads what was booked. */
@ApplicationScoped
public class Histories {

    private static final String LATEST_VERSIONS =
            """
            select distinct on (portfolio_id) body from portfolio_versions
            order by portfolio_id, version desc
            """;

    private static final String VERSIONS =
            """
            select body from portfolio_versions where portfolio_id = $1
            and (version = 1 or version >= $2
                or version = (select max(version) from portfolio_versions where portfolio_id = $1))
            order by version
            """;

    private static final String RUNS =
            "select * from runs where portfolio_id = $1 order by started_at desc nulls last, run_id";

    private static final String MOVEMENT =
            "select body from cash_movements where portfolio_id = $1 and movement_id = $2";

    private static final String COST =
            "select body from costs where portfolio_id = $1 and type = $2 and cost_id = $3";

    /** What stands before the place of the last page, newest first. */
    private static final String PAGE =
            """
            select body, occurred_at, number%s from %s
            where portfolio_id = $1 and (occurred_at, number) < ($2::timestamptz, $3)
            order by occurred_at desc, number desc limit $4
            """;

    private static final String FILLS = PAGE.formatted(", cancelled, corrections", "fills");
    private static final String MOVEMENTS = PAGE.formatted("", "cash_movements");
    private static final String COSTS = PAGE.formatted("", "costs");

    private final Pool pool;

    Histories(Pool pool) {
        this.pool = pool;
    }

    /** A run as it was registered; one that only ended, or was only ever named, has no start. */
    public record Run(
            String runId,
            Optional<String> botVersion,
            Optional<String> bot,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> endReason) {}

    /** A record and its place, by which the page after it is asked for. */
    public record Placed<T>(T event, Place place) {}

    /** Where a page goes on. */
    public record Place(Instant occurredAt, long number) {

        public static final Place NEWEST =
                new Place(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE);
    }

    /** A fill as it is now known. */
    public record BookedFill(TradeEvent event, boolean cancelled, int corrections) {}

    /** The configurations of all portfolios, in order of their ids. */
    public Uni<List<PortfolioEvent.Configured>> portfolios() {
        return pool.query(LATEST_VERSIONS)
                .execute()
                .map(rows -> all(rows, row -> configured(row.getString("body"))));
    }

    /** The first and the latest configuration; nothing where there is no such portfolio. */
    public Uni<List<PortfolioEvent.Configured>> versions(PortfolioId portfolio) {
        return versions(portfolio, Long.MAX_VALUE);
    }

    /** The configuration of this version, once there is one. */
    public Uni<Optional<PortfolioEvent.Configured>> version(PortfolioId portfolio, long version) {
        return versions(portfolio, version)
                .map(
                        known ->
                                known.stream()
                                        .filter(configured -> configured.version() == version)
                                        .findFirst());
    }

    private Uni<List<PortfolioEvent.Configured>> versions(PortfolioId portfolio, long from) {
        return pool.preparedQuery(VERSIONS)
                .execute(Tuple.of(portfolio.value(), from))
                .map(rows -> all(rows, row -> configured(row.getString("body"))));
    }

    /** The latest first. */
    public Uni<List<Run>> runs(PortfolioId portfolio) {
        return pool.preparedQuery(RUNS)
                .execute(Tuple.of(portfolio.value()))
                .map(rows -> all(rows, Histories::run));
    }

    public Uni<Optional<CashEvent.Moved>> movement(PortfolioId portfolio, String movementId) {
        return pool.preparedQuery(MOVEMENT)
                .execute(Tuple.of(portfolio.value(), movementId))
                .map(
                        rows ->
                                all(rows, row -> (CashEvent.Moved) read(Topic.CASH, row)).stream()
                                        .findFirst());
    }

    /**
     * @param type {@code llm.called} or {@code cost.incurred}
     * @param id the call_id or the cost_id
     */
    public Uni<Optional<CostEvent>> cost(PortfolioId portfolio, String type, String id) {
        return pool.preparedQuery(COST)
                .execute(Tuple.of(portfolio.value(), type, id))
                .map(
                        rows ->
                                all(rows, row -> (CostEvent) read(Topic.COSTS, row)).stream()
                                        .findFirst());
    }

    /** Newest first; cancelled ones are among them and say so. */
    public Uni<List<Placed<BookedFill>>> fills(PortfolioId portfolio, Place after, int limit) {
        return page(
                FILLS,
                portfolio,
                after,
                limit,
                row ->
                        new BookedFill(
                                (TradeEvent) read(Topic.TRADES, row),
                                row.getBoolean("cancelled"),
                                row.getInteger("corrections")));
    }

    /** Newest first. */
    public Uni<List<Placed<CashEvent.Moved>>> movements(
            PortfolioId portfolio, Place after, int limit) {
        return page(
                MOVEMENTS, portfolio, after, limit, row -> (CashEvent.Moved) read(Topic.CASH, row));
    }

    /** Newest first. */
    public Uni<List<Placed<CostEvent>>> costs(PortfolioId portfolio, Place after, int limit) {
        return page(COSTS, portfolio, after, limit, row -> (CostEvent) read(Topic.COSTS, row));
    }

    private <T> Uni<List<Placed<T>>> page(
            String sql, PortfolioId portfolio, Place after, int limit, Function<Row, T> read) {
        Tuple arguments =
                Tuple.of(
                        portfolio.value(),
                        after.occurredAt().atOffset(java.time.ZoneOffset.UTC),
                        after.number(),
                        limit);
        return pool.preparedQuery(sql)
                .execute(arguments)
                .map(
                        rows ->
                                all(
                                        rows,
                                        row ->
                                                new Placed<>(
                                                        read.apply(row),
                                                        new Place(
                                                                row.getOffsetDateTime("occurred_at")
                                                                        .toInstant(),
                                                                row.getLong("number")))));
    }

    private static Run run(Row row) {
        return new Run(
                row.getString("run_id"),
                Optional.ofNullable(row.getString("bot_version")),
                Optional.ofNullable(row.getString("bot")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                Optional.ofNullable(row.getString("end_reason")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private static <T> List<T> all(Iterable<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    private static PortfolioEvent.Configured configured(String body) {
        return (PortfolioEvent.Configured) read(Topic.PORTFOLIOS, body);
    }

    private static Event read(Topic topic, Row row) {
        return read(topic, row.getString("body"));
    }

    private static Event read(Topic topic, String body) {
        EventCodec.Decoded decoded =
                EventCodec.decode(topic, body.getBytes(StandardCharsets.UTF_8));
        if (decoded instanceof EventCodec.Decoded.Known known) {
            return known.event();
        }
        throw new IllegalStateException("A stored record cannot be read: " + decoded);
    }
}
