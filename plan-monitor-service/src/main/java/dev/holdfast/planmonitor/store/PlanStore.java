package dev.holdfast.planmonitor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.Refusal;
import dev.holdfast.runtime.handler.Insertion;
import dev.holdfast.runtime.handler.Insertion.Column;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Plans as they stand, what was said of them, and commands that were refused. */
@ApplicationScoped
public class PlanStore implements RowWriter.Inserting {

    private static final ObjectMapper JSON = PlanBodies.mapper();

    private static final String PLANS =
            "plans (portfolio_id, plan_id, version, status, symbol, opened_at, body)";

    private static final String REPLACED =
            """
            on conflict (portfolio_id, plan_id) do update
            set version = excluded.version, status = excluded.status, symbol = excluded.symbol,
                opened_at = excluded.opened_at, body = excluded.body
            """;

    private static final String SAID =
            "plan_history (portfolio_id, plan_id, version, body, occurred_at)";

    private static final String REFUSED =
            "refused_plan_commands"
                    + " (portfolio_id, subject, code, expected_version, message, occurred_at)";

    private static final String FIND =
            "select body from plans where portfolio_id = $1 and plan_id = $2";

    private static final String LIST =
            """
            select body from plans
            where portfolio_id = $1 and plan_id > $2 and (status <> 'CLOSED') = $3
              and ($4::text is null or symbol = $4)
            order by plan_id limit $5
            """;

    private static final String HISTORY =
            """
            select body from plan_history
            where portfolio_id = $1 and plan_id = $2 order by number
            """;

    private static final String LAST_REFUSAL =
            """
            select number, subject, code, expected_version, message, occurred_at
            from refused_plan_commands
            where portfolio_id = $1 and subject = $2 and number > $3
            order by number desc limit 1
            """;

    private final Pool pool;

    PlanStore(Pool pool) {
        this.pool = pool;
    }

    /** A refusal and its place among all. */
    public record Numbered(long number, Refusal refusal) {}

    @Override
    public List<Insertion> insertions(List<Row> rows) {
        Map<List<String>, PlanRow.Current> current = new LinkedHashMap<>();
        List<PlanRow.Said> said = new ArrayList<>();
        List<PlanRow.Refused> refused = new ArrayList<>();
        for (Row row : rows) {
            switch ((PlanRow) row) {
                case PlanRow.Current plan ->
                        current.put(
                                List.of(plan.portfolioId().value(), plan.plan().id().value()),
                                plan);
                case PlanRow.Said event -> said.add(event);
                case PlanRow.Refused refusal -> refused.add(refusal);
            }
        }
        return Stream.of(plans(List.copyOf(current.values())), said(said), refused(refused))
                .filter(insertion -> insertion.columns().getFirst().values().length > 0)
                .toList();
    }

    private static Insertion plans(List<PlanRow.Current> plans) {
        return new Insertion(
                PLANS,
                List.of(
                        texts(plans, row -> row.portfolioId().value()),
                        texts(plans, row -> row.plan().id().value()),
                        numbers(plans, row -> row.plan().version()),
                        texts(plans, row -> row.plan().status().name()),
                        texts(plans, row -> row.plan().symbol().toString()),
                        times(plans, row -> row.plan().entry().openedAt()),
                        texts(plans, row -> write(row.plan()))),
                REPLACED);
    }

    private static Insertion said(List<PlanRow.Said> said) {
        return new Insertion(
                SAID,
                List.of(
                        texts(said, row -> row.portfolioId().value()),
                        texts(said, row -> row.plan().planId().value()),
                        numbers(said, row -> row.plan().version()),
                        texts(said, row -> words(row.event())),
                        times(said, row -> row.event().occurredAt())));
    }

    private static Insertion refused(List<PlanRow.Refused> refused) {
        return new Insertion(
                REFUSED,
                List.of(
                        texts(refused, row -> row.portfolioId().value()),
                        texts(refused, row -> row.refusal().subject()),
                        texts(refused, row -> row.refusal().code().name()),
                        numbers(refused, row -> row.refusal().expectedVersion().orElse(null)),
                        texts(refused, row -> row.refusal().message()),
                        times(refused, row -> row.refusal().occurredAt())));
    }

    private static <T> Column texts(List<T> rows, Function<T, String> value) {
        return new Column("text", rows.stream().map(value).toArray(String[]::new));
    }

    private static <T> Column numbers(List<T> rows, Function<T, Long> value) {
        return new Column("bigint", rows.stream().map(value).toArray(Long[]::new));
    }

    private static <T> Column times(List<T> rows, Function<T, Instant> value) {
        return new Column(
                "timestamptz",
                rows.stream()
                        .map(row -> value.apply(row).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    public Uni<Optional<Plan>> find(PortfolioId portfolio, PlanId plan) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(portfolio.value(), plan.value()))
                .map(rows -> bodies(rows, PlanBodies::plan).stream().findFirst());
    }

    /**
     * Plans in order of their ids.
     *
     * @param after only those with a greater id
     * @param alive those that are not closed, or those that are
     */
    public Uni<List<Plan>> list(
            PortfolioId portfolio,
            String after,
            boolean alive,
            Optional<Symbol> symbol,
            int limit) {
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.of(
                                portfolio.value(),
                                after,
                                alive,
                                symbol.map(Symbol::toString).orElse(null),
                                limit))
                .map(rows -> bodies(rows, PlanBodies::plan));
    }

    /** What was said of a plan, the first first. */
    public Uni<List<PlanEvent>> history(PortfolioId portfolio, PlanId plan) {
        return pool.preparedQuery(HISTORY)
                .execute(Tuple.of(portfolio.value(), plan.value()))
                .map(rows -> bodies(rows, PlanStore::event));
    }

    /** The last refusal about a plan after a number, from 0 on. */
    public Uni<Optional<Numbered>> refusal(PortfolioId portfolio, PlanId plan, long after) {
        return pool.preparedQuery(LAST_REFUSAL)
                .execute(Tuple.of(portfolio.value(), plan.value(), after))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(PlanStore::numbered)
                                        .findFirst());
    }

    private static Numbered numbered(io.vertx.mutiny.sqlclient.Row row) {
        return new Numbered(
                row.getLong("number"),
                new Refusal(
                        row.getString("subject"),
                        Refusal.Code.valueOf(row.getString("code")),
                        Optional.ofNullable(row.getLong("expected_version")),
                        row.getString("message"),
                        row.getOffsetDateTime("occurred_at").toInstant()));
    }

    private static <T> List<T> bodies(
            RowSet<io.vertx.mutiny.sqlclient.Row> rows, Function<String, T> read) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> read.apply(row.getString("body")))
                .toList();
    }

    private static String write(Plan plan) {
        try {
            return JSON.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plan must be writable: " + plan.id(), e);
        }
    }

    private static String words(Event event) {
        return new String(EventCodec.encode(event), StandardCharsets.UTF_8);
    }

    private static PlanEvent event(String body) {
        return switch (EventCodec.decode(Topic.PLANS, body.getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> (PlanEvent) known.event();
            case EventCodec.Decoded.UnknownType unknown ->
                    throw new IllegalStateException("Not of a plan: " + body);
            case EventCodec.Decoded.Invalid invalid ->
                    throw new IllegalStateException("Not of a plan: " + body);
        };
    }
}
