package org.example.venue;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import org.example.vendor.Exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A venue outside the service, over a vendor's library. */
final class BroughtVenue implements VenueAdapter {

    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final Currency USD = Currency.of("USD");
    private static final int PAGE = 50;

    private final Venue venue;
    private final Exchange exchange;

    BroughtVenue(Venue venue, Exchange exchange) {
        this.venue = venue;
        this.exchange = exchange;
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public TradingMode mode() {
        return TradingMode.LIVE;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                PAGE,
                Capabilities.HistoryOrder.OLDEST_FIRST,
                Capabilities.HistoryScope.SYMBOL,
                Capabilities.TradeIdScope.VENUE,
                Capabilities.AccountScope.SHARED,
                ClientOrderIds.ANY,
                Set.of(OrderType.LIMIT),
                Set.of(TimeInForce.GTC));
    }

    @Override
    public void open(PortfolioId account) {}

    @Override
    public Instant clock() {
        return Instant.now();
    }

    @Override
    public Map<Symbol, Instrument> instruments() {
        BigDecimal cent = new BigDecimal("0.01");
        return Map.of(
                BTC_USD, new Instrument(BTC_USD, cent, cent, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    @Override
    public Set<Symbol> watched() {
        return Set.of(BTC_USD);
    }

    @Override
    public Optional<Price> lastPrice(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Placement place(PortfolioId account, NewOrder order) {
        try {
            return new Placement.Accepted(
                    told(
                            exchange.place(
                                    order.clientOrderId().value(),
                                    order.side() == Side.BUY,
                                    order.quantity().value(),
                                    order.limitPrice().orElseThrow().value())));
        } catch (IllegalStateException e) {
            return new Placement.Refused("INSUFFICIENT_FUNDS", e.getMessage());
        }
    }

    @Override
    public Optional<VenueOrder> findOrder(PortfolioId account, OrderQuery query) {
        return exchange.orders().stream()
                .filter(order -> order.reference().equals(query.clientOrderId().value()))
                .map(BroughtVenue::told)
                .findFirst();
    }

    @Override
    public void cancel(PortfolioId account, Symbol symbol, OrderId orderId) {
        exchange.withdraw(orderId.value());
    }

    @Override
    public AccountSnapshot observe(PortfolioId account) {
        Instant asOf = Instant.now();
        return new AccountSnapshot(
                List.of(
                        new Balance(USD, exchange.dollars(), exchange.free()),
                        new Balance(Currency.of("BTC"), exchange.coins(), exchange.coins())),
                exchange.orders().stream()
                        .filter(order -> order.state().equals("working"))
                        .map(BroughtVenue::told)
                        .toList(),
                asOf);
    }

    @Override
    public TradePage trades(PortfolioId account, TradeQuery query) {
        long after = query.page().map(Long::parseLong).orElse(0L);
        Instant since = query.since().orElse(Instant.EPOCH);
        List<VenueFill> fills =
                exchange.executions().stream()
                        .filter(execution -> execution.number() > after)
                        .filter(execution -> !execution.at().isBefore(since))
                        .limit(PAGE)
                        .map(BroughtVenue::told)
                        .toList();
        return new TradePage(
                fills,
                fills.size() < PAGE
                        ? Optional.empty()
                        : Optional.of(fills.getLast().tradeId().value()));
    }

    @Override
    public List<VenueMovement> movements(PortfolioId account, Optional<Instant> since) {
        return List.of();
    }

    @Override
    public void onActivity(Consumer<PortfolioId> listener) {}

    private static VenueOrder told(Exchange.Order order) {
        return new VenueOrder(
                OrderId.of(order.id()),
                Optional.of(ClientOrderId.of(order.reference())),
                BTC_USD,
                order.buy() ? Side.BUY : Side.SELL,
                switch (order.state()) {
                    case "done" -> OrderStatus.FILLED;
                    case "withdrawn" -> OrderStatus.CANCELLED;
                    default ->
                            order.filled().signum() == 0
                                    ? OrderStatus.OPEN
                                    : OrderStatus.PARTIALLY_FILLED;
                },
                new Quantity(order.quantity()),
                new Quantity(order.filled()),
                Optional.of(new Price(order.price())),
                Optional.empty(),
                order.at());
    }

    private static VenueFill told(Exchange.Execution execution) {
        return new VenueFill(
                BTC_USD,
                TradeId.of(Long.toString(execution.number())),
                OrderId.of(execution.orderId()),
                Optional.empty(),
                execution.buy() ? Side.BUY : Side.SELL,
                new Quantity(execution.quantity()),
                new Price(execution.price()),
                List.of(new Money(execution.fee(), USD)),
                Liquidity.UNKNOWN,
                Optional.of(Long.toString(execution.number())),
                execution.at());
    }
}
