package dev.holdfast.tradesync.stub;

import dev.holdfast.tradesync.stub.StubBook.Fill;
import dev.holdfast.tradesync.stub.StubBook.Order;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Request;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kraken's spot REST API, version 0: assets with X and Z before them, XBT for BTC, errors in a list
 * beside an answer of 200, trades newest first by offset, 50 a page, instants as seconds with a
 * fraction.
 */
public final class StubKraken implements StubVenueServer.Skin {

    /** The least that a key of the API looks like; the secret is base64. */
    public static final String KEY = "stub-kraken-key";

    public static final String SECRET = "c3R1Yi1rcmFrZW4tc2VjcmV0";
    public static final int PAGE = 50;

    private static final Map<String, String> PAIRS =
            Map.of("BTC/USD", "XXBTZUSD", "ETH/USD", "XETHZUSD", "BTC/USDT", "XBTUSDT");
    private static final Map<String, String> ASSETS =
            Map.of("BTC", "XXBT", "ETH", "XETH", "USD", "ZUSD", "EUR", "ZEUR", "USDT", "USDT");

    private final AtomicLong lastNonce = new AtomicLong();

    /** A book whose ids look like Kraken's. */
    public static StubBook book() {
        return new StubBook(n -> id('O', n), n -> id('T', n));
    }

    private static String id(char kind, long n) {
        String digits = String.format("%016d", n);
        return kind
                + digits.substring(0, 5)
                + "-"
                + digits.substring(5, 10)
                + "-"
                + digits.substring(10);
    }

