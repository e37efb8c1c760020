package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.enterprise.context.ApplicationScoped;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the events of a batch to their tables, one statement a table. */
@ApplicationScoped
public class HistoryWriter implements RowWriter.Transacting {

    private static final String VERSIONS =
            """
            insert into portfolio_versions (portfolio_id, version, configured_at, body)
            select p, v::bigint, t::timestamptz, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c(p, v, t, b)
            """;

    private static final String RUNS_STARTED =
            """
            insert into runs (portfolio_id, run_id, bot_version, bot, started_at)
            select p, r, v, b, t::timestamptz
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as c(p, r, v, b, t)
            on conflict (portfolio_id, run_id) do update
            set bot_version = excluded.bot_version, bot = excluded.bot, started_at = excluded.started_at
            """;

    private static final String RUNS_ENDED =
            """
            insert into runs (portfolio_id, run_id, ended_at, end_reason)
            select p, r, t::timestamptz, e
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c(p, r, t, e)
            on conflict (portfolio_id, run_id) do update
            set ended_at = excluded.ended_at, end_reason = excluded.end_reason
            """;

    private static final String FILLS =
            """
            insert into fills (portfolio_id, venue, symbol, order_id, trade_id, side, quantity, price,
                run_id, bot_version, occurred_at, cancelled, corrections, body)
            select p, ve, sy, o, tr, si, q::numeric, pr::numeric, r, bv, t::timestamptz, ca::boolean, co::integer, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
                as c(p, ve, sy, o, tr, si, q, pr, r, bv, t, ca, co, b)
            on conflict (portfolio_id, venue, symbol, order_id, trade_id) do update
            set side = excluded.side, quantity = excluded.quantity, price = excluded.price,
                run_id = excluded.run_id, bot_version = excluded.bot_version,
                occurred_at = excluded.occurred_at, cancelled = excluded.cancelled,
                corrections = fills.corrections + greatest(excluded.corrections, 1), body = excluded.body
            """;

    private static final String MOVEMENTS =
            """
            insert into cash_movements (portfolio_id, movement_id, amount, currency, occurred_at, body)
            select p, m, a::numeric, c, t::timestamptz, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                as x(p, m, a, c, t, b)
            """;

    private static final String COSTS =
            """
            insert into costs (portfolio_id, type, cost_id, amount, currency, run_id, occurred_at, body)
            select p, ty, i, a::numeric, c, r, t::timestamptz, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[]) as x(p, ty, i, a, c, r, t, b)
            """;

    private static final String SNAPSHOTS =
            """
            insert into equity_snapshots (portfolio_id, at, revision, boundary, provisional, restated,
                equity, net_pnl, body)
            select x.p, x.t::timestamptz,
                coalesce((select max(s.revision) from equity_snapshots s
                    where s.portfolio_id = x.p and s.at = x.t::timestamptz), 0)
                    + row_number() over (partition by x.p, x.t order by x.n),
                x.bo::boolean, x.pr::boolean, x.re::boolean, x.e::numeric, x.np::numeric, x.b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[]) with ordinality as x(p, t, bo, pr, re, e, np, b, n)
            """;

    @Override
    public Uni<Void> write(SqlConnection transaction, List<Row> rows) {
        List<Event> events = new ArrayList<>(rows.size());
        List<PutAway> putAway = new ArrayList<>();
        for (Row row : rows) {
            if (row instanceof PutAway away) {
                putAway.add(away);
            } else {
                events.add(((Kept) row).event());
            }
        }
        return run(transaction, VERSIONS, versions(events))
                .chain(() -> run(transaction, RUNS_STARTED, started(events)))
                .chain(() -> run(transaction, RUNS_ENDED, ended(events)))
                .chain(() -> run(transaction, FILLS, fills(events)))
                .chain(() -> run(transaction, MOVEMENTS, movements(events)))
                .chain(() -> run(transaction, COSTS, costs(events)))
                .chain(() -> run(transaction, SNAPSHOTS, snapshots(events)))
                .chain(() -> ArchiveWriter.write(transaction, putAway));
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, Columns<?> columns) {
        return columns.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(columns.tuple()).replaceWithVoid();
    }

    private static Columns<?> versions(List<Event> events) {
        return Columns.of(Columns.only(events, PortfolioEvent.Configured.class))
                .text(PortfolioEvent.Configured::portfolioId)
                .text(PortfolioEvent.Configured::version)
                .text(PortfolioEvent.Configured::occurredAt)
                .body(event -> event);
    }

