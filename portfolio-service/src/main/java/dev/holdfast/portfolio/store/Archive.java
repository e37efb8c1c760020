package dev.holdfast.portfolio.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.portfolio.domain.Boundary;
import dev.holdfast.portfolio.domain.DailyReturns;
import dev.holdfast.portfolio.domain.Fill;
import dev.holdfast.portfolio.domain.FillRates;
import dev.holdfast.portfolio.domain.Past;
import dev.holdfast.portfolio.domain.Placed;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Position;
import dev.holdfast.portfolio.domain.Reach;
import dev.holdfast.portfolio.domain.Spot;
import dev.holdfast.portfolio.domain.Tail;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Fetches what ledgers put away. */
@ApplicationScoped
public class Archive {

    /** Columns of time hold microseconds, so what lies close is fetched and looked at exactly. */
    private static final Duration BLUR = Duration.ofMillis(1);

    private static final String FOUND =
            """
            select k.n, f.occurred_at, f.body
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                with ordinality as k(p, ve, sy, o, tr, n)
            join fills f on f.portfolio_id = k.p and f.venue = k.ve and f.symbol = k.sy
                and f.order_id = k.o and f.trade_id = k.tr
            where not f.cancelled
            """;

    private static final String ORDERS =
            """
            select o.portfolio_id, o.body from unnest($1::text[], $2::text[], $3::text[]) as k(p, sy, o)
            join placed_orders o on o.portfolio_id = k.p and o.symbol = k.sy and o.order_id = k.o
            """;

    private static final String SPOT =
            """
            select body from position_spots where portfolio_id = $1 and symbol = $2 and at <= $3
            order by at desc limit 1
            """;

    private static final String FILLS =
            """
            select body, rates from fills
            where portfolio_id = $1 and symbol = $2 and occurred_at >= $3 and occurred_at <= $4
                and not cancelled
            """;

    private static final String DAYS =
            "select body from day_boundaries where portfolio_id = $1 and at >= $2 order by at";

    /** The latest word on each beginning of a day in a timezone. */
    private static final String STARTS =
            """
            select distinct on (at) at, equity, net_pnl from equity_snapshots
            where portfolio_id = $1 and boundary and body::jsonb -> 'boundary' @> to_jsonb($2::text)
            order by at, revision desc
            """;

    private static final ObjectMapper JSON = EventCodec.stateMapper();

    private final Pool pool;

    Archive(Pool pool) {
        this.pool = pool;
    }

