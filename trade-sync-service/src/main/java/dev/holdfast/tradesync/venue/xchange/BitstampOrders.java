package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.VenueOrder;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders at Bitstamp, beside XChange, which places without client order ids. */
final class BitstampOrders implements Dialect.Orders {

    private final BitstampApi api;

    BitstampOrders(BitstampApi api) {
        this.api = api;
    }

    @Override
    public List<VenueOrder> open() throws IOException {
        return api.openOrders().stream().map(BitstampOrders::told).toList();
    }

    /** The amount is what is left of it. */
    private static VenueOrder told(BitstampApi.OpenOrder order) {
        BigDecimal placed = order.placed() == null ? order.amount() : order.placed();
        Quantity filled = new Quantity(placed.subtract(order.amount()));
        return new VenueOrder(
                OrderId.of(order.id()),
                Answers.clientId(order.clientOrderId()),
                Symbol.of(order.pair()),
                BitstampWords.side(order.type()),
                Answers.open(filled),
                new Quantity(placed),
                filled,
                Optional.of(new Price(order.price())),
                Optional.empty(),
                BitstampWords.instant(order.datetime()));
    }

    @Override
    public OrderId place(NewOrder order) throws IOException {
        boolean limit = order.orderType() == OrderType.LIMIT;
        BitstampApi.Placed placed =
                api.place(
                        order.side() == Side.BUY ? "buy" : "sell",
                        limit ? "" : "market/",
                        BitstampWords.name(order.symbol()),
                        order.quantity().value().toPlainString(),
                        order.limitPrice()
                                .filter(price -> limit)
                                .map(price -> price.value().toPlainString())
                                .orElse(null),
                        order.clientOrderId().value(),
                        limit && order.timeInForce() == TimeInForce.IOC ? "True" : null,
                        limit && order.timeInForce() == TimeInForce.FOK ? "True" : null);
        return OrderId.of(placed.id());
    }

    @Override
    public Optional<VenueOrder> find(OrderQuery query) throws IOException {
        BitstampApi.Status status =
                api.status(
                        query.orderId().map(OrderId::value).orElse(null),
                        query.orderId().isPresent() ? null : query.clientOrderId().value());
        List<Map<String, String>> rows =
                status.transactions() == null ? List.of() : status.transactions();
        BigDecimal filled =
                rows.stream()
                        .map(row -> BitstampWords.number(row, query.symbol().base()).abs())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        Instant changed =
                rows.stream()
                        .map(row -> BitstampWords.instant(row.get("datetime")))
                        .max(Instant::compareTo)
                        .orElseGet(() -> BitstampWords.instant(status.datetime()));
        return Optional.of(
                new VenueOrder(
                        OrderId.of(status.id()),
                        Answers.clientId(status.clientOrderId()),
                        query.symbol(),
                        BitstampWords.side(status.type()),
                        switch (status.status()) {
                            case "Open", "In Queue" -> Answers.open(new Quantity(filled));
                            case "Finished" -> OrderStatus.FILLED;
                            case "Canceled", "Cancel pending" -> OrderStatus.CANCELLED;
                            case "Expired" -> OrderStatus.EXPIRED;
                            default ->
                                    throw new IllegalArgumentException(
                                            "An order that is " + status.status());
                        },
                        new Quantity(filled.add(Answers.orZero(status.remaining()))),
                        new Quantity(filled),
                        Optional.empty(),
                        Optional.empty(),
                        changed));
    }

    @Override
    public void cancel(Symbol symbol, OrderId orderId) throws IOException {
        api.cancel(orderId.value());
    }
}
