package dev.holdfast.reporting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads what was kept. Every instance can: what one commits, all see. */
@ApplicationScoped
public class ReportingStore {

    private static final String ORDER_OF_DECISION =
            "decisions t left join orders o on o.portfolio_id = t.portfolio_id"
                    + " and o.client_order_id = t.client_order_id and t.verdict = 'APPROVED'";
    private static final String DECISION_WITH_ORDER =
            "(t.body || jsonb_build_object('order', case when o.body is null then null else"
                    + " jsonb_build_object('status', o.body -> 'status', 'filled_quantity',"
                    + " o.body -> 'filled_quantity', 'average_price', o.body -> 'average_price')"
                    + " end))::text";
    private static final String BODY = "t.body::text";

    private final Pool pool;
    private final ObjectMapper mapper = EventCodec.mapper();

    ReportingStore(Pool pool) {
        this.pool = pool;
    }

    /** The parts of these kinds of all portfolios, in order of portfolio. */
    public Uni<List<LivePart>> partsOfAll(List<String> kinds) {
        return list(
                "select portfolio_id, part, sequence, body::text as body from live_parts"
                        + " where part = any($1) order by portfolio_id",
                Parameters.of((Object) kinds.toArray(String[]::new)),
                this::part);
    }

    /** The parts of a portfolio that changed after a sequence; all of them after 0. */
    public Uni<List<LivePart>> partsAfter(String portfolio, long sequence) {
        return list(
                "select portfolio_id, part, sequence, body::text as body from live_parts"
                        + " where portfolio_id = $1 and sequence > $2 order by sequence, part",
                Tuple.of(portfolio, sequence),
                this::part);
    }

    /** The newest sequence of a portfolio; empty where nothing is known of it. */
    public Uni<Optional<Long>> sequence(String portfolio) {
        return list(
                        "select max(sequence) as newest from live_parts where portfolio_id = $1",
                        Tuple.of(portfolio),
                        row -> Optional.ofNullable(row.getLong("newest")))
                .map(List::getFirst);
    }

    /** Days, newest first. */
    public Uni<Listing> days(
            String portfolio,
            ZoneId timezone,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            int limit,
            Optional<Cursor> after) {
        return page(
                new Question("portfolio_days t", portfolio, "t.starts_at", "t.date::text")
                        .where("t.timezone = ?", Optional.of(timezone.getId()))
                        .where("t.date >= ?::date", from)
                        .where("t.date <= ?::date", to)
                        .after(after),
                BODY,
                limit);
    }

    public Uni<Optional<JsonNode>> day(String portfolio, ZoneId timezone, LocalDate date) {
        return one(
                "select body::text as body from portfolio_days"
                        + " where portfolio_id = $1 and timezone = $2 and date = $3",
                Tuple.of(portfolio, timezone.getId(), date));
    }

    /** All versions of a day, oldest first. */
    public Uni<List<JsonNode>> versions(String portfolio, ZoneId timezone, LocalDate date) {
        return list(
                "select jsonb_build_object('version', version, 'recorded_at', to_char(recorded_at at"
                        + " time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), 'cause', cause,"
                        + " 'day', body)::text as body from portfolio_day_versions"
                        + " where portfolio_id = $1 and timezone = $2 and date = $3"
                        + " order by version",
                Tuple.of(portfolio, timezone.getId(), date),
                this::body);
    }

    /** The date of the day before, or after, of those that were closed. */
    public Uni<Optional<LocalDate>> neighbour(
            String portfolio, ZoneId timezone, LocalDate date, boolean later) {
        return list(
                        later
                                ? "select min(date) as date from portfolio_days where portfolio_id ="
                                        + " $1 and timezone = $2 and date > $3"
                                : "select max(date) as date from portfolio_days where portfolio_id ="
                                        + " $1 and timezone = $2 and date < $3",
                        Tuple.of(portfolio, timezone.getId(), date),
                        row -> Optional.ofNullable(row.getLocalDate("date")))
                .map(List::getFirst);
    }

    public Uni<Optional<JsonNode>> endOfDay(String portfolio, ZoneId timezone, LocalDate date) {
        return one(
                "select body::text as body from ends_of_days"
                        + " where portfolio_id = $1 and timezone = $2 and date = $3",
                Tuple.of(portfolio, timezone.getId(), date));
    }

    /** Decisions with their checks and what became of the order. */
    public Uni<Listing> decisions(
            String portfolio,
            Period period,
            Optional<String> verdict,
            Optional<String> symbol,
            int limit,
            Optional<Cursor> after) {
        return page(
                new Question(
                                ORDER_OF_DECISION,
                                portfolio,
                                "t.occurred_at",
                                "lpad(t.number::text, 19, '0')")
                        .where("t.occurred_at >= ?::timestamptz", period.from())
                        .where("t.occurred_at < ?::timestamptz", period.to())
                        .where("t.verdict = ?", verdict)
                        .where("t.symbol = ?", symbol)
                        .after(after),
                DECISION_WITH_ORDER,
                limit);
    }

    /** How many decisions of a verdict a period has. */
    public Uni<Long> decisionsOf(String portfolio, Period period, String verdict) {
        return list(
                        "select count(*) as n from decisions where portfolio_id = $1 and verdict = $2"
                                + " and occurred_at >= $3 and occurred_at < $4",
                        Tuple.of(
                                portfolio,
                                verdict,
                                utc(period.from().orElseThrow()),
                                utc(period.to().orElseThrow())),
                        row -> row.getLong("n"))
                .map(List::getFirst);
    }