    /** The states, each with as much of its past as was asked for. */
    public Uni<Map<PortfolioId, PortfolioState>> fetch(Map<PortfolioId, Reach> wanted) {
        return placed(wanted)
                .chain(() -> orders(wanted))
                .chain(
                        orders ->
                                Multi.createFrom()
                                        .iterable(wanted.entrySet())
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                one ->
                                                        past(
                                                                one.getKey(),
                                                                one.getValue(),
                                                                orders.getOrDefault(
                                                                        one.getKey(), List.of())))
                                        .collect()
                                        .asList())
                .map(
                        states -> {
                            Map<PortfolioId, PortfolioState> further = new HashMap<>();
                            states.forEach(state -> further.put(state.portfolioId(), state));
                            return further;
                        });
    }

    /** Where the days of a timezone began, oldest first, as last stated. */
    public Uni<List<DailyReturns.Start>> days(PortfolioId portfolio, ZoneId zone) {
        return pool.preparedQuery(STARTS)
                .execute(Parameters.of(portfolio.value(), zone.getId()))
                .map(
                        rows ->
                                all(
                                        rows,
                                        row ->
                                                new DailyReturns.Start(
                                                        row.getOffsetDateTime("at").toInstant(),
                                                        Optional.ofNullable(
                                                                row.getBigDecimal("equity")),
                                                        Optional.ofNullable(
                                                                row.getBigDecimal("net_pnl")))));
    }

    /** Finds when the fills happened that are to change. */
    private Uni<Void> placed(Map<PortfolioId, Reach> wanted) {
        List<TradeEvent.FillKey> keys =
                wanted.values().stream().flatMap(reach -> reach.unplaced().stream()).toList();
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(FOUND)
                .execute(
                        Columns.of(keys)
                                .text(TradeEvent.FillKey::portfolioId)
                                .text(TradeEvent.FillKey::venue)
                                .text(TradeEvent.FillKey::symbol)
                                .text(TradeEvent.FillKey::orderId)
                                .text(TradeEvent.FillKey::tradeId)
                                .tuple())
                .invoke(
                        rows ->
                                rows.forEach(
                                        row -> {
                                            TradeEvent.FillKey key =
                                                    keys.get(Math.toIntExact(row.getLong("n") - 1));
                                            wanted.get(key.portfolioId())
                                                    .placed(key, trade(row).occurredAt());
                                        }))
                .replaceWithVoid();
    }

    private record Asked(PortfolioId portfolio, Reach.OrderKey order) {}

    private Uni<Map<PortfolioId, List<Placed>>> orders(Map<PortfolioId, Reach> wanted) {
        List<Asked> asked = new ArrayList<>();
        wanted.forEach((id, reach) -> reach.orders().forEach(key -> asked.add(new Asked(id, key))));
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(ORDERS)
                .execute(
                        Columns.of(asked)
                                .text(Asked::portfolio)
                                .text(one -> one.order().symbol())
                                .text(one -> one.order().orderId())
                                .tuple())
                .map(
                        rows -> {
                            Map<PortfolioId, List<Placed>> found = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            found.computeIfAbsent(
                                                            PortfolioId.of(
                                                                    row.getString("portfolio_id")),
                                                            none -> new ArrayList<>())
                                                    .add(read(row, Placed.class)));
                            return found;
                        });
    }

    private Uni<PortfolioState> past(PortfolioId id, Reach reach, List<Placed> orders) {
        return tails(id, reach)
                .chain(
                        tails ->
                                boundaries(id, reach)
                                        .map(
                                                boundaries ->
                                                        new Past(
                                                                tails,
                                                                boundaries,
                                                                orders,
                                                                List.of())))
                .map(past -> reach.state().reachingBack(past));
    }

    private Uni<List<Tail>> tails(PortfolioId id, Reach reach) {
        return Multi.createFrom()
                .iterable(reach.fillsFrom().entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        late -> tail(id, late.getKey(), late.getValue(), reach.until()))
                .collect()
                .asList()
                .map(
                        fetched -> {
                            List<Tail> all = new ArrayList<>(fetched);
                            all.addAll(reach.knownTails());
                            return all;
                        });
    }

    private Uni<Tail> tail(PortfolioId id, Symbol symbol, Instant late, Instant until) {
        return pool.preparedQuery(SPOT)
                .execute(
                        Parameters.all(
                                new Object[] {id.value(), symbol.toString(), at(late.minus(BLUR))}))
                .map(rows -> all(rows, row -> read(row, Spot.class)).stream().findFirst())
                .chain(
                        spot -> {
                            Instant from = spot.map(Spot::at).orElse(Instant.EPOCH);
                            Position before =
                                    spot.map(Spot::position).orElseGet(() -> Position.none(symbol));
                            return fills(id, symbol, from, until)
                                    .map(fills -> Tail.of(from, before, fills));
                        });
    }

    private Uni<List<Fill>> fills(PortfolioId id, Symbol symbol, Instant from, Instant until) {
        return pool.preparedQuery(FILLS)
                .execute(
                        Parameters.all(
                                new Object[] {
                                    id.value(),
                                    symbol.toString(),
                                    at(from.minus(BLUR)),
                                    at(until.plus(BLUR))
                                }))
                .map(
                        rows ->
                                all(rows, Archive::fill).stream()
                                        .filter(
                                                fill ->
                                                        !fill.at().isBefore(from)
                                                                && fill.at().isBefore(until))
                                        .toList());
    }

    private Uni<List<Boundary>> boundaries(PortfolioId id, Reach reach) {
        if (reach.boundariesAfter().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Instant after = reach.boundariesAfter().get();
        return pool.preparedQuery(DAYS)
                .execute(Parameters.of(id.value(), at(after.minus(BLUR))))
                .map(
                        rows ->
                                all(rows, row -> read(row, Boundary.class)).stream()
                                        .filter(boundary -> boundary.at().isAfter(after))
                                        .toList());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Fill fill(Row row) {
        TradeEvent event = trade(row);
        String rates = row.getString("rates");
        return (rates == null ? FillRates.one(event.fill()) : read(rates, FillRates.class))
                .booked(event);
    }

    private static TradeEvent trade(Row row) {
        byte[] body = row.getString("body").getBytes(StandardCharsets.UTF_8);
        if (EventCodec.decode(Topic.TRADES, body) instanceof EventCodec.Decoded.Known known) {
            return (TradeEvent) known.event();
        }
        throw new IllegalArgumentException("A stored fill cannot be read by this version.");
    }

    private static <T> T read(Row row, Class<T> type) {
        return read(row.getString("body"), type);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "What was put away cannot be read by this version: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }
}
