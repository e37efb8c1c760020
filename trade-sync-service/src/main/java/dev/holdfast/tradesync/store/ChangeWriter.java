package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.store.Parameters;
import dev.holdfast.tradesync.domain.Change;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes changes in a batch's transaction: one statement for each table. A fill that is new to the
 * rules and not to its table breaks the primary key, which fails the batch: better than to book it
 * twice.
 */
@ApplicationScoped
public class ChangeWriter implements RowWriter.Transacting {

    private static final String ORDERS =
            """
            insert into orders
            select * from jsonb_populate_recordset(null::orders, $1::text::jsonb)
            on conflict (portfolio_id, client_order_id) do update set
                venue = excluded.venue, order_id = excluded.order_id, quantity = excluded.quantity,
                limit_price = excluded.limit_price, status = excluded.status,
                filled_quantity = excluded.filled_quantity, average_price = excluded.average_price,
                code = excluded.code, reason = excluded.reason, updated_at = excluded.updated_at\
            """;

    private static final String FILLS =
            """
            insert into fills (portfolio_id, venue, symbol, order_id, trade_id, client_order_id,
                run_id, bot_version, side, quantity, price, fees, liquidity, origin,
                venue_sequence, tag, corrections, occurred_at, recorded_at)
            select portfolio_id, venue, symbol, order_id, trade_id, client_order_id,
                run_id, bot_version, side, quantity::numeric, price::numeric, fees::jsonb,
                liquidity, origin, venue_sequence, tag, 0, occurred_at, recorded_at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
                $13::text[], $14::text[], $15::text[], $16::text[], $17::timestamptz[],
                $18::timestamptz[])
                as f (portfolio_id, venue, symbol, order_id, trade_id, client_order_id, run_id,
                    bot_version, side, quantity, price, fees, liquidity, origin, venue_sequence,
                    tag, occurred_at, recorded_at)\
            """;

    private static final String CORRECTIONS =
            """
            update fills f set
                side = c.side, quantity = c.quantity, price = c.price, fees = c.fees,
                liquidity = c.liquidity, venue_sequence = c.venue_sequence,
                corrections = f.corrections + 1, occurred_at = c.occurred_at,
                recorded_at = c.recorded_at
            from jsonb_populate_recordset(null::fills, $1::text::jsonb) c
            where (f.portfolio_id, f.venue, f.symbol, f.order_id, f.trade_id)
                = (c.portfolio_id, c.venue, c.symbol, c.order_id, c.trade_id)\
            """;

    private static final String NAMED =
            """
            update fills f set venue_order_id = n.venue_order_id, venue_trade_id = n.venue_trade_id
            from jsonb_populate_recordset(null::fills, $1::text::jsonb) n
            where (f.portfolio_id, f.venue, f.symbol, f.order_id, f.trade_id)
                = (n.portfolio_id, n.venue, n.symbol, n.order_id, n.trade_id)\
            """;

    private static final String CURSORS =
            """
            insert into cursors
            select * from jsonb_populate_recordset(null::cursors, $1::text::jsonb)
            on conflict (portfolio_id, venue, symbol) do update set
                at = excluded.at, trade_id = excluded.trade_id\
            """;

    private static final String HELD =
            """
            insert into unassigned_fills
            select * from jsonb_populate_recordset(null::unassigned_fills, $1::text::jsonb)
            on conflict (portfolio_id, venue, symbol, order_id, trade_id) do update set
                client_order_id = excluded.client_order_id, side = excluded.side,
                quantity = excluded.quantity, price = excluded.price, fees = excluded.fees,
                liquidity = excluded.liquidity, venue_sequence = excluded.venue_sequence,
                judged_by = excluded.judged_by, occurred_at = excluded.occurred_at\
            """;

    private static final String RELEASED =
            """
            delete from unassigned_fills f
            using jsonb_populate_recordset(null::unassigned_fills, $1::text::jsonb) c
            where (f.portfolio_id, f.venue, f.symbol, f.order_id, f.trade_id)
                = (c.portfolio_id, c.venue, c.symbol, c.order_id, c.trade_id)\
            """;

    private static final String ACCOUNTS =
            """
            insert into accounts
            select * from jsonb_populate_recordset(null::accounts, $1::text::jsonb)
            on conflict (portfolio_id) do update set
                venue = excluded.venue, mode = excluded.mode, account = excluded.account,
                client_order_prefix = excluded.client_order_prefix\
            """;

    private static final String IMPORTED =
            """
            update trade_imports i set
                fills = null, booked = c.booked, known = c.known, differing = c.differing,
                others = c.others
            from jsonb_populate_recordset(null::trade_imports, $1::text::jsonb) c
            where (i.portfolio_id, i.import_id, i.part) = (c.portfolio_id, c.import_id, c.part)\
            """;

    private final ObjectMapper mapper = EventCodec.mapper();

