package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.VenueOrder;

import org.knowm.xchange.Exchange;
import org.knowm.xchange.kraken.dto.trade.KrakenOrderFlags;
import org.knowm.xchange.kraken.dto.trade.KrakenStandardOrder;
import org.knowm.xchange.kraken.dto.trade.KrakenStandardOrder.KrakenOrderBuilder;
import org.knowm.xchange.kraken.dto.trade.KrakenType;
import org.knowm.xchange.kraken.service.KrakenTradeServiceRaw;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Orders at Kraken: placed by XChange, found under their client ids beside it. */
final class KrakenOrders implements Dialect.Orders {

    private final KrakenApi api;
    private final Exchange exchange;
    private final KrakenWords words;

    KrakenOrders(KrakenApi api, Exchange exchange, KrakenWords words) {
        this.api = api;
        this.exchange = exchange;
        this.words = words;
    }

    @Override
    public List<VenueOrder> open() throws IOException {
        return told(api.openOrders(null).orThrow().open());
    }

    @Override
    public OrderId place(NewOrder order) throws IOException {
        KrakenType side = order.side() == Side.BUY ? KrakenType.BUY : KrakenType.SELL;
        BigDecimal quantity = order.quantity().value();
        KrakenOrderBuilder builder =
                switch (order.orderType()) {
                    case MARKET ->
                            KrakenStandardOrder.getMarketOrderBuilder(
                                    Dialect.pair(order.symbol()), side, quantity);
                    case LIMIT ->
                            KrakenStandardOrder.getLimitOrderBuilder(
                                            Dialect.pair(order.symbol()),
                                            side,
                                            order.limitPrice()
                                                    .orElseThrow()
                                                    .value()
                                                    .toPlainString(),
                                            quantity)
                                    .withTimeInForce(timeInForce(order));
                    case STOP ->
                            KrakenStandardOrder.getStopLossOrderBuilder(
                                    Dialect.pair(order.symbol()),
                                    side,
                                    order.stopPrice().orElseThrow().value().toPlainString(),
                                    quantity);
                };
        order.expiresAt()
                .filter(at -> order.timeInForce() == TimeInForce.GTD)
                .ifPresent(at -> builder.withExpireTime(Long.toString(at.getEpochSecond())));
        KrakenStandardOrder asked =
                builder.withClientOrderId(order.clientOrderId().value())
                        .withOrderFlags(Set.of(KrakenOrderFlags.FCIQ))
                        .buildOrder();
        return OrderId.of(trading().placeKrakenOrder(asked).getTransactionIds().getFirst());
    }

    private static org.knowm.xchange.kraken.dto.trade.TimeInForce timeInForce(NewOrder order) {
        return org.knowm.xchange.kraken.dto.trade.TimeInForce.valueOf(order.timeInForce().name());
    }

    @Override
    public Optional<VenueOrder> find(OrderQuery query) throws IOException {
        if (query.orderId().isPresent()) {
            String id = query.orderId().get().value();
            return told(api.queryOrders(id).orThrow()).stream()
                    .filter(order -> order.orderId().value().equals(id))
                    .findFirst();
        }
        String clientId = query.clientOrderId().value();
        Optional<VenueOrder> open = found(query, api.openOrders(clientId).orThrow().open());
        return open.isPresent()
                ? open
                : found(
                        query,
                        api.closedOrders(
                                        clientId,
                                        query.approvedAt().minusSeconds(1).getEpochSecond())
                                .orThrow()
                                .closed());
    }

    /** Whatever the exchange made of the id, only the order under it is the one. */
    private Optional<VenueOrder> found(OrderQuery query, Map<String, KrakenApi.Order> orders) {
        return told(orders).stream()
                .filter(order -> order.clientOrderId().equals(Optional.of(query.clientOrderId())))
                .findFirst();
    }

    private List<VenueOrder> told(Map<String, KrakenApi.Order> orders) {
        List<VenueOrder> told = new ArrayList<>();
        orders.forEach((id, order) -> told.add(told(id, order)));
        return told;
    }

    private VenueOrder told(String id, KrakenApi.Order order) {
        Quantity filled = new Quantity(order.filled());
        KrakenApi.Description description = order.description();
        return new VenueOrder(
                OrderId.of(id),
                Optional.ofNullable(order.clientOrderId())
                        .filter(text -> !text.isEmpty())
                        .map(ClientOrderId::of),
                words.known(description.pair()),
                KrakenWords.side(description.type()),
                status(order.status(), filled),
                new Quantity(order.quantity()),
                filled,
                Optional.ofNullable(description.price())
                        .filter(price -> "limit".equals(description.orderType()))
                        .map(Price::new),
                Optional.ofNullable(order.reason()),
                KrakenWords.instant(order.ended() == null ? order.opened() : order.ended()));
    }

    private static OrderStatus status(String status, Quantity filled) {
        return switch (status) {
            case "pending", "open" -> Answers.open(filled);
            case "closed" -> OrderStatus.FILLED;
            case "canceled" -> OrderStatus.CANCELLED;
            case "expired" -> OrderStatus.EXPIRED;
            default -> throw new IllegalArgumentException("An order that is " + status);
        };
    }

    @Override
    public void cancel(Symbol symbol, OrderId orderId) throws IOException {
        trading().cancelKrakenOrder(orderId.value());
    }

    private KrakenTradeServiceRaw trading() {
        return (KrakenTradeServiceRaw) exchange.getTradeService();
    }
}
