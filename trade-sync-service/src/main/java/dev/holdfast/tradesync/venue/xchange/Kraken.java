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
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueFault;

import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.dto.trade.KrakenOrderFlags;
import org.knowm.xchange.kraken.dto.trade.KrakenStandardOrder;
import org.knowm.xchange.kraken.dto.trade.KrakenStandardOrder.KrakenOrderBuilder;
import org.knowm.xchange.kraken.dto.trade.KrakenType;
import org.knowm.xchange.kraken.service.KrakenDigest;
import org.knowm.xchange.kraken.service.KrakenTradeServiceRaw;

import si.mazi.rescu.ParamsDigest;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Kraken, spot. Its truths stand in docs/venues.md. */
final class Kraken extends Dialect {

    private static final int PAGE = 50;
    private static final Object ASSET_NAMES = new Object();

    private final KrakenApi api;
    private final ParamsDigest signature;
    private final String key;
    private volatile Map<String, Symbol> symbols = Map.of();

    Kraken(Access access) {
        super(access, KrakenExchange.class);
        this.api =
                ExchangeRestProxyBuilder.forInterface(
                                KrakenApi.class, exchange.getExchangeSpecification())
                        .build();
        this.signature = KrakenDigest.createInstance(access.keys().secret());
        this.key = access.keys().key();
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(
                PAGE,
                Capabilities.HistoryOrder.NEWEST_FIRST,
                Capabilities.HistoryScope.ACCOUNT,
                Capabilities.TradeIdScope.VENUE,
                Capabilities.AccountScope.SHARED,
                new ClientOrderIds("[a-z0-9-]{1,18}"),
                Set.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP),
                Set.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.GTD));
    }

    /** The counter of the lowest tier: 15, less a third each second. */
    @Override
    int burst() {
        return 15;
    }

    @Override
    Duration perUnit() {
        return Duration.ofSeconds(3);
    }

    /** Placing and cancelling are counted by pair elsewhere, public questions by address. */
    @Override
    boolean signsInOrder() {
        return true;
    }

    @Override
    int weight(Question question) {
        return switch (question) {
            case PLACE, CANCEL, TICKER, INSTRUMENTS, TIME -> 0;
            case FIND, BALANCES, OPEN_ORDERS -> 1;
            case TRADES -> 2;
        };
    }

    @Override
    Optional<Meaning> meaning(Throwable error) {
        String said = String.valueOf(error.getMessage());
        return !said.matches("(?s)\\[?E[A-Z][A-Za-z]+:.*")
                ? Optional.empty()
                : Optional.ofNullable(
                        switch (said.replaceAll("[\\[\\]]", "")) {
                            case String s when s.startsWith("EAPI:Invalid nonce") ->
                                    Meaning.of(VenueFault.NONCE_REJECTED);
                            case String s when s.startsWith("EAPI:Invalid") ->
                                    Meaning.of(VenueFault.KEY_REJECTED);
                            case String s when s.contains("ermission denied") ->
                                    Meaning.of(VenueFault.PERMISSION_DENIED);
                            case String s
                                    when s.contains("ate limit")
                                            || s.contains("lockout")
                                            || s.contains("Too many requests") ->
                                    Meaning.of(VenueFault.RATE_LIMITED);
                            case String s when s.startsWith("EService:") ->
                                    Meaning.of(VenueFault.MAINTENANCE);
                            case String s when s.contains("Unknown asset pair") ->
                                    Meaning.of(VenueFault.UNKNOWN_SYMBOL);
                            // Under this client order id there is an order: it is to be asked for.
                            case String s when s.contains("cl_ord_id") && s.contains("in use") ->
                                    Meaning.of(VenueFault.VENUE_ERROR);
                            case String s when s.startsWith("EOrder:Insufficient") ->
                                    Meaning.refused(Meaning.INSUFFICIENT_FUNDS);
                            case String s
                                    when s.startsWith("EOrder:Unknown order")
                                            || s.startsWith("EOrder:Invalid order") ->
                                    new Meaning.NoSuchOrder();
                            case String s when s.startsWith("EOrder:") ->
                                    Meaning.refused(Meaning.INVALID_ORDER);
                            case String s when s.startsWith("EGeneral:Invalid arguments") ->
                                    Meaning.refused(Meaning.INVALID_ORDER);
                            default -> null;
                        });
    }

    @Override
    Instant serverTime() throws IOException {
        return Instant.ofEpochSecond(api.time().orThrow().seconds());
    }

    @Override
    Duration timeResolution() {
        return Duration.ofSeconds(1);
    }

    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        if (symbols.isEmpty()) {
            // XChange keeps Kraken's names of assets and pairs in static maps that it empties
            // first.
            synchronized (ASSET_NAMES) {
                exchange.remoteInit();
            }
        }
        Map<String, Symbol> names = new HashMap<>();
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        api.assetPairs()
                .orThrow()
                .forEach(
                        (name, pair) -> {
                            if (pair.wsname() == null || name.endsWith(".d")) {
                                return;
                            }
                            Symbol symbol = symbol(pair.wsname());
                            names.put(name, symbol);
                            names.put(pair.altname(), symbol);
                            instruments.put(symbol, instrument(symbol, pair));
                        });
        symbols = Map.copyOf(names);
        return instruments;
    }

    /** XBT and XDG are Kraken's names of BTC and DOGE. */
    private static Symbol symbol(String wsname) {
        return Symbol.of(wsname.replaceAll("\\bXBT\\b", "BTC").replaceAll("\\bXDG\\b", "DOGE"));
    }

    private static Instrument instrument(Symbol symbol, KrakenApi.Pair pair) {
        return new Instrument(
                symbol,
                pair.tick() == null ? step(pair.priceDecimals()) : pair.tick(),
                step(pair.lotDecimals()),
                orZero(pair.leastQuantity()),
                orZero(pair.leastValue()));
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        api.balances(key, signature, exchange.getNonceFactory())
                .orThrow()
                .forEach(
                        (asset, held) -> {
                            String currency = currency(asset);
                            totals.merge(currency, held.balance(), BigDecimal::add);
                            available.merge(
                                    currency,
                                    held.balance().subtract(orZero(held.held())),
                                    BigDecimal::add);
                        });
        return balances(totals, available);
    }

    /** XXBT and XETH, ZUSD and ZEUR: four letters of which the first says crypto or money. */
    private static String currency(String asset) {
        String plain = asset.matches("[XZ][A-Z]{3}") ? asset.substring(1) : asset;
        return switch (plain) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> plain;
        };
    }

    @Override
    List<VenueOrder> openOrders() throws IOException {
        return told(
                api.openOrders(null, key, signature, exchange.getNonceFactory()).orThrow().open());
    }

    @Override
    OrderId place(NewOrder order) throws IOException {
        KrakenType side = order.side() == Side.BUY ? KrakenType.BUY : KrakenType.SELL;
        BigDecimal quantity = order.quantity().value();
        KrakenOrderBuilder builder =
                switch (order.orderType()) {
                    case MARKET ->
                            KrakenStandardOrder.getMarketOrderBuilder(
                                    pair(order.symbol()), side, quantity);
                    case LIMIT ->
                            KrakenStandardOrder.getLimitOrderBuilder(
                                            pair(order.symbol()),
                                            side,
                                            order.limitPrice()
                                                    .orElseThrow()
                                                    .value()
                                                    .toPlainString(),
                                            quantity)
                                    .withTimeInForce(timeInForce(order));
                    case STOP ->
                            KrakenStandardOrder.getStopLossOrderBuilder(
                                    pair(order.symbol()),
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
    Optional<VenueOrder> find(OrderQuery query) throws IOException {
        if (query.orderId().isPresent()) {
            String id = query.orderId().get().value();
            return told(api.queryOrders(id, key, signature, exchange.getNonceFactory()).orThrow())
                    .stream()
                    .filter(order -> order.orderId().value().equals(id))
                    .findFirst();
        }
        String clientId = query.clientOrderId().value();
        Optional<VenueOrder> open =
                found(
                        query,
                        api.openOrders(clientId, key, signature, exchange.getNonceFactory())
                                .orThrow()
                                .open());
        return open.isPresent()
                ? open
                : found(
                        query,
                        api.closedOrders(
                                        clientId,
                                        query.approvedAt().minusSeconds(1).getEpochSecond(),
                                        key,
                                        signature,
                                        exchange.getNonceFactory())
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
                known(description.pair()),
                side(description.type()),
                status(order.status(), filled),
                new Quantity(order.quantity()),
                filled,
                Optional.ofNullable(description.price())
                        .filter(price -> "limit".equals(description.orderType()))
                        .map(Price::new),
                Optional.ofNullable(order.reason()),
                instant(order.ended() == null ? order.opened() : order.ended()));
    }

    private static OrderStatus status(String status, Quantity filled) {
        return switch (status) {
            case "pending", "open" -> open(filled);
            case "closed" -> OrderStatus.FILLED;
            case "canceled" -> OrderStatus.CANCELLED;
            case "expired" -> OrderStatus.EXPIRED;
            default -> throw new IllegalArgumentException("An order that is " + status);
        };
    }

    @Override
    void cancel(Symbol symbol, OrderId orderId) throws IOException {
        trading().cancelKrakenOrder(orderId.value());
    }

    /**
     * Newest first by offset: what comes in between moves rows on to the next page, where they
     * repeat.
     */
    @Override
    TradePage trades(TradeQuery query) throws IOException {
        int offset = query.page().map(Integer::parseInt).orElse(0);
        KrakenApi.Trades answer =
                api.trades(
                                query.since().map(at -> at.getEpochSecond() - 1).orElse(null),
                                offset,
                                key,
                                signature,
                                exchange.getNonceFactory())
                        .orThrow();
        List<VenueFill> fills = new ArrayList<>();
        answer.trades().forEach((id, trade) -> fills.add(fill(id, trade)));
        int next = offset + answer.trades().size();
        return new TradePage(
                fills,
                answer.trades().isEmpty() || next >= answer.count()
                        ? Optional.empty()
                        : Optional.of(Integer.toString(next)));
    }

    private VenueFill fill(String id, KrakenApi.Trade trade) {
        Symbol symbol = known(trade.pair());
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(trade.orderId()),
                Optional.empty(),
                side(trade.type()),
                new Quantity(trade.quantity()),
                new Price(trade.price()),
                fees(trade.fee(), symbol.quote().value(), id),
                trade.maker() == null
                        ? Liquidity.UNKNOWN
                        : trade.maker() ? Liquidity.MAKER : Liquidity.TAKER,
                Optional.ofNullable(trade.sequence()).filter(text -> text.matches("\\d+")),
                instant(trade.time()));
    }

    private Symbol known(String pair) {
        Symbol symbol = symbols.get(pair);
        if (symbol == null) {
            throw new IllegalArgumentException(
                    "Kraken tells of a pair that it does not list: " + pair);
        }
        return symbol;
    }

    private static Side side(String type) {
        return switch (type) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("Neither buy nor sell: " + type);
        };
    }

    /** Seconds with a fraction. */
    private static Instant instant(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.DOWN);
        return Instant.ofEpochSecond(
                whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
    }

    private KrakenTradeServiceRaw trading() {
        return (KrakenTradeServiceRaw) exchange.getTradeService();
    }
}
