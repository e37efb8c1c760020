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

import org.knowm.xchange.bitstamp.BitstampExchange;
import org.knowm.xchange.bitstamp.dto.BitstampException;
import org.knowm.xchange.bitstamp.dto.marketdata.BitstampPairInfo;
import org.knowm.xchange.bitstamp.service.BitstampDigestV2;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataServiceRaw;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;

import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Bitstamp, spot. Its truths stand in docs/venues.md. */
final class Bitstamp extends Dialect {

    private static final int PAGE = 1000;
    private static final Duration TIMES_REACH = Duration.ofDays(29);
    private static final String VERSION = "v2";
    private static final String A_TRADE = "2";
    private static final String BUY = "0";

    private final BitstampApi api;
    private final ParamsDigest signature;
    private final String key;
    private final SynchronizedValueFactory<String> nonces;
    private final SynchronizedValueFactory<String> timestamps;

    Bitstamp(Access access) {
        super(access, BitstampExchange.class);
        BitstampExchange bitstamp = (BitstampExchange) exchange;
        this.api =
                ExchangeRestProxyBuilder.forInterface(
                                BitstampApi.class, exchange.getExchangeSpecification())
                        .build();
        this.signature =
                BitstampDigestV2.createInstance(access.keys().secret(), access.keys().key());
        this.key = "BITSTAMP " + access.keys().key();
        this.nonces = bitstamp.getUuidNonceFactory();
        this.timestamps = bitstamp.getTimestampFactory();
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(
                PAGE,
                Capabilities.HistoryOrder.OLDEST_FIRST,
                Capabilities.HistoryScope.ACCOUNT,
                Capabilities.TradeIdScope.VENUE,
                Capabilities.AccountScope.SHARED,
                new ClientOrderIds("[A-Za-z0-9_-]{1,64}"),
                Set.of(OrderType.MARKET, OrderType.LIMIT),
                Set.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK));
    }

    /** 10,000 in ten minutes, of which no more than a tenth at once. */
    @Override
    int burst() {
        return 1000;
    }

    @Override
    Duration perUnit() {
        return Duration.ofMillis(67);
    }

    @Override
    int weight(Question question) {
        return 1;
    }

    @Override
    Optional<Meaning> meaning(Throwable error) {
        if (!(error instanceof BitstampException)
                || String.valueOf(error.getMessage()).startsWith("null")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (error.getMessage().toLowerCase(Locale.ROOT)) {
                    case String s when s.contains("rate limit") ->
                            Meaning.of(VenueFault.RATE_LIMITED);
                    case String s when s.contains("permission") ->
                            Meaning.of(VenueFault.PERMISSION_DENIED);
                    case String s when s.contains("nonce") -> Meaning.of(VenueFault.NONCE_REJECTED);
                    case String s when s.contains("timestamp") -> Meaning.of(VenueFault.CLOCK_SKEW);
                    case String s when s.contains("key") || s.contains("signature") ->
                            Meaning.of(VenueFault.KEY_REJECTED);
                    case String s when s.contains("not found") || s.contains("invalid order id") ->
                            new Meaning.NoSuchOrder();
                    // Under this client order id there is one: it is asked for.
                    case String s when s.contains("client_order_id") ->
                            Meaning.of(VenueFault.VENUE_ERROR);
                    case String s
                            when s.contains("you have only") || s.contains("account balance") ->
                            Meaning.refused(Meaning.INSUFFICIENT_FUNDS);
                    case String s when s.contains("minimum order") ->
                            Meaning.refused("BELOW_MINIMUM_NOTIONAL");
                    case String s when s.contains("server error") ->
                            Meaning.of(VenueFault.MAINTENANCE);
                    default -> Meaning.refused(Meaning.INVALID_ORDER);
                });
    }

    /** Bitstamp has no question for the time: its answers carry it. */
    @Override
    Instant serverTime() throws IOException {
        Symbol any = access.symbols().stream().min(Symbol::compareTo).orElse(Symbol.of("BTC/USD"));
        return api.ticker(name(any)).getResponseHeaders().entrySet().stream()
                .filter(header -> "Date".equalsIgnoreCase(header.getKey()))
                .map(header -> header.getValue().getFirst())
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                .map(ZonedDateTime::toInstant)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("An answer without its date."));
    }

    @Override
    Duration timeResolution() {
        return Duration.ofSeconds(1);
    }

    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        for (BitstampPairInfo pair :
                ((BitstampMarketDataServiceRaw) exchange.getMarketDataService())
                        .getTradingPairsInfo()) {
            Symbol symbol = Symbol.of(pair.getName());
            instruments.put(
                    symbol,
                    new Instrument(
                            symbol,
                            step(pair.getCounterDecimals()),
                            step(pair.getBaseDecimals()),
                            BigDecimal.ZERO,
                            new BigDecimal(pair.getMinimumOrder().split(" ")[0])));
        }
        return instruments;
    }

    private static String name(Symbol symbol) {
        return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        for (BitstampApi.Balance balance :
                api.balances(key, signature, nonces, timestamps, VERSION)) {
            String currency = balance.currency().toUpperCase(Locale.ROOT);
            totals.put(currency, balance.total());
            available.put(currency, balance.available());
        }
        return balances(totals, available);
    }

    @Override
    List<VenueOrder> openOrders() throws IOException {
        return api.openOrders(key, signature, nonces, timestamps, VERSION).stream()
                .map(Bitstamp::told)
                .toList();
    }

    /** The amount is what is left of it. */
    private static VenueOrder told(BitstampApi.OpenOrder order) {
        BigDecimal placed = order.placed() == null ? order.amount() : order.placed();
        Quantity filled = new Quantity(placed.subtract(order.amount()));
        return new VenueOrder(
                OrderId.of(order.id()),
                clientId(order.clientOrderId()),
                Symbol.of(order.pair()),
                side(order.type()),
                open(filled),
                new Quantity(placed),
                filled,
                Optional.of(new Price(order.price())),
                Optional.empty(),
                instant(order.datetime()));
    }

    private static Optional<ClientOrderId> clientId(String text) {
        return Optional.ofNullable(text).filter(id -> !id.isEmpty()).map(ClientOrderId::of);
    }

    @Override
    OrderId place(NewOrder order) throws IOException {
        boolean limit = order.orderType() == OrderType.LIMIT;
        BitstampApi.Placed placed =
                api.place(
                        key,
                        signature,
                        nonces,
                        timestamps,
                        VERSION,
                        order.side() == Side.BUY ? "buy" : "sell",
                        limit ? "" : "market/",
                        name(order.symbol()),
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
    Optional<VenueOrder> find(OrderQuery query) throws IOException {
        BitstampApi.Status status =
                api.status(
                        key,
                        signature,
                        nonces,
                        timestamps,
                        VERSION,
                        query.orderId().map(OrderId::value).orElse(null),
                        query.orderId().isPresent() ? null : query.clientOrderId().value());
        List<Map<String, String>> rows =
                status.transactions() == null ? List.of() : status.transactions();
        BigDecimal filled =
                rows.stream()
                        .map(row -> number(row, query.symbol().base()).abs())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        Instant changed =
                rows.stream()
                        .map(row -> instant(row.get("datetime")))
                        .max(Instant::compareTo)
                        .orElseGet(() -> instant(status.datetime()));
        return Optional.of(
                new VenueOrder(
                        OrderId.of(status.id()),
                        clientId(status.clientOrderId()),
                        query.symbol(),
                        side(status.type()),
                        switch (status.status()) {
                            case "Open", "In Queue" -> open(new Quantity(filled));
                            case "Finished" -> OrderStatus.FILLED;
                            case "Canceled", "Cancel pending" -> OrderStatus.CANCELLED;
                            case "Expired" -> OrderStatus.EXPIRED;
                            default ->
                                    throw new IllegalArgumentException(
                                            "An order that is " + status.status());
                        },
                        new Quantity(filled.add(orZero(status.remaining()))),
                        new Quantity(filled),
                        Optional.empty(),
                        Optional.empty(),
                        changed));
    }

    @Override
    void cancel(Symbol symbol, OrderId orderId) throws IOException {
        api.cancel(key, signature, nonces, timestamps, VERSION, orderId.value());
    }

    /** By id, oldest first; by time only within the month that Bitstamp's times reach back. */
    @Override
    TradePage trades(TradeQuery query) throws IOException {
        Optional<String> fromId =
                query.page().or(() -> query.from().map(cursor -> cursor.tradeId().value()));
        Optional<Instant> since =
                query.since()
                        .filter(at -> query.page().isEmpty())
                        .filter(at -> at.isAfter(Instant.now().minus(TIMES_REACH)));
        List<Map<String, String>> rows =
                api.transactions(
                        key,
                        signature,
                        nonces,
                        timestamps,
                        VERSION,
                        PAGE,
                        "asc",
                        since.map(Instant::getEpochSecond).orElse(null),
                        since.isPresent() ? null : fromId.orElse(null));
        List<VenueFill> fills = new ArrayList<>();
        for (Map<String, String> row : rows) {
            if (A_TRADE.equals(row.get("type"))) {
                fills.add(fill(row));
            }
        }
        Optional<String> last =
                rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().get("id"));
        return new TradePage(fills, last.filter(id -> !last.equals(query.page())));
    }

    private static VenueFill fill(Map<String, String> row) {
        String id = row.get("id");
        Symbol symbol = symbol(row);
        BigDecimal quantity = number(row, symbol.base());
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(row.get("order_id")),
                Optional.empty(),
                quantity.signum() < 0 ? Side.SELL : Side.BUY,
                new Quantity(quantity.abs()),
                new Price(new BigDecimal(row.get(price(symbol)))),
                fees(new BigDecimal(row.get("fee")), symbol.quote().value(), id),
                Liquidity.UNKNOWN,
                Optional.of(id),
                instant(row.get("datetime")));
    }

    /** The price stands in a field named by the pair, beside one for each of its currencies. */
    private static Symbol symbol(Map<String, String> row) {
        return row.keySet().stream()
                .map(name -> name.split("_"))
                .filter(names -> names.length == 2)
                .filter(names -> row.containsKey(names[0]) && row.containsKey(names[1]))
                .map(names -> Symbol.of((names[0] + "/" + names[1]).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "A trade without its pair: " + row.get("id")));
    }

    private static String price(Symbol symbol) {
        return (symbol.base() + "_" + symbol.quote()).toLowerCase(Locale.ROOT);
    }

    private static BigDecimal number(Map<String, String> row, String currency) {
        return new BigDecimal(row.getOrDefault(currency.toLowerCase(Locale.ROOT), "0"));
    }

    private static Side side(String type) {
        return BUY.equals(type) ? Side.BUY : Side.SELL;
    }

    /** {@code 2024-02-29 23:59:59.123000}, UTC. */
    private static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
