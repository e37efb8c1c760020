package dev.holdfast.tradesync.stub;

import dev.holdfast.tradesync.stub.StubBook.Fill;
import dev.holdfast.tradesync.stub.StubBook.Order;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Request;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OKX's REST API, version 5: numbers as text, a code beside an answer of 200, errors of one order
 * in its row, fills newest first by the id of their bill, fees below zero, client order ids without
 * hyphens.
 */
public final class StubOkx implements StubVenueServer.Skin {

    public static final String KEY = "stub-okx-key";
    public static final String SECRET = "stub-okx-secret";
    public static final String PASSPHRASE = "stub-okx-passphrase";

    private static final long FIRST_ID = 9_007_199_254_740_993L;
    private static final int PAGE = 50;
    private static final String INSTRUMENT = "BTC-USDT";

    public static StubBook book() {
        return new StubBook(n -> Long.toString(FIRST_ID + 2 * n), n -> Long.toString(FIRST_ID + n));
    }

    public static Reply error(int status, String code, String message) {
        return new Reply(
                status,
                StubJson.write(StubJson.object("code", code, "msg", message, "data", List.of())),
                Map.of());
    }

    @Override
    public Reply answer(Request request, StubBook book) {
        String path = request.path().replace("/api/v5/", "");
        boolean open = path.startsWith("public/") || path.startsWith("market/");
        if (!open && !KEY.equals(request.headers().get("ok-access-key"))) {
            return error(401, "50111", "Invalid OK-ACCESS-KEY");
        }
        if (!open && !PASSPHRASE.equals(request.headers().get("ok-access-passphrase"))) {
            return error(401, "50105", "OK-ACCESS-PASSPHRASE incorrect");
        }
        try {
            return switch (path) {
                case "public/time" ->
                        data(StubJson.object("ts", Long.toString(book.now().toEpochMilli())));
                case "public/instruments" -> data(rules());
                case "market/ticker" -> ticker(book);
                case "account/balance" -> data(StubJson.object("details", balances(book)));
                case "trade/orders-pending" -> pending(request, book);
                case "trade/order" ->
                        request.method().equals("GET") ? find(request, book) : place(request, book);
                case "trade/cancel-order" -> {
                    book.cancel(request.parameter("ordId"));
                    yield data(done(request.parameter("ordId")));
                }
                case "trade/fills-history" -> fills(request, book);
                case "account/bills-archive" -> bills(request, book);
                default -> error(404, "50000", "Unknown path " + path);
            };
        } catch (StubBook.Refused e) {
            return switch (e.why()) {
                case INSUFFICIENT_FUNDS -> refused("51008", "Insufficient USDT balance");
                case DUPLICATE_CLIENT_ID -> refused("51016", "Client order ID already exists");
                case UNKNOWN_ORDER -> refused("51400", "Cancellation failed: order does not exist");
            };
        }
    }

    private static Reply data(Object... rows) {
        return rows(List.of(rows));
    }

    private static Reply rows(List<?> rows) {
        return Reply.ok(StubJson.write(StubJson.object("code", "0", "msg", "", "data", rows)));
    }

    private static Object done(String orderId) {
        return StubJson.object("ordId", orderId, "sCode", "0", "sMsg", "");
    }

    private static Reply refused(String code, String message) {
        return Reply.ok(
                StubJson.write(
                        StubJson.object(
                                "code", "1",
                                "msg", "All operations failed",
                                "data",
                                        List.of(
                                                StubJson.object(
                                                        "ordId", "",
                                                        "sCode", code,
                                                        "sMsg", message)))));
    }

    /** Newest first; what came to the account as a transfer between accounts. */
    private static Reply bills(Request request, StubBook book) {
        String after = request.parameter("after");
        String begin = request.parameter("begin");
        return rows(
                book.movements().reversed().stream()
                        .filter(row -> after.isEmpty() || row.sequence() < Long.parseLong(after))
                        .filter(
                                row ->
                                        begin.isEmpty()
                                                || row.at().toEpochMilli() >= Long.parseLong(begin))
                        .limit(Long.parseLong(request.parameter("limit")))
                        .map(
                                row ->
                                        StubJson.object(
                                                "billId", Long.toString(row.sequence()),
                                                "ccy", row.currency(),
                                                "type", "1",
                                                "balChg",
                                                        row.amount()
                                                                .subtract(row.fee())
                                                                .toPlainString(),
                                                "ts", Long.toString(row.at().toEpochMilli())))
                        .toList());
    }

    private static Object rules() {
        return StubJson.object(
                "instType", "SPOT",
                "instId", INSTRUMENT,
                "baseCcy", "BTC",
                "quoteCcy", "USDT",
                "tickSz", "0.1",
                "lotSz", "0.00000001",
                "minSz", "0.00001",
                "state", "live");
    }

