package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.VenueFill;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What was booked and held of the fills on an account. */
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

    private static final String TO_JUDGE =
            HELD
                    + "where portfolio_id = $1 and venue = $2"
                    + " and (judged_by <> $3 or trade_id = any($4))"
                    + " order by occurred_at, trade_id limit $5";

    private final Pool pool;
    private final NeighbourStore neighbours;
    private final TwinStore twins;
    private final ObjectMapper mapper = EventCodec.mapper();

    FillStore(Pool pool, NeighbourStore neighbours, TwinStore twins) {
        this.pool = pool;
        this.neighbours = neighbours;
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
        return query(BOOKED_OF_THESE, FillIds.of(state, fills), Stored.Trade.class)
                .map(trades -> Known.of(trades.stream().collect(booked())))
                .chain(
                        known ->
                                fills.stream().allMatch(fill -> holds(known, state, fill))
                                        ? Uni.createFrom().item(known)
                                        : more(known, state, account, fills));
    }

    private static boolean holds(Known known, PortfolioSync state, VenueFill fill) {
        return known.holds(fill.fill(state.portfolio(), state.account().orElseThrow().venue()));
    }

    /** What matters only where one of the fills is new or says something else than before. */
    private Uni<Known> more(
            Known known, PortfolioSync state, String account, List<VenueFill> fills) {
        return Uni.combine()
                .all()
                .unis(
                        held(state, fills),
                        tags(state, fills),
                        neighbours.of(state, account, fills),
                        twins.of(state, fills))
                .with(
                        (held, tags, neighbours, twins) ->
                                new Known(
                                        known.fills(),
                                        tags,
                                        held.stream().collect(waiting()),
                                        neighbours.known(),
                                        Set.of(),
                                        neighbours.taken(),
                                        twins));
    }

    /** The state knows whether the portfolio has any that wait. */
    private Uni<List<Stored.Held>> held(PortfolioSync state, List<VenueFill> fills) {
        return state.holdingSince().isEmpty()
                ? Uni.createFrom().item(List.of())
                : query(HELD_OF_THESE, FillIds.of(state, fills), Stored.Held.class);
    }

    private static Collector<Stored.Trade, ?, Map<TradeEvent.FillKey, Known.Booked>> booked() {
        return Collectors.toMap(trade -> trade.fill().key(), Stored.Trade::booked, (a, b) -> b);
    }

    private static Collector<Stored.Held, ?, Map<TradeEvent.FillKey, Known.Held>> waiting() {
        return Collectors.toMap(fill -> fill.held().fill().key(), Stored.Held::held, (a, b) -> b);
    }

    private Uni<Map<OrderId, OrderTags>> tags(PortfolioSync state, List<VenueFill> fills) {
        Account at = state.account().orElseThrow();
        Tuple parameters =
                Tuple.tuple()
                        .addString(state.portfolio().value())
                        .addString(at.venue().value())
                        .addArrayOfString(FillIds.distinct(fills, fill -> fill.orderId().value()));
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
}
