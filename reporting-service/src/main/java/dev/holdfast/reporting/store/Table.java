package dev.holdfast.reporting.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables that a batch may write, each in one statement: a column is an array of texts, cast in
 * SQL. A line whose key is there already replaces it.
 */
enum Table {
    LIVE_PARTS(2, "portfolio_id", "part", "sequence:bigint", "body:jsonb"),
    EQUITY_POINTS(
            2,
            "portfolio_id",
            "at:timestamptz",
            "equity:numeric",
            "net_pnl:numeric",
            "contributed:numeric"),
    PORTFOLIO_DAYS(
            3,
            "portfolio_id",
            "timezone",
            "date:date",
            "version:bigint",
            "provisional:boolean",
            "starts_at:timestamptz",
            "ends_at:timestamptz",
            "body:jsonb"),
    PORTFOLIO_DAY_VERSIONS(
            4,
            "portfolio_id",
            "timezone",
            "date:date",
            "version:bigint",
            "cause",
            "recorded_at:timestamptz",
            "body:jsonb"),
    ENDS_OF_DAYS(3, "portfolio_id", "timezone", "date:date", "body:jsonb"),
    ORDERS(
            2,
            "portfolio_id",
            "client_order_id",
            "placed_at:timestamptz",
            "done:boolean",
            "body:jsonb"),
    PLANS(2, "portfolio_id", "plan_id", "opened_at:timestamptz", "closed:boolean", "body:jsonb"),
    PLAN_STEPS(2, "portfolio_id", "number:bigint", "plan_id", "body:jsonb"),
    DECISIONS(
            2,
            "portfolio_id",
            "number:bigint",
            "client_order_id",
            "occurred_at:timestamptz",
            "verdict",
            "symbol",
            "body:jsonb"),
    FILLS(
            5,
            "portfolio_id",
            "venue",
            "symbol",
            "order_id",
            "trade_id",
            "occurred_at:timestamptz",
            "body:jsonb"),
    COSTS(3, "portfolio_id", "category", "cost_id", "occurred_at:timestamptz", "body:jsonb"),
    CASH_FLOWS(2, "portfolio_id", "movement_id", "occurred_at:timestamptz", "body:jsonb"),
    RUNS(2, "portfolio_id", "run_id", "started_at:timestamptz", "body:jsonb"),
    OPERATOR_COMMANDS(2, "portfolio_id", "command_id", "occurred_at:timestamptz", "body:jsonb"),
    UNAPPLIED_RECORDS(
            4,
            "portfolio_id",
            "topic",
            "partition",
            "record_offset",
            "recorded_at:timestamptz",
            "body:jsonb");

    private final int keys;
    private final List<String> columns;
    private final List<String> types;

    /** The first {@code keys} columns are the primary key; {@code name:type}, or text. */
    Table(int keys, String... columns) {
        this.keys = keys;
        this.columns = Arrays.stream(columns).map(c -> c.replaceAll(":.*", "")).toList();
        this.types =
                Arrays.stream(columns)
                        .map(c -> c.contains(":") ? c.substring(c.indexOf(':') + 1) : "text")
                        .toList();
    }

    int keys() {
        return keys;
    }

    int width() {
        return columns.size();
    }

    /** Takes an array of texts for each column. */
    String upsert() {
        String names = String.join(", ", columns);
        String values =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "c" + i + "::" + types.get(i))
                        .collect(Collectors.joining(", "));
        String arrays =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "$" + (i + 1) + "::text[]")
                        .collect(Collectors.joining(", "));
        String aliases =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        String updates =
                columns.subList(keys, columns.size()).stream()
                        .map(c -> c + " = excluded." + c)
                        .collect(Collectors.joining(", "));
        return "insert into %s (%s) select %s from unnest(%s) as line(%s) on conflict (%s) do update set %s"
                .formatted(
                        name().toLowerCase(),
                        names,
                        values,
                        arrays,
                        aliases,
                        String.join(", ", columns.subList(0, keys)),
                        updates);
    }
}
