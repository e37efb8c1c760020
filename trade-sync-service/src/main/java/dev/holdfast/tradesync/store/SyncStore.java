package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;
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
import java.util.List;
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

    /** Fills on the portfolio's account that are nobody's, the latest first. */
    public Uni<List<Stored.Held>> unassigned(PortfolioId portfolio, After after, int limit) {
        return query(
                FillStore.HELD
                        + "where portfolio_id = $1 and (occurred_at, trade_id) < ($2, $3)"
                        + " and not exists (select from fill_claims c join accounts a"
                        + " on (a.venue, a.account) = (c.venue, c.account)"
                        + " where a.portfolio_id = f.portfolio_id and (c.venue, c.symbol,"
                        + " c.order_id, c.trade_id) = (f.venue, f.symbol, f.order_id, f.trade_id))"
                        + " order by occurred_at desc, trade_id desc limit $4",
                page(portfolio, after, limit),
                Stored.Held.class);
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
