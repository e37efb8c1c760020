package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.VenueFill;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What was booked, held and claimed of the fills on an account. */
@ApplicationScoped
public class FillStore {

    private static final String NUMBERS =
            "jsonb_build_object('quantity', quantity::text, 'price', price::text)";

    static final String HELD =
            "select (to_jsonb(f) || " + NUMBERS + ")::text from unassigned_fills f ";

    private static final String BOOKED_OF_THESE = ofThese("fills");
    private static final String HELD_OF_THESE = ofThese("unassigned_fills");

    private static final String TAGS =
            """
            select order_id, client_order_id, run_id, bot_version, tag from orders
            where portfolio_id = $1 and venue = $2 and order_id = any($3)\
            """;

    private static final String NEIGHBOURS =
            """
            select portfolio_id, client_order_prefix from accounts
            where venue = $1 and mode = $2 and account = $3 and portfolio_id <> $4\
            """;

    private static final String THEIR_ORDERS =
            """
            select order_id, symbol, status from orders where portfolio_id = any($1)
                and venue = $2 and order_id = any($3)
            union all
            select null, symbol, status from orders where portfolio_id = any($1)
                and status in ('PENDING', 'UNKNOWN')\
            """;

    private static final String CLAIM =
            """
            insert into fill_claims (venue, account, symbol, order_id, trade_id, portfolio_id)
            select venue, $2, symbol, order_id, trade_id, portfolio_id
            from jsonb_populate_recordset(null::fill_claims, $1::text::jsonb)
            order by symbol, order_id, trade_id
            on conflict do nothing\
            """;

    private static final String CLAIMED =
            """
            select c.symbol, c.order_id, c.trade_id
            from jsonb_populate_recordset(null::fill_claims, $1::text::jsonb) w
            cross join lateral (
                select * from fill_claims
                where (venue, account, symbol, order_id, trade_id)
                    = (w.venue, $2, w.symbol, w.order_id, w.trade_id)
                offset 0) c
            where c.portfolio_id = w.portfolio_id\
            """;

    private static final String TAKEN =
            """
            select c.symbol, c.order_id, c.trade_id
            from unnest($3::text[], $4::text[], $5::text[]) as w (symbol, order_id, trade_id)
            cross join lateral (
                select * from fill_claims
                where (venue, account, symbol, order_id, trade_id)
                    = ($2, $6, w.symbol, w.order_id, w.trade_id)
                offset 0) c
            where c.portfolio_id <> $1\
            """;

    private static final String TO_JUDGE =
            HELD
                    + "where portfolio_id = $1 and venue = $2"
                    + " and (judged_by <> $3 or trade_id = any($4))"
                    + " order by occurred_at, trade_id limit $5";

    private final Pool pool;
    private final TwinStore twins;
    private final ObjectMapper mapper = EventCodec.mapper();

    FillStore(Pool pool, TwinStore twins) {
        this.pool = pool;
        this.twins = twins;
    }

    /**
     * Each is looked up by its key. A join would be planned while the table is small, and kept by
     * the connection while it grows: then each of a thousand fills is compared with all of them.
     */
    private static String ofThese(String table) {
        return """
        select (to_jsonb(f) || %s)::text
        from unnest($3::text[], $4::text[], $5::text[]) as w (symbol, order_id, trade_id)
        cross join lateral (
            select * from %s
            where (portfolio_id, venue, symbol, order_id, trade_id)
                = ($1, $2, w.symbol, w.order_id, w.trade_id)
            offset 0) f\
        """
                .formatted(NUMBERS, table);
    }

    /**
     * What is known of these fills, of the orders that they belong to, and of who else trades on
     * the account.
     */
    public Uni<Known> known(PortfolioSync state, String account, List<VenueFill> fills) {
        if (fills.isEmpty()) {
            return Uni.createFrom().item(Known.NOTHING);
        }
        Tuple ids = ids(state, fills);
        return query(BOOKED_OF_THESE, ids, Stored.Trade.class)
                .chain(
                        trades ->
                                query(HELD_OF_THESE, ids, Stored.Held.class)
                                        .chain(
                                                held ->
                                                        orders(
                                                                state, account, fills, trades,
                                                                held)));
    }

