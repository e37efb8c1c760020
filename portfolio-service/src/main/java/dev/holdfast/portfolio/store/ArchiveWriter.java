package dev.holdfast.portfolio.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.portfolio.domain.Boundary;
import dev.holdfast.portfolio.domain.Filed;
import dev.holdfast.portfolio.domain.Fill;
import dev.holdfast.portfolio.domain.FillRates;
import dev.holdfast.portfolio.domain.Placed;
import dev.holdfast.portfolio.domain.Spot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes what ledgers put away, in the transaction of the batch that put it away. */
final class ArchiveWriter {

    private static final String VOID_SPOTS =
            """
            delete from position_spots s
            using unnest($1::text[], $2::text[], $3::text[]) as c(p, sy, t)
            where s.portfolio_id = c.p and s.symbol = c.sy and s.at > c.t::timestamptz
            """;

    private static final String SPOTS =
            """
            insert into position_spots (portfolio_id, symbol, at, trades, body)
            select p, sy, t::timestamptz, n::bigint, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as c(p, sy, t, n, b)
            on conflict (portfolio_id, symbol, at) do update
            set trades = excluded.trades, body = excluded.body
            """;

    private static final String DAYS =
            """
            insert into day_boundaries (portfolio_id, at, body)
            select p, t::timestamptz, b from unnest($1::text[], $2::text[], $3::text[]) as c(p, t, b)
            on conflict (portfolio_id, at) do update set body = excluded.body
            """;

    private static final String RATES =
            """
            update fills f set rates = c.r
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                as c(p, ve, sy, o, tr, r)
            where f.portfolio_id = c.p and f.venue = c.ve and f.symbol = c.sy
                and f.order_id = c.o and f.trade_id = c.tr
            """;

    private static final String MOVEMENT_RATES =
            """
            update cash_movements m set rate = c.r::numeric
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c(p, ty, i, r)
            where c.ty = 'cash.moved' and m.portfolio_id = c.p and m.movement_id = c.i
            """;

    private static final String COST_RATES =
            """
            update costs m set rate = c.r::numeric
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c(p, ty, i, r)
            where m.portfolio_id = c.p and m.type = c.ty and m.cost_id = c.i
            """;

    /** Those that were booked together without their rate. */
    private static final String FOUND_RATES =
            """
            update costs m set rate = c.r::numeric
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c(p, cu, t, r)
            where m.portfolio_id = c.p and m.currency = c.cu and m.occurred_at = c.t::timestamptz
                and m.rate is null
            """;

    private static final String ORDERS =
            """
            insert into placed_orders (portfolio_id, symbol, order_id, placed_at, body)
            select p, sy, o, t::timestamptz, b
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as c(p, sy, o, t, b)
            on conflict (portfolio_id, symbol, order_id) do update
            set placed_at = excluded.placed_at, body = excluded.body
            """;

    private static final ObjectMapper JSON = EventCodec.stateMapper();

    private ArchiveWriter() {}

    /** Something of one portfolio. */
    private record Of<T>(String portfolio, T value) {}

