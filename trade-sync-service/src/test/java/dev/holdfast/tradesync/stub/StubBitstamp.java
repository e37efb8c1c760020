package dev.holdfast.tradesync.stub;

import dev.holdfast.tradesync.stub.StubBook.Fill;
import dev.holdfast.tradesync.stub.StubBook.Order;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Request;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bitstamp's HTTP API, version 2: rows that name their currencies in their fields, signed amounts,
 * deposits between the trades, instants as text without a zone.
 */
public final class StubBitstamp implements StubVenueServer.Skin {

    public static final String KEY = "stub-bitstamp-key";
    public static final String SECRET = "stub-bitstamp-secret";

    private static final long FIRST_ID = 9_007_199_254_740_993L;
    private static final int PAGE = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    public static StubBook book() {
        return new StubBook(n -> Long.toString(FIRST_ID + 2 * n), n -> Long.toString(FIRST_ID + n));
    }

    public static Reply error(int status, String reason) {
        return new Reply(
                status,
                StubJson.write(StubJson.object("status", "error", "reason", reason)),
                Map.of());
    }

    @Override
    public Reply answer(Request request, StubBook book) {
        String path = request.path().replace("/api/v2/", "");
        boolean open = path.startsWith("ticker/") || path.equals("trading-pairs-info/");
        if (!open && !("BITSTAMP " + KEY).equals(request.headers().get("x-auth"))) {
            return error(403, "API key not found");
        }
        if (!open && !request.headers().containsKey("x-auth-signature")) {
            return error(403, "Invalid signature");
        }
        try {
            return switch (path) {
                case "trading-pairs-info/" -> ok(List.of(pair()));
                case "ticker/btcusd/" -> ticker(book);
                case "account_balances/" -> ok(balances(book));
                case "open_orders/all/" ->
                        ok(book.openOrders().stream().map(StubBitstamp::told).toList());
                case "order_status/" -> status(request, book);
                case "cancel_order/" -> {
                    book.cancel(request.parameter("id"));
                    yield ok(StubJson.object("id", request.parameter("id")));
                }
                case "user_transactions/" -> transactions(request, book);
                case "buy/btcusd/" -> place(request, book, true, "limit");
                case "sell/btcusd/" -> place(request, book, false, "limit");
                case "buy/market/btcusd/" -> place(request, book, true, "market");
                case "sell/market/btcusd/" -> place(request, book, false, "market");
                default -> error(404, "Unknown path " + path);
            };
        } catch (StubBook.Refused e) {
            return switch (e.why()) {
                case INSUFFICIENT_FUNDS ->
                        error(
                                400,
                                "You need 100.00 USD to open that order. You have only 1.00 USD"
                                        + " available. Check your account balance for details.");
                case DUPLICATE_CLIENT_ID -> error(400, "client_order_id already exists");
                case UNKNOWN_ORDER -> error(404, "Order not found");
            };
        }
    }

    private static Reply ok(Object body) {
        return Reply.ok(StubJson.write(body));
    }

    private static Object pair() {
        return StubJson.object(
                "name", "BTC/USD",
                "url_symbol", "btcusd",
                "base_decimals", 8,
                "counter_decimals", 2,
                "minimum_order", "10.0 USD",
                "trading", "Enabled",
                "instant_and_market_orders", "Enabled",
                "description", "Bitcoin / U.S. dollar");
    }

    private static Reply ticker(StubBook book) {
        String price = book.lastPrice("BTC", "USD").orElse(BigDecimal.ONE).toPlainString();
        return ok(
                StubJson.object(
                        "timestamp",
                        Long.toString(book.now().getEpochSecond()),
                        "open",
                        price,
                        "high",
                        price,
                        "low",
                        price,
                        "last",
                        price,
                        "volume",
                        "1",
                        "vwap",
                        price,
                        "bid",
                        price,
                        "ask",
                        price,
                        "pair",
                        "BTC/USD"));
    }

    private static Object balances(StubBook book) {
        return book.balances().entrySet().stream()
                .map(
                        balance -> {
                            BigDecimal held = book.held(balance.getKey());
                            return StubJson.object(
                                    "currency", balance.getKey().toLowerCase(Locale.ROOT),
                                    "total", balance.getValue().toPlainString(),
                                    "available", balance.getValue().subtract(held).toPlainString(),
                                    "reserved", held.toPlainString());
                        })
                .toList();
    }

