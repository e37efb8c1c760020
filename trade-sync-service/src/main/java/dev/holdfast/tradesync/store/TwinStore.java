package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Recognition;
import dev.holdfast.tradesync.domain.VenueFill;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills that are booked under one name and may be told under another: those that were imported
 * without the venue's ids. Most portfolios have none, and are asked no more than that.
 */
@ApplicationScoped
class TwinStore {

    private static final String WITHOUT_IDS =
            "origin = 'IMPORTED' and (trade_id like 'row-%' or trade_id = order_id)";

    private static final String ANY =
            "select exists (select from fills where portfolio_id = $1 and venue = $2 and "
                    + WITHOUT_IDS
                    + ")";

    /** Under the name that the venue gave it, as imported without its order, or alike. */
    private static final String IMPORTED =
            """
            select (to_jsonb(f) || jsonb_build_object('quantity', f.quantity::text,
                'price', f.price::text))::text, f.venue_order_id, f.venue_trade_id
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                as w (symbol, order_id, trade_id, quantity, price)
            cross join lateral (
                (select * from fills n
                where (n.portfolio_id, n.venue, n.symbol, n.venue_order_id, n.venue_trade_id)
                    = ($1, $2, w.symbol, w.order_id, w.trade_id))
                union all
                (select * from fills n
                where (n.portfolio_id, n.venue, n.symbol, n.order_id, n.trade_id)
                    = ($1, $2, w.symbol, w.trade_id, w.trade_id)
                    and w.order_id <> w.trade_id and n.origin = 'IMPORTED')
                union all
                (select * from fills n
                where (n.portfolio_id, n.venue, n.symbol, n.quantity, n.price)
                    = ($1, $2, w.symbol, w.quantity::numeric, w.price::numeric)
                    and n.origin = 'IMPORTED' and n.trade_id like 'row-%')
                offset 0) f\
            """;

    /** What the venue told of about that time, to be compared with rows of an export. */
    private static final String TOLD =
            """
            select (to_jsonb(f) || jsonb_build_object('quantity', f.quantity::text,
                'price', f.price::text))::text, null::text, null::text
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                as w (symbol, trade_id, quantity, price, at)
            cross join lateral (
                select * from fills
                where portfolio_id = $1 and occurred_at >= w.at::timestamptz
                    and occurred_at < w.at::timestamptz + interval '1 minute'
                    and venue = $2 and fills.symbol = w.symbol
                    and (fills.trade_id = w.trade_id
                        or (fills.quantity, fills.price)
                        = (w.quantity::numeric, w.price::numeric))
                    and fills.trade_id not like 'row-%'
                offset 0) f\
            """;

    private final Pool pool;
    private final ObjectMapper mapper = EventCodec.mapper();

    TwinStore(Pool pool) {
        this.pool = pool;
    }

    /** The booked fills that may be these under another name. */
    Uni<List<Known.Twin>> of(PortfolioSync state, List<VenueFill> fills) {
        List<VenueFill> withoutIds = fills.stream().filter(TwinStore::withoutIds).toList();
        if (!withoutIds.isEmpty()) {
            return query(
                    TOLD,
                    portfolio(state)
                            .addArrayOfString(
                                    FillIds.each(withoutIds, fill -> fill.symbol().toString()))
                            .addArrayOfString(
                                    FillIds.each(withoutIds, fill -> fill.tradeId().value()))
                            .addArrayOfString(FillIds.each(withoutIds, TwinStore::quantity))
                            .addArrayOfString(FillIds.each(withoutIds, TwinStore::price))
                            .addArrayOfString(
                                    FillIds.each(
                                            withoutIds, fill -> fill.occurredAt().toString())));
        }
        return pool.preparedQuery(ANY)
                .execute(portfolio(state))
                .chain(
                        any ->
                                any.iterator().next().getBoolean(0)
                                        ? query(IMPORTED, named(state, fills))
                                        : Uni.createFrom().item(List.of()));
    }

    private static boolean withoutIds(VenueFill fill) {
        return fill.tradeId().value().startsWith(Recognition.DERIVED)
                || fill.tradeId().value().equals(fill.orderId().value());
    }

    private static Tuple named(PortfolioSync state, List<VenueFill> fills) {
        return FillIds.of(state, fills)
                .addArrayOfString(FillIds.each(fills, TwinStore::quantity))
                .addArrayOfString(FillIds.each(fills, TwinStore::price));
    }

    private static Tuple portfolio(PortfolioSync state) {
        return Tuple.tuple()
                .addString(state.portfolio().value())
                .addString(state.account().orElseThrow().venue().value());
    }

    private static String quantity(VenueFill fill) {
        return fill.quantity().value().toPlainString();
    }

    private static String price(VenueFill fill) {
        return fill.price().value().toPlainString();
    }

    /** One that fits several of the fills is there once. */
    private Uni<List<Known.Twin>> query(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(
                        rows -> {
                            List<Known.Twin> twins = new ArrayList<>();
                            rows.forEach(row -> twins.add(twin(row)));
                            return twins.stream().distinct().toList();
                        });
    }

    private Known.Twin twin(Row row) {
        Optional<Known.Name> name =
                Optional.ofNullable(row.getString(2))
                        .map(
                                trade ->
                                        new Known.Name(
                                                OrderId.of(row.getString(1)), TradeId.of(trade)));
        return new Known.Twin(read(row.getString(0)).booked(), name);
    }

    private Stored.Trade read(String json) {
        try {
            return mapper.readValue(json, Stored.Trade.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of ours can be read: " + json, e);
        }
    }
}
