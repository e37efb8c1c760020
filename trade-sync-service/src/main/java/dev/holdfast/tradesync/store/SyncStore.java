package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.VenueFill;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the tables. Rows come as JSON, numbers as text in it, so that one reader serves all of them
 * and no digit is lost.
 */
@ApplicationScoped
public class SyncStore {

    private static final String NUMBERS =
            """
            jsonb_build_object('quantity', quantity::text, 'price', price::text)\
            """;

    private static final String TRADES =
            "select (to_jsonb(f) || " + NUMBERS + ")::text from fills f ";

    private static final String ORDERS =
            """
            select (to_jsonb(o) || jsonb_build_object('quantity', quantity::text,
                'limit_price', limit_price::text, 'filled_quantity', filled_quantity::text,
                'average_price', average_price::text))::text
            from orders o\
            """;

    private final Pool pool;
    private final ObjectMapper mapper = EventCodec.mapper();

    SyncStore(Pool pool) {
        this.pool = pool;
    }

    /** What is known of these fills and of the orders that they belong to. */
    public Uni<FillBooking.Known> known(PortfolioId portfolio, Venue venue, List<VenueFill> fills) {
        if (fills.isEmpty()) {
            return Uni.createFrom().item(FillBooking.Known.NOTHING);
        }
        return booked(portfolio, venue, fills)
                .chain(
                        booked ->
                                tags(portfolio, fills)
                                        .map(tags -> new FillBooking.Known(booked, tags)));
    }

    private Uni<Map<TradeEvent.FillKey, TradeEvent.Fill>> booked(
            PortfolioId portfolio, Venue venue, List<VenueFill> fills) {
        Tuple parameters =
                Tuple.tuple()
                        .addString(portfolio.value())
                        .addString(venue.value())
                        .addArrayOfString(distinct(fills, fill -> fill.symbol().toString()))
                        .addArrayOfString(distinct(fills, fill -> fill.tradeId().value()));
        return query(
                        TRADES
                                + "where portfolio_id = $1 and venue = $2 and symbol = any($3)"
                                + " and trade_id = any($4)",
                        parameters,
                        Stored.Trade.class)
                .map(
                        trades -> {
                            Map<TradeEvent.FillKey, TradeEvent.Fill> booked = new HashMap<>();
                            trades.forEach(trade -> booked.put(trade.fill().key(), trade.fill()));
                            return booked;
                        });
    }

    private Uni<Map<OrderId, OrderTags>> tags(PortfolioId portfolio, List<VenueFill> fills) {
        Tuple parameters =
                Tuple.tuple()
                        .addString(portfolio.value())
                        .addArrayOfString(distinct(fills, fill -> fill.orderId().value()));
        return query(
                        ORDERS + " where portfolio_id = $1 and order_id = any($2)",
                        parameters,
                        Stored.Order.class)
                .map(
                        orders -> {
                            Map<OrderId, OrderTags> tags = new HashMap<>();
                            orders.forEach(
                                    order ->
                                            tags.put(
                                                    order.orderId().orElseThrow(),
                                                    new OrderTags(
                                                            Optional.of(order.clientOrderId()),
                                                            order.runId(),
                                                            order.botVersion(),
                                                            order.tag())));
                            return tags;
                        });
    }

    /** Where a list goes on: after the row with this instant and id, newest first. */
    public record After(Instant at, String id) {

        public static final After NOTHING = new After(Instant.parse("9999-12-31T00:00:00Z"), "");
    }

    /** The portfolio's orders, the last approved first. */
    public Uni<List<Stored.Order>> orders(PortfolioId portfolio, After after, int limit) {
        return query(
                ORDERS
                        + " where portfolio_id = $1 and (approved_at, client_order_id) < ($2, $3)"
                        + " order by approved_at desc, client_order_id desc limit $4",
                page(portfolio, after, limit),
                Stored.Order.class);
    }

    /** The portfolio's fills, the latest first. */
    public Uni<List<Stored.Trade>> trades(PortfolioId portfolio, After after, int limit) {
        return query(
                TRADES
                        + "where portfolio_id = $1 and (occurred_at, trade_id) < ($2, $3)"
                        + " order by occurred_at desc, trade_id desc limit $4",
                page(portfolio, after, limit),
                Stored.Trade.class);
    }

    /** The portfolio's fills that no order of ours caused, the latest first. */
    public Uni<List<Stored.Trade>> unassigned(PortfolioId portfolio, After after, int limit) {
        return query(
                TRADES
                        + "where portfolio_id = $1 and origin = 'EXTERNAL'"
                        + " and (occurred_at, trade_id) < ($2, $3)"
                        + " order by occurred_at desc, trade_id desc limit $4",
                page(portfolio, after, limit),
                Stored.Trade.class);
    }

    public Uni<List<Stored.Cursor>> cursors(PortfolioId portfolio) {
        return query(
                "select to_jsonb(c)::text from cursors c where portfolio_id = $1 order by symbol",
                Tuple.of(portfolio.value()),
                Stored.Cursor.class);
    }

    /** Asks whichever instance owns the portfolio for a sync. */
    public Uni<Void> requestSync(PortfolioId portfolio) {
        return pool.preparedQuery(
                        "insert into sync_requests (portfolio_id) values ($1) on conflict do"
                                + " nothing")
                .execute(Tuple.of(portfolio.value()))
                .replaceWithVoid();
    }

    /** Takes the requests of these portfolios: each is answered once. */
    public Uni<List<PortfolioId>> takeSyncRequests(List<PortfolioId> owned) {
        String[] ids = owned.stream().map(PortfolioId::value).toArray(String[]::new);
        return pool.preparedQuery(
                        "delete from sync_requests where portfolio_id = any($1) returning"
                                + " portfolio_id")
                .execute(Tuple.tuple().addArrayOfString(ids))
                .map(rows -> all(rows, row -> PortfolioId.of(row.getString(0))));
    }

    private static Tuple page(PortfolioId portfolio, After after, int limit) {
        OffsetDateTime at = after.at().atOffset(ZoneOffset.UTC);
        return Tuple.tuple()
                .addString(portfolio.value())
                .addOffsetDateTime(at)
                .addString(after.id())
                .addInteger(limit);
    }

    private static String[] distinct(List<VenueFill> fills, Function<VenueFill, String> field) {
        return fills.stream().map(field).distinct().toArray(String[]::new);
    }

    private <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> type) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> all(rows, row -> read(row.getString(0), type)));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(read.apply(row));
        }
        return all;
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of ours can be read: " + json, e);
        }
    }
}