    private static Reply place(Request request, StubBook book, boolean buy, String type) {
        Order order =
                book.place(
                        request.parameter("client_order_id"),
                        "BTC",
                        "USD",
                        buy,
                        type,
                        new BigDecimal(request.parameter("amount")),
                        Optional.of(request.parameter("price"))
                                .filter(price -> !price.isEmpty())
                                .map(BigDecimal::new));
        return ok(told(order));
    }

    private static Object told(Order order) {
        return StubJson.object(
                "id", order.id(),
                "datetime", TIME.format(order.openedAt()),
                "type", order.buy() ? "0" : "1",
                "price", order.price().orElse(BigDecimal.ZERO).toPlainString(),
                "amount", order.quantity().subtract(order.filled()).toPlainString(),
                "amount_at_create", order.quantity().toPlainString(),
                "currency_pair", "BTC/USD",
                "market", "BTC/USD",
                "client_order_id", order.clientId());
    }

    private static Reply status(Request request, StubBook book) {
        String id = request.parameter("id");
        return (id.isEmpty()
                        ? book.byClientId(request.parameter("client_order_id"))
                        : book.order(id))
                .map(order -> ok(status(order, book)))
                .orElseGet(() -> error(404, "Order not found"));
    }

    private static Object status(Order order, StubBook book) {
        return StubJson.object(
                "id", Long.parseLong(order.id()),
                "datetime", TIME.format(order.openedAt()),
                "type", order.buy() ? "0" : "1",
                "status",
                        switch (order.status()) {
                            case Order.OPEN -> "Open";
                            case Order.FILLED -> "Finished";
                            case Order.CANCELLED -> "Canceled";
                            default -> "Expired";
                        },
                "market", "BTC/USD",
                "amount_remaining", order.quantity().subtract(order.filled()).toPlainString(),
                "client_order_id", order.clientId(),
                "transactions",
                        book.fills().stream()
                                .filter(fill -> fill.orderId().equals(order.id()))
                                .map(
                                        fill ->
                                                StubJson.object(
                                                        "tid", Long.parseLong(fill.id()),
                                                        "price", fill.price().toPlainString(),
                                                        "btc", fill.quantity().toPlainString(),
                                                        "usd", "0",
                                                        "fee", fill.fee().toPlainString(),
                                                        "datetime", TIME.format(fill.at()),
                                                        "type", 2))
                                .toList());
    }

    /** Deposits stand before the trades; a since_id is included in what it asks for. */
    private static Reply transactions(Request request, StubBook book) {
        List<Map<String, Object>> rows = new ArrayList<>();
        book.movements().forEach(movement -> rows.add(row(movement)));
        book.fills().forEach(fill -> rows.add(row(fill)));
        String sinceId = request.parameter("since_id");
        String sinceTime = request.parameter("since_timestamp");
        List<Map<String, Object>> asked = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            boolean byId = sinceId.isEmpty() || (long) row.get("id") >= Long.parseLong(sinceId);
            boolean byTime =
                    sinceTime.isEmpty()
                            || row.get("datetime")
                                            .toString()
                                            .compareTo(
                                                    TIME.format(
                                                            Instant.ofEpochSecond(
                                                                    Long.parseLong(sinceTime))))
                                    >= 0;
            if (byId && byTime) {
                asked.add(row);
            }
        }
        if (!request.parameter("sort").equals("asc")) {
            Collections.reverse(asked);
        }
        return ok(asked.stream().limit(PAGE).toList());
    }

    private static Map<String, Object> row(StubBook.Movement movement) {
        Map<String, Object> row =
                StubJson.object(
                        "id",
                        FIRST_ID - 10_000 + movement.sequence(),
                        "datetime",
                        TIME.format(movement.at()),
                        "type",
                        movement.deposit() ? "0" : "1",
                        "fee",
                        movement.fee().toPlainString(),
                        "usd",
                        "0.00",
                        "btc",
                        "0");
        row.put(movement.currency().toLowerCase(Locale.ROOT), movement.amount().toPlainString());
        return row;
    }

    private static Map<String, Object> row(Fill fill) {
        BigDecimal base = fill.buy() ? fill.quantity() : fill.quantity().negate();
        return StubJson.object(
                "id", Long.parseLong(fill.id()),
                "datetime", TIME.format(fill.at()),
                "type", "2",
                "fee", fill.fee().toString(),
                "btc", base.toString(),
                "usd", base.multiply(fill.price()).negate().toString(),
                "eur", 0.0,
                "btc_usd", fill.price(),
                "order_id", Long.parseLong(fill.orderId()));
    }
}
