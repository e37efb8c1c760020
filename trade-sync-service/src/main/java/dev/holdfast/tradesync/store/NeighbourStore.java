package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.Known;
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

/** Who else trades on an account, and which portfolio has taken which of its fills. */
@ApplicationScoped
public class NeighbourStore {

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

    private final Pool pool;
    private final ObjectMapper mapper = EventCodec.mapper();

    NeighbourStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param taken which of the fills at hand another portfolio has taken
     */
    record Neighbours(Known.Neighbours known, Set<TradeEvent.FillKey> taken) {}

    Uni<Neighbours> of(PortfolioSync state, String account, List<VenueFill> fills) {
        return known(state, account, fills)
                .chain(
                        known ->
                                taken(state, account, fills, known)
                                        .map(taken -> new Neighbours(known, taken)));
    }

    private Uni<Known.Neighbours> known(
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
                        .addArrayOfString(FillIds.distinct(fills, fill -> fill.orderId().value()));
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
                .execute(FillIds.of(state, fills).addString(account))
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

    private String json(Collection<?> rows) {
        try {
            return mapper.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rows of ours can be written: " + rows, e);
        }
    }
}