    private static Reply ticker(StubBook book) {
        String price = book.lastPrice("BTC", "USDT").orElse(BigDecimal.ONE).toPlainString();
        return data(
                StubJson.object(
                        "instType",
                        "SPOT",
                        "instId",
                        INSTRUMENT,
                        "last",
                        price,
                        "lastSz",
                        "1",
                        "askPx",
                        price,
                        "askSz",
                        "1",
                        "bidPx",
                        price,
                        "bidSz",
                        "1",
                        "open24h",
                        price,
                        "high24h",
                        price,
                        "low24h",
                        price,
                        "volCcy24h",
                        "1",
                        "vol24h",
                        "1",
                        "sodUtc0",
                        price,
                        "sodUtc8",
                        price,
                        "ts",
                        Long.toString(book.now().toEpochMilli())));
    }

    private static List<Object> balances(StubBook book) {
        List<Object> balances = new ArrayList<>();
        book.balances()
                .forEach(
                        (currency, amount) ->
                                balances.add(
                                        StubJson.object(
                                                "ccy",
                                                currency,
                                                "cashBal",
                                                amount.toPlainString(),
                                                "availBal",
                                                amount.subtract(book.held(currency))
                                                        .toPlainString(),
                                                "availEq",
                                                "")));
        return balances;
    }

    private static Reply pending(Request request, StubBook book) {
        String after = request.parameter("after");
        return rows(
                book.openOrders().reversed().stream()
                        .filter(
                                order ->
                                        after.isEmpty()
                                                || Long.parseLong(order.id())
                                                        < Long.parseLong(after))
                        .map(StubOkx::told)
                        .toList());
    }

    private static Reply find(Request request, StubBook book) {
        String id = request.parameter("ordId");
        return (id.isEmpty() ? book.byClientId(request.parameter("clOrdId")) : book.order(id))
                .map(order -> data(told(order)))
                .orElseGet(() -> error(200, "51603", "Order does not exist"));
    }

    private static Reply place(Request request, StubBook book) {
        if (!request.parameter("clOrdId").matches("[A-Za-z0-9]{1,32}")) {
            return refused("51000", "Parameter clOrdId error");
        }
        Order order =
                book.place(
                        request.parameter("clOrdId"),
                        "BTC",
                        "USDT",
                        request.parameter("side").equals("buy"),
                        request.parameter("ordType"),
                        new BigDecimal(request.parameter("sz")),
                        Optional.of(request.parameter("px"))
                                .filter(price -> !price.isEmpty())
                                .map(BigDecimal::new));
        return data(done(order.id()));
    }

    private static Object told(Order order) {
        return StubJson.object(
                "instType", "SPOT",
                "instId", INSTRUMENT,
                "ordId", order.id(),
                "clOrdId", order.clientId(),
                "side", order.buy() ? "buy" : "sell",
                "ordType", order.type(),
                "state",
                        switch (order.status()) {
                            case Order.OPEN ->
                                    order.filled().signum() == 0 ? "live" : "partially_filled";
                            case Order.FILLED -> "filled";
                            default -> "canceled";
                        },
                "px", order.price().map(BigDecimal::toPlainString).orElse(""),
                "sz", order.quantity().toPlainString(),
                "accFillSz", order.filled().toPlainString(),
                "uTime", Long.toString(order.changedAt().toEpochMilli()),
                "cTime", Long.toString(order.openedAt().toEpochMilli()));
    }

    private static Reply fills(Request request, StubBook book) {
        String after = request.parameter("after");
        String begin = request.parameter("begin");
        return rows(
                book.fills().reversed().stream()
                        .filter(fill -> after.isEmpty() || fill.sequence() < Long.parseLong(after))
                        .filter(
                                fill ->
                                        begin.isEmpty()
                                                || fill.at().toEpochMilli()
                                                        >= Long.parseLong(begin))
                        .limit(PAGE)
                        .map(StubOkx::told)
                        .toList());
    }

    private static Object told(Fill fill) {
        return StubJson.object(
                "instType", "SPOT",
                "instId", INSTRUMENT,
                "tradeId", fill.id(),
                "ordId", fill.orderId(),
                "clOrdId", fill.clientId(),
                "billId", Long.toString(fill.sequence()),
                "side", fill.buy() ? "buy" : "sell",
                "fillPx", fill.price().toString(),
                "fillSz", fill.quantity().toString(),
                "fee", fill.fee().negate().toString(),
                "feeCcy", fill.feeCurrency(),
                "execType", fill.maker() ? "M" : "T",
                "ts", Long.toString(fill.at().toEpochMilli()));
    }
}
