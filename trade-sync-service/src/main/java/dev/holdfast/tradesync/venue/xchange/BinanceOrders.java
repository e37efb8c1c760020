package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.VenueOrder;

import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.service.BinanceTradeServiceRaw;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Orders at Binance: placed by XChange, found under their client ids beside it. */
final class BinanceOrders implements Dialect.Orders {

    private final BinanceSigned signed;
    private final BinanceTradeServiceRaw trading;
    private final BinanceSymbols symbols;

    BinanceOrders(BinanceSigned signed, BinanceTradeServiceRaw trading, BinanceSymbols symbols) {
        this.signed = signed;
        this.trading = trading;
        this.symbols = symbols;
    }

    /** Those in symbols that are not watched are somebody else's and cannot be read. */
    @Override
    public List<VenueOrder> open() throws IOException {
        return signed.openOrders().stream()
                .filter(order -> symbols.has(order.symbol()))
                .map(this::told)
                .toList();
    }

    @Override
    public OrderId place(NewOrder order) throws IOException {
        boolean limit = order.orderType() == OrderType.LIMIT;
        return OrderId.of(
                Long.toString(
                        trading.newOrder(
                                        Dialect.pair(order.symbol()),
                                        order.side() == Side.BUY ? OrderSide.BUY : OrderSide.SELL,
                                        switch (order.orderType()) {
                                            case MARKET ->
                                                    org.knowm.xchange.binance.dto.trade.OrderType
                                                            .MARKET;
                                            case LIMIT ->
                                                    org.knowm.xchange.binance.dto.trade.OrderType
                                                            .LIMIT;
                                            case STOP ->
                                                    org.knowm.xchange.binance.dto.trade.OrderType
                                                            .STOP_LOSS;
                                        },
                                        limit
                                                ? org.knowm.xchange.binance.dto.trade.TimeInForce
                                                        .valueOf(order.timeInForce().name())
                                                : null,
                                        order.quantity().value(),
                                        null,
                                        order.limitPrice()
                                                .filter(price -> limit)
                                                .map(Price::value)
                                                .orElse(null),
                                        order.clientOrderId().value(),
                                        order.stopPrice().map(Price::value).orElse(null),
                                        null,
                                        null,
                                        null)
                                .orderId));
    }

    @Override
    public Optional<VenueOrder> find(OrderQuery query) throws IOException {
        return Optional.of(
                told(
                        signed.order(
                                BinanceSymbols.name(query.symbol()),
                                query.orderId().map(OrderId::value).orElse(null),
                                query.orderId().isPresent()
                                        ? null
                                        : query.clientOrderId().value())));
    }

    private VenueOrder told(BinanceApi.Order order) {
        Quantity filled = new Quantity(order.executedQty());
        return new VenueOrder(
                OrderId.of(order.orderId()),
                Optional.of(ClientOrderId.of(order.clientOrderId())),
                symbols.known(order.symbol()),
                Side.valueOf(order.side()),
                switch (order.status()) {
                    case "NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL" ->
                            Answers.open(filled);
                    case "FILLED" -> OrderStatus.FILLED;
                    case "CANCELED" -> OrderStatus.CANCELLED;
                    case "REJECTED" -> OrderStatus.REFUSED;
                    case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
                    default ->
                            throw new IllegalArgumentException(
                                    "An order that is " + order.status());
                },
                new Quantity(order.origQty()),
                filled,
                Optional.ofNullable(order.price()).filter(p -> p.signum() > 0).map(Price::new),
                Optional.empty(),
                Instant.ofEpochMilli(order.updateTime()));
    }

    @Override
    public void cancel(Symbol symbol, OrderId orderId) throws IOException {
        trading.cancelOrderAllProducts(
                Dialect.pair(symbol), Long.parseLong(orderId.value()), null, null);
    }
}
