package dev.holdfast.tradesync.stub;

import dev.holdfast.tradesync.stub.StubBook.Fill;
import dev.holdfast.tradesync.stub.StubBook.Order;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Request;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binance's spot REST API, version 3: symbols without a slash, trades of one symbol by id and
 * oldest first, a span of time of a day at most, errors as a negative code with status 400.
 */
public final class StubBinance implements StubVenueServer.Skin {

    public static final String KEY = "stub-binance-key";
    public static final String SECRET = "stub-binance-secret";

    /** Ids that a double cannot hold. */
    private static final long FIRST_ID = 9_007_199_254_740_993L;

    private static final String WALLET = "/sapi/v1/capital/";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final int PAGE = 50;
    private static final String BASE = "BTC";
    private static final String QUOTE = "USDT";

    public static StubBook book() {
        return new StubBook(n -> Long.toString(FIRST_ID + 2 * n), n -> Long.toString(FIRST_ID + n));
    }

    public static Reply error(int status, int code, String message) {
        return new Reply(
                status, StubJson.write(StubJson.object("code", code, "msg", message)), Map.of());
    }

    @Override
    public Reply answer(Request request, StubBook book) {
        String path = request.path().replace("/api/v3/", "");
        boolean signed =
                path.startsWith(WALLET)
                        || List.of("account", "openOrders", "order", "myTrades").contains(path);
        if (signed && !KEY.equals(request.headers().get("x-mbx-apikey"))) {
            return error(401, -2014, "API-key format invalid.");
        }
        if (signed && request.parameter("signature").isEmpty()) {
            return error(400, -1022, "Signature for this request is not valid.");
        }
        try {
            return switch (path) {
                case "time" -> ok(StubJson.object("serverTime", book.now().toEpochMilli()));
                case "exchangeInfo" -> ok(StubJson.object("symbols", List.of(rules())));
                case "ticker/24hr" -> ticker(book);
                case "account" -> ok(StubJson.object("balances", balances(book)));
                case "openOrders" -> ok(book.openOrders().stream().map(StubBinance::told).toList());
                case "order" -> order(request, book);
                case "myTrades" -> trades(request, book);
                case WALLET + "deposit/hisrec" -> ok(moved(request, book, true));
                case WALLET + "withdraw/history" -> ok(moved(request, book, false));
                default -> error(404, -1000, "Unknown path " + path);
            };
        } catch (StubBook.Refused e) {
            return switch (e.why()) {
                case INSUFFICIENT_FUNDS ->
                        error(400, -2010, "Account has insufficient balance for requested action.");
                case DUPLICATE_CLIENT_ID -> error(400, -2010, "Duplicate order sent.");
                case UNKNOWN_ORDER -> error(400, -2011, "Unknown order sent.");
            };
        }
    }

    private static Reply ok(Object body) {
        return Reply.ok(StubJson.write(body));
    }

    private static Object rules() {
        return StubJson.object(
                "symbol",
                BASE + QUOTE,
                "status",
                "TRADING",
                "baseAsset",
                BASE,
                "quoteAsset",
                QUOTE,
                "filters",
                List.of(
                        StubJson.object("filterType", "PRICE_FILTER", "tickSize", "0.01000000"),
                        StubJson.object(
                                "filterType", "LOT_SIZE",
                                "minQty", "0.00001000",
                                "stepSize", "0.00001000"),
                        StubJson.object("filterType", "NOTIONAL", "minNotional", "5.00000000")));
    }

    private static Reply ticker(StubBook book) {
        String price = book.lastPrice(BASE, QUOTE).orElse(BigDecimal.ONE).toPlainString();
        return ok(
                StubJson.object(
                        "symbol",
                        BASE + QUOTE,
                        "priceChange",
                        "0",
                        "priceChangePercent",
                        "0",
                        "weightedAvgPrice",
                        price,
                        "prevClosePrice",
                        price,
                        "lastPrice",
                        price,
                        "lastQty",
                        "1",
                        "bidPrice",
                        price,
                        "bidQty",
                        "1",
                        "askPrice",
                        price,
                        "askQty",
                        "1",
                        "openPrice",
                        price,
                        "highPrice",
                        price,
                        "lowPrice",
                        price,
                        "volume",
                        "1",
                        "quoteVolume",
                        "1",
                        "openTime",
                        book.now().toEpochMilli(),
                        "closeTime",
                        book.now().toEpochMilli(),
                        "firstId",
                        1,
                        "lastId",
                        1,
                        "count",
                        1));
    }

    private static Object balances(StubBook book) {
        return book.balances().entrySet().stream()
                .map(
                        balance ->
                                StubJson.object(
                                        "asset", balance.getKey(),
                                        "free",
                                                balance.getValue()
                                                        .subtract(book.held(balance.getKey()))
                                                        .toPlainString(),
                                        "locked", book.held(balance.getKey()).toPlainString()))
                .toList();
    }