    public Uni<Listing> fills(
            String portfolio,
            Period period,
            Optional<String> symbol,
            int limit,
            Optional<Cursor> after) {
        return page(
                new Question(
                                "fills t",
                                portfolio,
                                "t.occurred_at",
                                "t.trade_id || '/' || t.order_id || '/' || t.symbol")
                        .where("t.occurred_at >= ?::timestamptz", period.from())
                        .where("t.occurred_at < ?::timestamptz", period.to())
                        .where("t.symbol = ?", symbol)
                        .after(after),
                BODY,
                limit);
    }

    /** Orders; {@code done} leaves out those that are not, or are. */
    public Uni<Listing> orders(
            String portfolio, Optional<Boolean> done, int limit, Optional<Cursor> after) {
        return page(
                new Question("orders t", portfolio, "t.placed_at", "t.client_order_id")
                        .where("t.done = ?::boolean", done)
                        .after(after),
                BODY,
                limit);
    }

    public Uni<Listing> plans(
            String portfolio, Optional<Boolean> closed, int limit, Optional<Cursor> after) {
        return page(
                new Question("plans t", portfolio, "t.opened_at", "t.plan_id")
                        .where("t.closed = ?::boolean", closed)
                        .after(after),
                BODY,
                limit);
    }

    public Uni<Optional<JsonNode>> plan(String portfolio, String plan) {
        return one(
                "select body::text as body from plans where portfolio_id = $1 and plan_id = $2",
                Tuple.of(portfolio, plan));
    }

    /** The life of a plan, oldest step first. */
    public Uni<List<JsonNode>> steps(String portfolio, String plan) {
        return list(
                "select body::text as body from plan_steps where portfolio_id = $1 and plan_id = $2"
                        + " order by number",
                Tuple.of(portfolio, plan),
                this::body);
    }

    public Uni<Listing> costs(String portfolio, int limit, Optional<Cursor> after) {
        return page(
                new Question(
                                "costs t",
                                portfolio,
                                "t.occurred_at",
                                "t.category || '/' || t.cost_id")
                        .after(after),
                BODY,
                limit);
    }

    /** Calls of language models by model and currency. */
    public Uni<List<JsonNode>> costsByModel(String portfolio) {
        return list(
                "select jsonb_build_object('model', body ->> 'model', 'currency', body ->> 'currency',"
                        + " 'calls', count(*), 'cost', sum(amount)::text, 'input_tokens',"
                        + " sum((body ->> 'input_tokens')::bigint), 'output_tokens',"
                        + " sum((body ->> 'output_tokens')::bigint))::text as body from costs"
                        + " where portfolio_id = $1 and category = 'LLM'"
                        + " group by body ->> 'model', body ->> 'currency'"
                        + " order by sum(amount) desc",
                Tuple.of(portfolio),
                this::body);
    }

    public Uni<Listing> runs(String portfolio, int limit, Optional<Cursor> after) {
        return page(
                new Question("runs t", portfolio, "coalesce(t.started_at, '-infinity')", "t.run_id")
                        .after(after),
                BODY,
                limit);
    }

    /** Cash movements, oldest first. */
    public Uni<List<JsonNode>> cashFlows(String portfolio, Period period) {
        return list(
                "select body::text as body from cash_flows where portfolio_id = $1"
                        + " and ($2::timestamptz is null or occurred_at >= $2)"
                        + " and ($3::timestamptz is null or occurred_at < $3)"
                        + " order by occurred_at, movement_id",
                bounds(portfolio, period),
                this::body);
    }

    /** The equity curve, oldest point first. */
    public Uni<List<CurvePoint>> curve(String portfolio, Period period) {
        return list(
                "select at, equity, net_pnl, drawdown from (select at, equity, net_pnl,"
                        + " max(net_pnl) over (order by at) - net_pnl as drawdown"
                        + " from equity_points where portfolio_id = $1) curve"
                        + " where ($2::timestamptz is null or at >= $2)"
                        + " and ($3::timestamptz is null or at < $3) order by at",
                bounds(portfolio, period),
                row ->
                        new CurvePoint(
                                row.getOffsetDateTime("at").toInstant(),
                                Optional.ofNullable(row.getBigDecimal("equity")),
                                Optional.ofNullable(row.getBigDecimal("net_pnl")),
                                Optional.ofNullable(row.getBigDecimal("drawdown"))));
    }

    private static Tuple bounds(String portfolio, Period period) {
        List<Object> values = new ArrayList<>();
        values.add(portfolio);
        values.add(period.from().map(ReportingStore::utc).orElse(null));
        values.add(period.to().map(ReportingStore::utc).orElse(null));
        return Tuple.wrap(values);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private Uni<Listing> page(Question question, String body, int limit) {
        return pool.preparedQuery(question.sql(body, limit))
                .execute(question.parameters())
                .map(
                        rows -> {
                            List<Row> all =
                                    StreamSupport.stream(rows.spliterator(), false).toList();
                            List<Row> shown = all.subList(0, Math.min(limit, all.size()));
                            Optional<String> next =
                                    all.size() > limit
                                            ? Optional.of(cursor(shown.getLast()).text())
                                            : Optional.empty();
                            return new Listing(shown.stream().map(this::body).toList(), next);
                        });
    }

    private static Cursor cursor(Row row) {
        return new Cursor(row.getString("at"), row.getString("id"));
    }

    private Uni<Optional<JsonNode>> one(String sql, Tuple parameters) {
        return list(sql, parameters, this::body)
                .map(rows -> rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst()));
    }

    private <T> Uni<List<T>> list(String sql, Tuple parameters, Function<Row, T> read) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(read).toList());
    }

    private LivePart part(Row row) {
        return new LivePart(
                row.getString("portfolio_id"),
                row.getString("part"),
                row.getLong("sequence"),
                body(row));
    }

    private JsonNode body(Row row) {
        try {
            return mapper.readTree(row.getString("body"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database gave a body that is no JSON", e);
        }
    }
}
