package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueFault;

import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.trade.BinanceTrade;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.binance.service.BinanceTradeServiceRaw;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;

import si.mazi.rescu.ParamsDigest;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Binance, spot. Its truths stand in docs/venues.md. */
final class Binance extends Dialect {

    private static final int PAGE = 1000;
    private static final long WINDOW_MS = 5_000;
    private static final Duration LONGEST_SPAN = Duration.ofHours(24);

    private final BinanceApi api;
    private final ParamsDigest signature;
    private final String key;
    private volatile Map<String, Symbol> symbols = Map.of();

    Binance(Access access) {
        super(access, BinanceExchange.class);
        this.api =
                ExchangeRestProxyBuilder.forInterface(
                                BinanceApi.class, exchange.getExchangeSpecification())
                        .build();
        this.signature = BinanceHmacDigest.createInstance(access.keys().secret());
        this.key = access.keys().key();
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(
                PAGE,
                Capabilities.HistoryOrder.OLDEST_FIRST,
                Capabilities.HistoryScope.SYMBOL,
                Capabilities.TradeIdScope.SYMBOL,
                Capabilities.AccountScope.SHARED,
                new ClientOrderIds("[.A-Z:/a-z0-9_-]{1,36}"),
                Set.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP),
                Set.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK));
    }

    /** Half of the 6000 that an address has in a minute. */
    @Override
    int burst() {
        return 3000;
    }

    @Override
    Duration perUnit() {
        return Duration.ofMillis(20);
    }

    @Override
    int weight(Question question) {
        return switch (question) {
            case PLACE, CANCEL, TIME -> 1;
            case TICKER -> 2;
            case FIND -> 4;
            case BALANCES, TRADES, INSTRUMENTS -> 20;
            case OPEN_ORDERS -> 80;
        };
    }

    @Override
    Optional<Meaning> meaning(Throwable error) {
        if (!(error instanceof BinanceException told) || told.getCode() >= 0) {
            return Optional.empty();
        }
        String text = String.valueOf(told.getMessage());
        return Optional.ofNullable(
                switch (told.getCode()) {
                    case -1003, -1015 -> Meaning.of(VenueFault.RATE_LIMITED);
                    case -1021 -> Meaning.of(VenueFault.CLOCK_SKEW);
                    case -1022, -2008, -2014 -> Meaning.of(VenueFault.KEY_REJECTED);
                    case -2015, -1002 -> Meaning.of(VenueFault.PERMISSION_DENIED);
                    case -1121 -> Meaning.of(VenueFault.UNKNOWN_SYMBOL);
                    case -1001, -1006, -1007 -> Meaning.of(VenueFault.NO_ANSWER);
                    case -1008, -1016 -> Meaning.of(VenueFault.MAINTENANCE);
                    case -2011, -2013 -> new Meaning.NoSuchOrder();
                    case -2010 ->
                            text.contains("insufficient balance")
                                    ? Meaning.refused(Meaning.INSUFFICIENT_FUNDS)
                                    // Under this client order id there is one: it is asked for.
                                    : text.contains("Duplicate order")
                                            ? Meaning.of(VenueFault.VENUE_ERROR)
                                            : Meaning.refused(Meaning.INVALID_ORDER);
                    default ->
                            told.getCode() <= -1100 && told.getCode() > -1200
                                            || told.getCode() == -1013
                                    ? Meaning.refused(Meaning.INVALID_ORDER)
                                    : null;
                });
    }

    @Override
    Instant serverTime() throws IOException {
        return Instant.ofEpochMilli(api.time().serverTime());
    }

    /** Of the watched symbols alone: the rules of all are tens of megabytes. */
    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        String asked =
                access.symbols().stream()
                        .map(symbol -> '"' + name(symbol) + '"')
                        .sorted()
                        .collect(Collectors.joining(",", "[", "]"));
        Map<String, Symbol> names = new HashMap<>();
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        for (BinanceApi.OfSymbol rules : api.rules(asked).symbols()) {
            Symbol symbol = Symbol.of(rules.baseAsset() + "/" + rules.quoteAsset());
            names.put(rules.symbol(), symbol);
            instruments.put(
                    symbol,
                    new Instrument(
                            symbol,
                            filter(rules, "PRICE_FILTER", BinanceApi.Filter::tickSize),
                            filter(rules, "LOT_SIZE", BinanceApi.Filter::stepSize),
                            filter(rules, "LOT_SIZE", BinanceApi.Filter::minQty),
                            filter(rules, "NOTIONAL", BinanceApi.Filter::minNotional)));
        }
        symbols = Map.copyOf(names);
        return instruments;
    }

    private static String name(Symbol symbol) {
        return symbol.base() + symbol.quote();
    }

    private static BigDecimal filter(
            BinanceApi.OfSymbol rules,
            String type,
            Function<BinanceApi.Filter, BigDecimal> number) {
        return rules.filters().stream()
                .filter(filter -> type.equals(filter.filterType()))
                .map(number)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        for (BinanceApi.Balance balance :
                api.account(WINDOW_MS, timestamps(), key, signature).balances()) {
            totals.put(balance.asset(), balance.free().add(balance.locked()));
            available.put(balance.asset(), balance.free());
        }
        return balances(totals, available);
    }

    /** Those in symbols that are not watched are somebody else's and cannot be read. */
    @Override
    List<VenueOrder> openOrders() throws IOException {
        return api.openOrders(WINDOW_MS, timestamps(), key, signature).stream()
                .filter(order -> symbols.containsKey(order.symbol()))
                .map(this::told)
                .toList();
    }

    @Override
    OrderId place(NewOrder order) throws IOException {
        boolean limit = order.orderType() == OrderType.LIMIT;
        return OrderId.of(
                Long.toString(
                        trading()
                                .newOrder(
                                        pair(order.symbol()),
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
    Optional<VenueOrder> find(OrderQuery query) throws IOException {
        return Optional.of(
                told(
                        api.order(
                                name(query.symbol()),
                                query.orderId().map(OrderId::value).orElse(null),
                                query.orderId().isPresent() ? null : query.clientOrderId().value(),
                                WINDOW_MS,
                                timestamps(),
                                key,
                                signature)));
    }

    private VenueOrder told(BinanceApi.Order order) {
        Quantity filled = new Quantity(order.executedQty());
        return new VenueOrder(
                OrderId.of(order.orderId()),
                Optional.of(ClientOrderId.of(order.clientOrderId())),
                known(order.symbol()),
                Side.valueOf(order.side()),
                switch (order.status()) {
                    case "NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL" -> open(filled);
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
    void cancel(Symbol symbol, OrderId orderId) throws IOException {
        trading().cancelOrderAllProducts(pair(symbol), Long.parseLong(orderId.value()), null, null);
    }

    /**
     * By id, oldest first, which has no age; a span of time, which may be a day at most, only for
     * the overlap before the cursor.
     */
    @Override
    TradePage trades(TradeQuery query) throws IOException {
        Symbol symbol = query.symbol().orElseThrow();
        if (query.page().isEmpty() && query.from().isPresent()) {
            Cursor cursor = query.from().get();
            Duration overlap =
                    query.overlap().compareTo(LONGEST_SPAN) > 0 ? LONGEST_SPAN : query.overlap();
            List<VenueFill> before =
                    page(
                            symbol,
                            cursor.since(overlap).toEpochMilli(),
                            cursor.at().toEpochMilli(),
                            null);
            String next = before.size() < PAGE ? cursor.tradeId().value() : id(before.getFirst());
            return new TradePage(before, Optional.of(next));
        }
        List<VenueFill> fills =
                page(symbol, null, null, query.page().map(Long::parseLong).orElse(0L));
        return new TradePage(
                fills,
                fills.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Long.toString(Long.parseLong(id(fills.getLast())) + 1)));
    }

    private static String id(VenueFill fill) {
        return fill.tradeId().value();
    }

    private List<VenueFill> page(Symbol symbol, Long start, Long end, Long fromId)
            throws IOException {
        return trading().myTradesAllProducts(pair(symbol), null, start, end, fromId, PAGE).stream()
                .map(trade -> fill(symbol, trade))
                .sorted(Comparator.comparing(fill -> Long.parseLong(id(fill))))
                .toList();
    }

    private static VenueFill fill(Symbol symbol, BinanceTrade trade) {
        String id = Long.toString(trade.id);
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(Long.toString(trade.orderId)),
                Optional.empty(),
                trade.isBuyer ? Side.BUY : Side.SELL,
                new Quantity(trade.qty),
                new Price(trade.price),
                fees(trade.commission, trade.commissionAsset, id),
                trade.isMaker ? Liquidity.MAKER : Liquidity.TAKER,
                Optional.of(id),
                Instant.ofEpochMilli(trade.time));
    }

    private Symbol known(String name) {
        return Optional.ofNullable(symbols.get(name))
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " is not among the symbols"));
    }

    private si.mazi.rescu.SynchronizedValueFactory<Long> timestamps() {
        return ((BinanceExchange) exchange).getTimestampFactory();
    }

    private BinanceTradeServiceRaw trading() {
        return (BinanceTradeServiceRaw) exchange.getTradeService();
    }
}