    @Override
    public Uni<Void> write(SqlConnection transaction, List<Row> rows) {
        Map<Object, Stored.Order> orders = new LinkedHashMap<>();
        List<Stored.Trade> fills = new ArrayList<>();
        Map<Object, Stored.Trade> corrections = new LinkedHashMap<>();
        Map<Object, Stored.Cursor> cursors = new LinkedHashMap<>();
        Map<TradeEvent.FillKey, Stored.Held> held = new LinkedHashMap<>();
        Map<TradeEvent.FillKey, Stored.Key> released = new LinkedHashMap<>();
        Map<Object, Stored.Account> accounts = new LinkedHashMap<>();
        List<Stored.Import> imported = new ArrayList<>();
        List<Stored.Named> named = new ArrayList<>();
        for (Row row : rows) {
            switch (((ChangeRow) row).change()) {
                case Change.OrderChanged changed ->
                        orders.put(
                                List.of(changed.portfolio(), changed.order().clientOrderId()),
                                Stored.Order.of(changed));
                case Change.FillBooked booked -> {
                    if (booked.correction()) {
                        corrections.put(booked.booked().fill().key(), Stored.Trade.of(booked));
                    } else {
                        fills.add(Stored.Trade.of(booked));
                    }
                }
                case Change.FillNamed known -> named.add(Stored.Named.of(known));
                case Change.FillHeld waits -> {
                    released.remove(waits.fill().key());
                    held.put(waits.fill().key(), Stored.Held.of(waits));
                }
                case Change.FillReleased gone -> {
                    held.remove(gone.key());
                    released.put(gone.key(), Stored.Key.of(gone.key()));
                }
                case Change.AccountOpened opened ->
                        accounts.put(
                                opened.portfolio(),
                                new Stored.Account(
                                        opened.portfolio(),
                                        opened.venue(),
                                        opened.mode(),
                                        opened.account(),
                                        opened.clientOrderPrefix()));
                case Change.ImportBooked part -> imported.add(Stored.Import.of(part));
                case Change.CursorMoved moved ->
                        cursors.put(
                                List.of(moved.portfolio(), moved.symbol()),
                                Stored.Cursor.of(moved));
            }
        }
        return write(transaction, ORDERS, orders.values())
                .chain(() -> insert(transaction, fills))
                .chain(() -> write(transaction, CORRECTIONS, corrections.values()))
                .chain(() -> write(transaction, NAMED, named))
                .chain(() -> write(transaction, CURSORS, cursors.values()))
                .chain(() -> write(transaction, HELD, held.values()))
                .chain(() -> write(transaction, RELEASED, released.values()))
                .chain(() -> write(transaction, ACCOUNTS, accounts.values()))
                .chain(() -> write(transaction, IMPORTED, imported));
    }

    /** By columns: a long history is mostly this, and as JSON it costs both sides twice as much. */
    private Uni<Void> insert(SqlConnection transaction, List<Stored.Trade> fills) {
        return fills.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(FILLS).execute(columns(fills)).replaceWithVoid();
    }

    private Tuple columns(List<Stored.Trade> fills) {
        return Parameters.all(
                new Object[] {
                    texts(fills, trade -> trade.portfolioId().value()),
                    texts(fills, trade -> trade.venue().value()),
                    texts(fills, trade -> trade.symbol().toString()),
                    texts(fills, trade -> trade.orderId().value()),
                    texts(fills, trade -> trade.tradeId().value()),
                    texts(
                            fills,
                            trade -> trade.clientOrderId().map(ClientOrderId::value).orElse(null)),
                    texts(fills, trade -> trade.runId().value()),
                    texts(fills, trade -> trade.botVersion().map(BotVersion::value).orElse(null)),
                    texts(fills, trade -> trade.side().name()),
                    texts(fills, trade -> trade.quantity().value().toPlainString()),
                    texts(fills, trade -> trade.price().value().toPlainString()),
                    texts(fills, trade -> json(trade.fees())),
                    texts(fills, trade -> trade.liquidity().name()),
                    texts(fills, trade -> trade.origin().name()),
                    texts(fills, trade -> trade.venueSequence().orElse(null)),
                    texts(fills, trade -> trade.tag().orElse(null)),
                    instants(fills, Stored.Trade::occurredAt),
                    instants(fills, Stored.Trade::recordedAt)
                });
    }

    private static String[] texts(List<Stored.Trade> fills, Function<Stored.Trade, String> field) {
        return fills.stream().map(field).toArray(String[]::new);
    }

    private static OffsetDateTime[] instants(
            List<Stored.Trade> fills, Function<Stored.Trade, Instant> field) {
        return fills.stream()
                .map(fill -> field.apply(fill).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private Uni<Void> write(SqlConnection transaction, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(Tuple.of(json(rows))).replaceWithVoid();
    }

    private String json(Collection<?> rows) {
        try {
            return mapper.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rows of ours can be written: " + rows, e);
        }
    }
}