    private static Columns<?> started(List<Event> events) {
        return Columns.of(Columns.only(events, RunEvent.Started.class))
                .text(RunEvent.Started::portfolioId)
                .text(RunEvent.Started::runId)
                .text(RunEvent.Started::botVersion)
                .optional(RunEvent.Started::bot)
                .text(RunEvent.Started::occurredAt);
    }

    private static Columns<?> ended(List<Event> events) {
        return Columns.of(Columns.only(events, RunEvent.Ended.class))
                .text(RunEvent.Ended::portfolioId)
                .text(RunEvent.Ended::runId)
                .text(RunEvent.Ended::occurredAt)
                .optional(RunEvent.Ended::reason);
    }

    /** A fill as the last record of the batch has it, and how many of them corrected it. */
    private record KnownFill(TradeEvent event, int corrections) {}

    private static Columns<?> fills(List<Event> events) {
        Map<TradeEvent.FillKey, KnownFill> known = new LinkedHashMap<>();
        for (TradeEvent event : Columns.only(events, TradeEvent.class)) {
            known.merge(
                    event.fill().key(),
                    new KnownFill(event, event instanceof TradeEvent.Corrected ? 1 : 0),
                    (before, after) -> new KnownFill(after.event(), before.corrections() + 1));
        }
        return Columns.of(new ArrayList<>(known.values()))
                .text(fill -> fill.event().portfolioId())
                .text(fill -> fill.event().fill().key().venue())
                .text(fill -> fill.event().fill().key().symbol())
                .text(fill -> fill.event().fill().key().orderId())
                .text(fill -> fill.event().fill().key().tradeId())
                .text(fill -> fill.event().fill().side())
                .text(fill -> fill.event().fill().quantity())
                .text(fill -> fill.event().fill().price())
                .text(fill -> fill.event().runId())
                .optional(fill -> fill.event().botVersion())
                .text(fill -> fill.event().occurredAt())
                .text(
                        fill ->
                                fill.event() instanceof TradeEvent.Corrected corrected
                                        && corrected.cancelled())
                .text(KnownFill::corrections)
                .body(KnownFill::event);
    }

    private static Columns<?> movements(List<Event> events) {
        return Columns.of(Columns.only(events, CashEvent.Moved.class))
                .text(CashEvent.Moved::portfolioId)
                .text(CashEvent.Moved::movementId)
                .text(event -> event.signedAmount().toPlainString())
                .text(CashEvent.Moved::currency)
                .text(CashEvent.Moved::occurredAt)
                .body(event -> event);
    }

    private record KnownCost(CostEvent event, String id, BigDecimal amount, Currency currency) {

        static KnownCost of(CostEvent event) {
            return switch (event) {
                case CostEvent.LlmCalled e -> new KnownCost(e, e.callId(), e.cost(), e.currency());
                case CostEvent.Incurred e -> new KnownCost(e, e.costId(), e.amount(), e.currency());
            };
        }
    }

    private static Columns<?> costs(List<Event> events) {
        return Columns.of(
                        Columns.only(events, CostEvent.class).stream().map(KnownCost::of).toList())
                .text(cost -> cost.event().portfolioId())
                .text(cost -> Topic.typeOf(cost.event()))
                .text(KnownCost::id)
                .text(cost -> cost.amount().toPlainString())
                .text(KnownCost::currency)
                .text(cost -> cost.event().runId())
                .text(cost -> cost.event().occurredAt())
                .body(KnownCost::event);
    }

    private static Columns<?> snapshots(List<Event> events) {
        return Columns.of(Columns.only(events, EquityEvent.class))
                .text(EquityEvent::portfolioId)
                .text(EquityEvent::at)
                .text(event -> !boundary(event).isEmpty())
                .text(event -> event instanceof EquityEvent.Snapshotted s && s.provisional())
                .text(event -> event instanceof EquityEvent.Restated)
                .optional(event -> event.stats().equity().map(BigDecimal::toPlainString))
                .optional(event -> event.stats().netPnl().map(BigDecimal::toPlainString))
                .body(event -> event);
    }

    private static List<String> boundary(EquityEvent event) {
        return switch (event) {
            case EquityEvent.Snapshotted e -> e.boundary();
            case EquityEvent.Restated e -> e.boundary();
        };
    }
}