    private static Reply order(Request request, StubBook book) {
        String id = request.parameter("orderId");
        return switch (request.method()) {
            case "GET" ->
                    (id.isEmpty()
                                    ? book.byClientId(request.parameter("origClientOrderId"))
                                    : book.order(id))
                            .map(order -> ok(told(order)))
                            .orElseGet(() -> error(400, -2013, "Order does not exist."));
            case "DELETE" -> {
                book.cancel(id);
                yield ok(told(book.order(id).orElseThrow()));
            }
            default -> {
                if (!request.parameter("newClientOrderId").matches("[.A-Z:/a-z0-9_-]{1,36}")) {
                    yield error(400, -1100, "Illegal characters found in a parameter.");
                }
                boolean stop = request.parameter("type").equals("STOP_LOSS");
                String price = request.parameter(stop ? "stopPrice" : "price");
                if (stop && price.isEmpty()) {
                    yield error(400, -1102, "Mandatory parameter 'stopPrice' was not sent.");
                }
                yield ok(
                        told(
                                book.place(
                                        request.parameter("newClientOrderId"),
                                        BASE,
                                        QUOTE,
                                        request.parameter("side").equals("BUY"),
                                        request.parameter("type").toLowerCase(),
                                        new BigDecimal(request.parameter("quantity")),
                                        Optional.of(price)
                                                .filter(text -> !text.isEmpty())
                                                .map(BigDecimal::new))));
            }
        };
    }

    private static Object told(Order order) {
        return StubJson.object(
                "symbol",
                BASE + QUOTE,
                "orderId",
                Long.parseLong(order.id()),
                "orderListId",
                -1,
                "clientOrderId",
                order.clientId().isEmpty() ? "web_1" : order.clientId(),
                "price",
                stop(order) ? "0.00000000" : price(order),
                "stopPrice",
                stop(order) ? price(order) : "0.00000000",
                "origQty",
                order.quantity().toPlainString(),
                "executedQty",
                order.filled().toPlainString(),
                "status",
                switch (order.status()) {
                    case Order.OPEN -> order.filled().signum() == 0 ? "NEW" : "PARTIALLY_FILLED";
                    case Order.FILLED -> "FILLED";
                    case Order.CANCELLED -> "CANCELED";
                    default -> "EXPIRED";
                },
                "timeInForce",
                "GTC",
                "type",
                order.type().toUpperCase(),
                "side",
                order.buy() ? "BUY" : "SELL",
                "time",
                order.openedAt().toEpochMilli(),
                "updateTime",
                order.changedAt().toEpochMilli());
    }

    private static boolean stop(Order order) {
        return order.type().equals("stop_loss");
    }

    private static String price(Order order) {
        return order.price().orElse(BigDecimal.ZERO).toPlainString();
    }

    private static List<Map<String, Object>> moved(
            Request request, StubBook book, boolean deposits) {
        long start = Long.parseLong(request.parameter("startTime"));
        long end = Long.parseLong(request.parameter("endTime"));
        return book.movements().stream()
                .filter(row -> row.deposit() == deposits)
                .filter(row -> row.at().toEpochMilli() >= start && row.at().toEpochMilli() <= end)
                .map(
                        row ->
                                deposits
                                        ? StubJson.object(
                                                "id", "d" + row.sequence(),
                                                "amount", row.amount().toPlainString(),
                                                "coin", row.currency(),
                                                "status", 1,
                                                "insertTime", row.at().toEpochMilli())
                                        : StubJson.object(
                                                "id", "w" + row.sequence(),
                                                "amount", row.amount().negate().toPlainString(),
                                                "transactionFee", row.fee().toPlainString(),
                                                "coin", row.currency(),
                                                "status", 6,
                                                "applyTime", TIME.format(row.at())))
                .toList();
    }

    private static Reply trades(Request request, StubBook book) {
        String fromId = request.parameter("fromId");
        String start = request.parameter("startTime");
        Instant since =
                start.isEmpty() ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(start));
        String end = request.parameter("endTime");
        Instant until = end.isEmpty() ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(end) + 1);
        if (!start.isEmpty() && !end.isEmpty() && until.minusSeconds(86_400).isAfter(since)) {
            return error(400, -1127, "More than 24 hours between startTime and endTime.");
        }
        return ok(
                book.fills().stream()
                        .filter(
                                fill ->
                                        fromId.isEmpty()
                                                || Long.parseLong(fill.id())
                                                        >= Long.parseLong(fromId))
                        .filter(fill -> !fill.at().isBefore(since) && fill.at().isBefore(until))
                        .limit(PAGE)
                        .map(StubBinance::told)
                        .toList());
    }

    private static Object told(Fill fill) {
        return StubJson.object(
                "symbol", BASE + QUOTE,
                "id", Long.parseLong(fill.id()),
                "orderId", Long.parseLong(fill.orderId()),
                "orderListId", -1,
                "price", fill.price().toString(),
                "qty", fill.quantity().toString(),
                "quoteQty", fill.price().multiply(fill.quantity()).toString(),
                "commission", fill.fee().toString(),
                "commissionAsset", fill.feeCurrency(),
                "time", fill.at().toEpochMilli(),
                "isBuyer", fill.buy(),
                "isMaker", fill.maker(),
                "isBestMatch", true);
    }
}