    /**
     * Runs until it is killed: {@code [port] [USD]}. What it does is told by {@code GET
     * /stub/book}.
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8095;
        StubBook book =
                book().deposit("USD", arguments.length > 1 ? arguments[1] : "100000")
                        .lastPrice("BTC", "USD", "50000")
                        .lastPrice("ETH", "USD", "2500")
                        .lastPrice("BTC", "USDT", "50000");
        try (StubVenueServer server = new StubVenueServer(port, book, new StubKraken())) {
            System.out.printf(
                    "A stub Kraken answers at %s until it is stopped.%nAPI key     %s%nAPI secret"
                            + "  %s%n",
                    server.url(), KEY, SECRET);
            Thread.currentThread().join();
        }
    }

    @Override
    public Reply answer(Request request, StubBook book) throws IOException {
        String method = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (request.path().startsWith("/0/private/")) {
            Optional<Reply> refused = refused(request);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        try {
            return switch (method) {
                case "Time" ->
                        result(
                                StubJson.object(
                                        "unixtime", book.now().getEpochSecond(), "rfc1123", ""));
                case "Assets" -> result(assets());
                case "AssetPairs" -> result(pairs());
                case "Ticker" -> ticker(request, book);
                case "Balance" -> result(balances(book, false));
                case "BalanceEx" -> result(balances(book, true));
                case "AddOrder" -> add(request, book);
                case "CancelOrder" -> {
                    book.cancel(request.parameter("txid"));
                    yield result(StubJson.object("count", 1));
                }
                case "OpenOrders" ->
                        result(StubJson.object("open", orders(mine(request, book.openOrders()))));
                case "ClosedOrders" -> closed(request, book);
                case "QueryOrders" -> query(request, book);
                case "TradesHistory" -> trades(request, book);
                case "Ledgers" -> ledgers(request, book);
                default -> error("EGeneral:Unknown method");
            };
        } catch (StubBook.Refused e) {
            return switch (e.why()) {
                case INSUFFICIENT_FUNDS -> error("EOrder:Insufficient funds");
                case DUPLICATE_CLIENT_ID -> error("EOrder:cl_ord_id already in use");
                case UNKNOWN_ORDER -> error("EOrder:Unknown order");
            };
        }
    }

    private Optional<Reply> refused(Request request) {
        if (!KEY.equals(request.headers().get("api-key"))) {
            return Optional.of(error("EAPI:Invalid key"));
        }
        if (!request.headers().containsKey("api-sign")) {
            return Optional.of(error("EAPI:Invalid signature"));
        }
        long nonce = Long.parseLong(request.parameter("nonce"));
        return lastNonce.getAndAccumulate(nonce, Math::max) >= nonce
                ? Optional.of(error("EAPI:Invalid nonce"))
                : Optional.empty();
    }

    public static Reply error(String error) {
        return Reply.ok(StubJson.write(StubJson.object("error", List.of(error))));
    }

    private static Reply result(Object result) {
        return Reply.ok(StubJson.write(StubJson.object("error", List.of(), "result", result)));
    }

    private static Map<String, Object> assets() {
        Map<String, Object> assets = new LinkedHashMap<>();
        ASSETS.forEach(
                (code, asset) ->
                        assets.put(
                                asset,
                                StubJson.object(
                                        "aclass",
                                        "currency",
                                        "altname",
                                        code.equals("BTC") ? "XBT" : code,
                                        "decimals",
                                        10,
                                        "display_decimals",
                                        5)));
        return assets;
    }

    private static Map<String, Object> pairs() {
        Map<String, Object> pairs = new LinkedHashMap<>();
        List<Object> fees = List.of(List.of(0, 0.26));
        PAIRS.forEach(
                (symbol, pair) -> {
                    String[] codes = symbol.replace("BTC", "XBT").split("/");
                    String[] plain = symbol.split("/");
                    pairs.put(
                            pair,
                            StubJson.object(
                                    "altname",
                                    codes[0] + codes[1],
                                    "wsname",
                                    codes[0] + "/" + codes[1],
                                    "aclass_base",
                                    "currency",
                                    "base",
                                    ASSETS.get(plain[0]),
                                    "aclass_quote",
                                    "currency",
                                    "quote",
                                    ASSETS.get(plain[1]),
                                    "pair_decimals",
                                    1,
                                    "lot_decimals",
                                    8,
                                    "lot_multiplier",
                                    1,
                                    "fees",
                                    fees,
                                    "fees_maker",
                                    fees,
                                    "fee_volume_currency",
                                    "ZUSD",
                                    "ordermin",
                                    "0.0001",
                                    "costmin",
                                    "0.5",
                                    "tick_size",
                                    "0.1",
                                    "status",
                                    "online"));
                });
        return pairs;
    }

    private static Reply ticker(Request request, StubBook book) {
        Optional<String> symbol = symbol(request.parameter("pair"));
        if (symbol.isEmpty()) {
            return error("EQuery:Unknown asset pair");
        }
        String[] codes = symbol.get().split("/");
        String price = book.lastPrice(codes[0], codes[1]).orElse(BigDecimal.ONE).toPlainString();
        List<String> level = List.of(price, "1", "1.000");
        List<String> pairOf = List.of(price, price);
        return result(
                StubJson.object(
                        PAIRS.get(symbol.get()),
                        StubJson.object(
                                "a", level,
                                "b", level,
                                "c", List.of(price, "0.1"),
                                "v", List.of("1", "1"),
                                "p", pairOf,
                                "t", List.of(1, 1),
                                "l", pairOf,
                                "h", pairOf,
                                "o", price)));
    }

    private static Map<String, Object> balances(StubBook book, boolean extended) {
        Map<String, Object> balances = new LinkedHashMap<>();
        book.balances()
                .forEach(
                        (currency, amount) ->
                                balances.put(
                                        ASSETS.getOrDefault(currency, currency),
                                        extended
                                                ? StubJson.object(
                                                        "balance",
                                                        amount.toPlainString(),
                                                        "hold_trade",
                                                        book.held(currency).toPlainString())
                                                : amount.toPlainString()));
        return balances;
    }

    private static Reply add(Request request, StubBook book) {
        Optional<String> symbol = symbol(request.parameter("pair"));
        if (symbol.isEmpty()) {
            return error("EQuery:Unknown asset pair");
        }
        if (!request.parameter("cl_ord_id")
                .matches("|[a-z0-9-]{1,18}|[0-9a-f]{32}|[0-9a-f-]{36}")) {
            return error("EGeneral:Invalid arguments:cl_ord_id");
        }
        String[] codes = symbol.get().split("/");
        Order order =
                book.place(
                        request.parameter("cl_ord_id"),
                        codes[0],
                        codes[1],
                        request.parameter("type").equals("buy"),
                        request.parameter("ordertype"),
                        new BigDecimal(request.parameter("volume")),
                        Optional.of(request.parameter("price"))
                                .filter(price -> !price.isEmpty())
                                .map(BigDecimal::new));
        return result(
                StubJson.object(
                        "descr", StubJson.object("order", "as asked"),
                        "txid", List.of(order.id())));
    }

    private static List<Order> mine(Request request, Collection<Order> orders) {
        String clientId = request.parameter("cl_ord_id");
        return orders.stream()
                .filter(order -> clientId.isEmpty() || order.clientId().equals(clientId))
                .toList();
    }

    private static Reply closed(Request request, StubBook book) {
        List<Order> closed =
                mine(request, book.orders()).stream()
                        .filter(order -> !order.open())
                        .toList()
                        .reversed();
        int from = offset(request);
        List<Order> page = closed.subList(Math.min(from, closed.size()), end(from, closed.size()));
        return result(StubJson.object("closed", orders(page), "count", closed.size()));
    }

    private static Reply query(Request request, StubBook book) {
        List<Order> found =
                List.of(request.parameter("txid").split(",")).stream()
                        .flatMap(id -> book.order(id).stream())
                        .toList();
        return found.isEmpty() ? error("EOrder:Unknown order") : result(orders(found));
    }

    private static Map<String, Object> orders(List<Order> orders) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Order order : orders) {
            Map<String, Object> row =
                    StubJson.object(
                            "refid",
                            null,
                            "userref",
                            null,
                            "status",
                            status(order),
                            "opentm",
                            seconds(order.openedAt()),
                            "starttm",
                            0,
                            "expiretm",
                            0,
                            "descr",
                            StubJson.object(
                                    "pair",
                                    (order.base() + order.quote()).replace("BTC", "XBT"),
                                    "type",
                                    order.buy() ? "buy" : "sell",
                                    "ordertype",
                                    order.type(),
                                    "price",
                                    order.price().orElse(BigDecimal.ZERO).toPlainString(),
                                    "price2",
                                    "0",
                                    "leverage",
                                    "none",
                                    "order",
                                    "",
                                    "close",
                                    ""),
                            "vol",
                            order.quantity().toPlainString(),
                            "vol_exec",
                            order.filled().toPlainString(),
                            "cost",
                            "0",
                            "fee",
                            "0",
                            "price",
                            "0",
                            "misc",
                            "",
                            "oflags",
                            "fciq");
            if (!order.clientId().isEmpty()) {
                row.put("cl_ord_id", order.clientId());
            }
            if (!order.open()) {
                row.put("closetm", seconds(order.changedAt()));
                row.put("reason", order.status().equals(Order.CANCELLED) ? "User requested" : null);
            }
            told.put(order.id(), row);
        }
        return told;
    }

    private static String status(Order order) {
        return switch (order.status()) {
            case Order.OPEN -> "open";
            case Order.FILLED -> "closed";
            case Order.CANCELLED -> "canceled";
            default -> "expired";
        };
    }

    private static Reply trades(Request request, StubBook book) {
        BigDecimal start =
                request.parameter("start").isEmpty()
                        ? BigDecimal.ZERO
                        : new BigDecimal(request.parameter("start"));
        List<Fill> newestFirst =
                book.fills().stream()
                        .filter(fill -> seconds(fill.at()).compareTo(start) > 0)
                        .toList()
                        .reversed();
        int from = offset(request);
        Map<String, Object> page = new LinkedHashMap<>();
        newestFirst
                .subList(Math.min(from, newestFirst.size()), end(from, newestFirst.size()))
                .forEach(fill -> page.put(fill.id(), trade(fill)));
        return result(StubJson.object("count", newestFirst.size(), "trades", page));
    }

    private static Reply ledgers(Request request, StubBook book) {
        long start =
                request.parameter("start").isEmpty()
                        ? 0
                        : Long.parseLong(request.parameter("start"));
        List<StubBook.Movement> newestFirst =
                book.movements().stream()
                        .filter(row -> kind(row).equals(request.parameter("type")))
                        .filter(row -> row.at().getEpochSecond() > start)
                        .toList()
                        .reversed();
        int from = offset(request);
        Map<String, Object> page = new LinkedHashMap<>();
        newestFirst
                .subList(Math.min(from, newestFirst.size()), end(from, newestFirst.size()))
                .forEach(
                        row ->
                                page.put(
                                        "L%05d-AAAAA-BBBBBB".formatted(row.sequence()),
                                        StubJson.object(
                                                "refid", "Q%05d".formatted(row.sequence()),
                                                "time", seconds(row.at()),
                                                "type", kind(row),
                                                "subtype", "",
                                                "aclass", "currency",
                                                "asset",
                                                        ASSETS.getOrDefault(
                                                                row.currency(), row.currency()),
                                                "amount", row.amount().toPlainString(),
                                                "fee", row.fee().toPlainString(),
                                                "balance", "0")));
        return result(StubJson.object("ledger", page, "count", newestFirst.size()));
    }

    private static String kind(StubBook.Movement row) {
        return row.deposit() ? "deposit" : "withdrawal";
    }

    private static Object trade(Fill fill) {
        return StubJson.object(
                "ordertxid", fill.orderId(),
                "postxid", "TKH2SE-M7IF5-CFI7LT",
                "pair", PAIRS.get(fill.base() + "/" + fill.quote()),
                "time", seconds(fill.at()),
                "type", fill.buy() ? "buy" : "sell",
                "ordertype", "limit",
                "price", fill.price().toPlainString(),
                "cost", fill.price().multiply(fill.quantity()).toPlainString(),
                "fee", fill.fee().toPlainString(),
                "vol", fill.quantity().toPlainString(),
                "margin", "0.00000",
                "misc", "",
                "trade_id", fill.sequence(),
                "maker", fill.maker());
    }

    private static int offset(Request request) {
        return request.parameter("ofs").isEmpty() ? 0 : Integer.parseInt(request.parameter("ofs"));
    }

    private static int end(int from, int size) {
        return Math.min(size, from + PAGE);
    }

    private static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano() / 1_000, 6));
    }

    private static Optional<String> symbol(String pair) {
        String plain = pair.toUpperCase(Locale.ROOT);
        return PAIRS.entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue().equals(plain)
                                        || entry.getKey()
                                                .replace("/", "")
                                                .replace("BTC", "XBT")
                                                .equals(plain))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