    /** Rows in their order: of what is put away in one place the last counts. */
    static Uni<Void> write(SqlConnection transaction, List<PutAway> rows) {
        List<Of<Filed.Spots>> replaced = new ArrayList<>();
        Map<List<Object>, Of<Spot>> spots = new LinkedHashMap<>();
        Map<List<Object>, Of<Boundary>> days = new LinkedHashMap<>();
        Map<List<Object>, Of<Fill>> fills = new LinkedHashMap<>();
        List<Of<Filed.MoneyRate>> money = new ArrayList<>();
        List<Of<Filed.CostsRate>> found = new ArrayList<>();
        Map<List<Object>, Of<Placed>> orders = new LinkedHashMap<>();
        for (PutAway row : rows) {
            String portfolio = row.portfolio().value();
            switch (row.filed()) {
                case Filed.Spots all -> {
                    replaced.add(new Of<>(portfolio, all));
                    all.spots().forEach(spot -> put(spots, portfolio, spot));
                }
                case Filed.At one -> put(spots, portfolio, one.spot());
                case Filed.Day day ->
                        days.put(
                                List.of(portfolio, day.boundary().at()),
                                new Of<>(portfolio, day.boundary()));
                case Filed.Rates rates -> {
                    Fill fill = rates.fill();
                    fills.put(
                            List.of(
                                    portfolio,
                                    fill.venue(),
                                    fill.symbol(),
                                    fill.orderId(),
                                    fill.tradeId()),
                            new Of<>(portfolio, fill));
                }
                case Filed.MoneyRate rate -> money.add(new Of<>(portfolio, rate));
                case Filed.CostsRate rate -> found.add(new Of<>(portfolio, rate));
                case Filed.Order order ->
                        orders.put(
                                List.of(
                                        portfolio,
                                        order.placed().symbol(),
                                        order.placed().orderId()),
                                new Of<>(portfolio, order.placed()));
            }
        }
        return run(transaction, VOID_SPOTS, voided(replaced))
                .chain(() -> run(transaction, SPOTS, spots(List.copyOf(spots.values()))))
                .chain(() -> run(transaction, DAYS, days(List.copyOf(days.values()))))
                .chain(() -> run(transaction, RATES, rates(List.copyOf(fills.values()))))
                .chain(() -> run(transaction, MOVEMENT_RATES, money(money)))
                .chain(() -> run(transaction, COST_RATES, money(money)))
                .chain(() -> run(transaction, FOUND_RATES, found(found)))
                .chain(() -> run(transaction, ORDERS, orders(List.copyOf(orders.values()))));
    }

    private static void put(Map<List<Object>, Of<Spot>> spots, String portfolio, Spot spot) {
        spots.put(
                List.of(portfolio, spot.position().symbol(), spot.at()), new Of<>(portfolio, spot));
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, Columns<?> columns) {
        return columns.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(columns.tuple()).replaceWithVoid();
    }

    private static Columns<?> voided(List<Of<Filed.Spots>> all) {
        return of(all, Filed.Spots::symbol).text(of -> of.value().after());
    }

    private static Columns<?> spots(List<Of<Spot>> spots) {
        return of(spots, (Spot spot) -> spot.position().symbol())
                .text(of -> of.value().at())
                .text(of -> of.value().position().trades())
                .text(of -> json(of.value()));
    }

    private static Columns<?> days(List<Of<Boundary>> days) {
        return of(days, Boundary::at).text(of -> json(of.value()));
    }

    private static Columns<?> rates(List<Of<Fill>> fills) {
        return of(fills, Fill::venue)
                .text(of -> of.value().symbol())
                .text(of -> of.value().orderId())
                .text(of -> of.value().tradeId())
                .optional(
                        of ->
                                Optional.of(FillRates.of(of.value()))
                                        .filter(rates -> !rates.isOne())
                                        .map(ArchiveWriter::json));
    }

    private static Columns<?> money(List<Of<Filed.MoneyRate>> rates) {
        return of(rates, (Filed.MoneyRate rate) -> rate.id().type())
                .text(of -> of.value().id().id())
                .text(of -> of.value().rate().toPlainString());
    }

    private static Columns<?> found(List<Of<Filed.CostsRate>> rates) {
        return of(rates, Filed.CostsRate::currency)
                .text(of -> of.value().at())
                .text(of -> of.value().rate().toPlainString());
    }

    private static Columns<?> orders(List<Of<Placed>> orders) {
        return of(orders, Placed::symbol)
                .text(of -> of.value().orderId())
                .text(of -> of.value().at())
                .text(of -> json(of.value()));
    }

    private static <T> Columns<Of<T>> of(List<Of<T>> rows, Function<T, Object> second) {
        return Columns.of(rows).text(Of::portfolio).text(of -> second.apply(of.value()));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "What is put away cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