    private Uni<Known> orders(
            PortfolioSync state,
            String account,
            List<VenueFill> fills,
            List<Stored.Trade> trades,
            List<Stored.Held> held) {
        Map<TradeEvent.FillKey, Known.Booked> booked = new HashMap<>();
        trades.forEach(trade -> booked.put(trade.fill().key(), trade.booked()));
        Map<TradeEvent.FillKey, Known.Held> waiting = new HashMap<>();
        held.forEach(fill -> waiting.put(fill.held().fill().key(), fill.held()));
        return tags(state, fills)
                .chain(
                        tags ->
                                neighbours(state, account, fills)
                                        .chain(
                                                neighbours ->
                                                        taken(state, account, fills, neighbours)
                                                                .map(
                                                                        lost ->
                                                                                new Known(
                                                                                        booked,
                                                                                        tags,
                                                                                        waiting,
                                                                                        neighbours,
                                                                                        Set.of(),
                                                                                        lost,
                                                                                        List
                                                                                                .of()))))
                .chain(known -> twins.of(state, fills).map(known::withTwins));
    }

    private Uni<Map<OrderId, OrderTags>> tags(PortfolioSync state, List<VenueFill> fills) {
        Account at = state.account().orElseThrow();
        Tuple parameters =
                Tuple.tuple()
                        .addString(state.portfolio().value())
                        .addString(at.venue().value())
                        .addArrayOfString(distinct(fills, fill -> fill.orderId().value()));
        return pool.preparedQuery(TAGS)
                .execute(parameters)
                .map(
                        rows -> {
                            Map<OrderId, OrderTags> tags = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            tags.put(
                                                    OrderId.of(row.getString(0)),
                                                    Stored.tags(
                                                            row.getString(1),
                                                            row.getString(2),
                                                            row.getString(3),
                                                            row.getString(4))));
                            return tags;
                        });
    }

    private Uni<Known.Neighbours> neighbours(
            PortfolioSync state, String account, List<VenueFill> fills) {
        Account at = state.account().orElseThrow();
        return pool.preparedQuery(NEIGHBOURS)
                .execute(
                        Tuple.of(
                                at.venue().value(),
                                at.mode().name(),
                                account,
                                state.portfolio().value()))
                .chain(
                        rows -> {
                            List<String> portfolios = new ArrayList<>();
                            List<String> prefixes = new ArrayList<>();
                            rows.forEach(
                                    row -> {
                                        portfolios.add(row.getString(0));
                                        prefixes.add(row.getString(1));
                                    });
                            return portfolios.isEmpty()
                                    ? Uni.createFrom().item(Known.Neighbours.NONE)
                                    : theirOrders(at, portfolios, prefixes, fills);
                        });
    }

    private Uni<Known.Neighbours> theirOrders(
            Account at, List<String> portfolios, List<String> prefixes, List<VenueFill> fills) {
        Tuple parameters =
                Tuple.tuple()
                        .addArrayOfString(portfolios.toArray(String[]::new))
                        .addString(at.venue().value())
                        .addArrayOfString(distinct(fills, fill -> fill.orderId().value()));
        return pool.preparedQuery(THEIR_ORDERS)
                .execute(parameters)
                .map(
                        rows -> {
                            Set<OrderId> theirs = new HashSet<>();
                            Set<Symbol> unconfirmed = new HashSet<>();
                            for (Row row : rows) {
                                if (row.getString(0) == null) {
                                    unconfirmed.add(Symbol.of(row.getString(1)));
                                } else {
                                    theirs.add(OrderId.of(row.getString(0)));
                                }
                            }
                            return new Known.Neighbours(prefixes, theirs, unconfirmed);
                        });
    }

    /** Which of these fills another portfolio has taken; none where nobody else is there. */
    private Uni<Set<TradeEvent.FillKey>> taken(
            PortfolioSync state,
            String account,
            List<VenueFill> fills,
            Known.Neighbours neighbours) {
        if (neighbours.prefixes().isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<List<String>, TradeEvent.FillKey> byId = new HashMap<>();
        fills.stream()
                .map(fill -> fill.key(state.portfolio(), state.account().orElseThrow().venue()))
                .forEach(key -> byId.put(id(key), key));
        return pool.preparedQuery(TAKEN)
                .execute(ids(state, fills).addString(account))
                .map(rows -> keys(rows, byId));
    }

    private static Set<TradeEvent.FillKey> keys(
            RowSet<Row> rows, Map<List<String>, TradeEvent.FillKey> byId) {
        Set<TradeEvent.FillKey> keys = new HashSet<>();
        rows.forEach(
                row ->
                        keys.add(
                                byId.get(
                                        List.of(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getString(2)))));
        return keys;
    }

    /**
     * Takes foreign fills for a portfolio, those that no other has taken.
     *
     * @return those that are the portfolio's now, from this claim or from an earlier one
     */
    public Uni<Set<TradeEvent.FillKey>> claim(String account, Set<TradeEvent.FillKey> wanted) {
        Tuple parameters = Tuple.of(json(wanted.stream().map(Stored.Key::of).toList()), account);
        Map<List<String>, TradeEvent.FillKey> byId = new HashMap<>();
        wanted.forEach(key -> byId.put(id(key), key));
        return pool.preparedQuery(CLAIM)
                .execute(parameters)
                .chain(() -> pool.preparedQuery(CLAIMED).execute(parameters))
                .map(rows -> keys(rows, byId));
    }

    private static List<String> id(TradeEvent.FillKey key) {
        return List.of(key.symbol().toString(), key.orderId().value(), key.tradeId().value());
    }

    /** Fills that wait and must be judged again, the oldest first. */
    public Uni<List<VenueFill>> toJudge(PortfolioSync state, int limit) {
        Account at = state.account().orElseThrow();
        String[] assigned =
                state.assigned().stream().map(key -> key.tradeId().value()).toArray(String[]::new);
        Tuple parameters =
                Tuple.tuple()
                        .addString(state.portfolio().value())
                        .addString(at.venue().value())
                        .addLong(at.version())
                        .addArrayOfString(assigned)
                        .addInteger(limit);
        return query(TO_JUDGE, parameters, Stored.Held.class)
                .map(held -> held.stream().map(Stored.Held::venueFill).toList());
    }

    /** Whether any fill of the portfolio's account waits. */
    public Uni<Boolean> holds(PortfolioId portfolio) {
        return pool.preparedQuery(
                        "select exists (select from unassigned_fills where portfolio_id = $1)")
                .execute(Tuple.of(portfolio.value()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Tuple ids(PortfolioSync state, List<VenueFill> fills) {
        return Tuple.tuple()
                .addString(state.portfolio().value())
                .addString(state.account().orElseThrow().venue().value())
                .addArrayOfString(each(fills, fill -> fill.symbol().toString()))
                .addArrayOfString(each(fills, fill -> fill.orderId().value()))
                .addArrayOfString(each(fills, fill -> fill.tradeId().value()));
    }

    private static String[] each(Collection<VenueFill> fills, Function<VenueFill, String> field) {
        return fills.stream().map(field).toArray(String[]::new);
    }

    private static String[] distinct(
            Collection<VenueFill> fills, Function<VenueFill, String> field) {
        return fills.stream().map(field).distinct().toArray(String[]::new);
    }

    private <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> type) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(
                        rows -> {
                            List<T> all = new ArrayList<>();
                            rows.forEach(row -> all.add(read(row.getString(0), type)));
                            return all;
                        });
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of ours can be read: " + json, e);
        }
    }

    private String json(Collection<?> rows) {
        try {
            return mapper.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rows of ours can be written: " + rows, e);
        }
    }
}
