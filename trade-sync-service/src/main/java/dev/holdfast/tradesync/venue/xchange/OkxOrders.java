package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.VenueOrder;

import org.knowm.xchange.okex.dto.OkexException;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Orders at OKX, beside XChange, which does not ask for them by their client ids. */
final class OkxOrders implements Dialect.Orders {

    private final OkxApi api;

    OkxOrders(OkxApi api) {
        this.api = api;
    }

    @Override
    public List<VenueOrder> open() throws IOException {
        List<VenueOrder> orders = new ArrayList<>();
        String after = null;
        List<OkxApi.Order> page;
        do {
            page = api.openOrders(Okx.SPOT, after).orThrow();
            page.forEach(order -> orders.add(told(order)));
            after = page.isEmpty() ? null : page.getLast().orderId();
        } while (page.size() == Okx.PAGE);
        return orders;
    }

    private static VenueOrder told(OkxApi.Order order) {
        Quantity filled = new Quantity(OkxWords.number(order.filled()));
        return new VenueOrder(
                OrderId.of(order.orderId()),
                Answers.clientId(order.clientOrderId()),
                OkxWords.symbol(order.instrument()),
                OkxWords.side(order.side()),
                switch (order.state()) {
                    case "live", "partially_filled" -> Answers.open(filled);
                    case "filled" -> OrderStatus.FILLED;
                    case "canceled", "mmp_canceled" -> OrderStatus.CANCELLED;
                    default ->
                            throw new IllegalArgumentException("An order that is " + order.state());
                },
                new Quantity(order.quantity()),
                filled,
                Optional.of(OkxWords.number(order.price()))
                        .filter(p -> p.signum() > 0)
                        .map(Price::new),
                Optional.ofNullable(order.reason()).filter(reason -> !reason.isEmpty()),
                Instant.ofEpochMilli(order.changedMs()));
    }

    @Override
    public OrderId place(NewOrder order) throws IOException {
        Map<String, String> asked = new HashMap<>();
        asked.put("instId", OkxWords.name(order.symbol()));
        asked.put("tdMode", "cash");
        asked.put("clOrdId", order.clientOrderId().value());
        asked.put("side", order.side().name().toLowerCase(Locale.ROOT));
        asked.put("sz", order.quantity().value().toPlainString());
        if (order.orderType() == OrderType.LIMIT) {
            asked.put("ordType", orderType(order.timeInForce()));
            asked.put("px", order.limitPrice().orElseThrow().value().toPlainString());
        } else {
            asked.put("ordType", "market");
            // Else the size of a market buy is taken to be in the quote currency.
            asked.put("tgtCcy", "base_ccy");
        }
        return OrderId.of(done(api.place(asked)).orderId());
    }

    private static String orderType(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC -> "limit";
            case IOC -> "ioc";
            case FOK -> "fok";
            case GTD -> throw new IllegalArgumentException("OKX has no orders with an expiry.");
        };
    }

    /** What is wrong with one order stands in its row, whatever the code above says. */
    private static OkxApi.Done done(OkxApi.Answer<OkxApi.Done> answer) {
        if (answer.data() == null || answer.data().isEmpty()) {
            return answer.orThrow().getFirst();
        }
        OkxApi.Done done = answer.data().getFirst();
        if (!"0".equals(done.code())) {
            throw new OkexException(done.message(), Integer.parseInt(done.code()));
        }
        return done;
    }

    @Override
    public Optional<VenueOrder> find(OrderQuery query) throws IOException {
        return api
                .order(
                        OkxWords.name(query.symbol()),
                        query.orderId().map(OrderId::value).orElse(null),
                        query.orderId().isPresent() ? null : query.clientOrderId().value())
                .orThrow()
                .stream()
                .map(OkxOrders::told)
                .findFirst();
    }

    @Override
    public void cancel(Symbol symbol, OrderId orderId) throws IOException {
        done(api.cancel(Map.of("instId", OkxWords.name(symbol), "ordId", orderId.value())));
    }
}
