package dev.holdfast.tradesync.stub;

import java.time.Instant;

/**
 * How somebody outside its process moves a stub and looks into it:
 *
 * <ul>
 *   <li>{@code GET /stub/book}: orders, fills and balances
 *   <li>{@code POST /stub/fill?order=&quantity=&price=}: the market comes to a resting order
 *   <li>{@code POST /stub/human?base=&quote=&side=buy&quantity=&price=&at=}: a trade by hand
 *   <li>{@code POST /stub/price?base=&quote=&price=}: the last price
 *   <li>{@code POST /stub/cancel?order=}
 * </ul>
 */
final class StubControl {

    private StubControl() {}

    static StubVenueServer.Reply answer(StubVenueServer.Request request, StubBook book) {
        switch (request.path()) {
            case "/stub/fill" ->
                    book.fill(
                            request.parameter("order"),
                            request.parameter("quantity"),
                            request.parameter("price"));
            case "/stub/human" ->
                    book.humanTrade(
                            request.parameter("base"),
                            request.parameter("quote"),
                            request.parameter("side").equals("buy"),
                            request.parameter("quantity"),
                            request.parameter("price"),
                            request.parameter("at").isEmpty()
                                    ? book.now()
                                    : Instant.parse(request.parameter("at")));
            case "/stub/price" ->
                    book.lastPrice(
                            request.parameter("base"),
                            request.parameter("quote"),
                            request.parameter("price"));
            case "/stub/cancel" -> book.cancel(request.parameter("order"));
            case "/stub/book" -> {}
            default -> {
                return new StubVenueServer.Reply(404, "{}", java.util.Map.of());
            }
        }
        return StubVenueServer.Reply.ok(
                StubJson.write(
                        StubJson.object(
                                "orders", book.orders().stream().map(StubControl::told).toList(),
                                "fills", book.fills().stream().map(StubControl::told).toList(),
                                "balances", book.balances())));
    }

    private static Object told(StubBook.Order order) {
        return StubJson.object(
                "id", order.id(),
                "client_id", order.clientId(),
                "symbol", order.base() + "/" + order.quote(),
                "side", order.buy() ? "BUY" : "SELL",
                "type", order.type(),
                "quantity", order.quantity().toPlainString(),
                "filled", order.filled().toPlainString(),
                "status", order.status());
    }

    private static Object told(StubBook.Fill fill) {
        return StubJson.object(
                "id", fill.id(),
                "order", fill.orderId(),
                "client_id", fill.clientId(),
                "symbol", fill.base() + "/" + fill.quote(),
                "side", fill.buy() ? "BUY" : "SELL",
                "quantity", fill.quantity().toPlainString(),
                "price", fill.price().toPlainString(),
                "at", fill.at().toString());
    }
}
