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
import org.knowm.xchange.okex.OkexExchange;
import org.knowm.xchange.okex.dto.OkexException;
import org.knowm.xchange.okex.service.OkexDigest;

import si.mazi.rescu.ParamsDigest;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** OKX, spot, with cash. Its truths stand in docs/venues.md. */
final class Okx extends Dialect {

    private static final int PAGE = 100;
    private static final String SPOT = "SPOT";

    private final OkxApi api;
    private final ParamsDigest signature;

    Okx(Access access) {
        super(access, OkexExchange.class);
        this.api =
                ExchangeRestProxyBuilder.forInterface(
                                OkxApi.class, exchange.getExchangeSpecification())
                        .build();
        this.signature = OkexDigest.createInstance(access.keys().secret());
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(
                PAGE,
                Capabilities.HistoryOrder.NEWEST_FIRST,
                Capabilities.HistoryScope.ACCOUNT,
                Capabilities.TradeIdScope.SYMBOL,
                Capabilities.AccountScope.SHARED,
                new ClientOrderIds("[A-Za-z0-9]{1,32}"),
                Set.of(OrderType.MARKET, OrderType.LIMIT),
                Set.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK));
    }

    /** The tightest of the questions that a sync asks: ten in two seconds. */
    @Override
    int burst() {
        return 10;
    }

    @Override
    Duration perUnit() {
        return Duration.ofMillis(200);
    }

    /** Orders and public questions have limits of their own, wider than anything asked here. */
    @Override
    int weight(Question question) {
        return switch (question) {
            case PLACE, CANCEL, FIND, TICKER, INSTRUMENTS, TIME -> 0;
            case BALANCES, OPEN_ORDERS, TRADES -> 1;
        };
    }

    @Override
    Optional<Meaning> meaning(Throwable error) {
        if (!(error instanceof OkexException)) {
            return Optional.empty();
        }
        // The code stands in the text alone.
        return Optional.ofNullable(
                switch (error.toString().split(":")[0]) {
                    case "50011", "50013", "50061" -> Meaning.of(VenueFault.RATE_LIMITED);
                    case "50001", "50026" -> Meaning.of(VenueFault.MAINTENANCE);
                    case "50004" -> Meaning.of(VenueFault.NO_ANSWER);
                    case "50102", "50112" -> Meaning.of(VenueFault.CLOCK_SKEW);
                    case "50030", "50110", "50114", "50120" ->
                            Meaning.of(VenueFault.PERMISSION_DENIED);
                    case "50100", "50101", "50103", "50105", "50111", "50113", "50119" ->
                            Meaning.of(VenueFault.KEY_REJECTED);
                    case "51001" -> Meaning.of(VenueFault.UNKNOWN_SYMBOL);
                    case "51400", "51401", "51402", "51410", "51503", "51603" ->
                            new Meaning.NoSuchOrder();
                    case "51008", "51119", "51131" -> Meaning.refused(Meaning.INSUFFICIENT_FUNDS);
                    case "51020" -> Meaning.refused("BELOW_MINIMUM_QUANTITY");
                    // Under this client order id there is one: it is asked for.
                    case "51016" -> Meaning.of(VenueFault.VENUE_ERROR);
                    case String code when code.startsWith("51") ->
                            Meaning.refused(Meaning.INVALID_ORDER);
                    default -> null;
                });
    }

    @Override
    Instant serverTime() throws IOException {
        return Instant.ofEpochMilli(api.time().orThrow().getFirst().ts());
    }

    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        for (OkxApi.Rules rules : api.instruments(SPOT).orThrow()) {
            Symbol symbol = Symbol.of(rules.base() + "/" + rules.quote());
            instruments.put(
                    symbol,
                    new Instrument(
                            symbol, rules.tick(), rules.lot(), rules.least(), BigDecimal.ZERO));
        }
        return instruments;
    }

    private static String name(Symbol symbol) {
        return symbol.base() + "-" + symbol.quote();
    }

    private static Symbol symbol(String name) {
        return Symbol.of(name.replace('-', '/'));
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        for (OkxApi.Account account :
                api.balance(key(), signature, now(), passphrase()).orThrow()) {
            for (OkxApi.Held held : account.details()) {
                totals.put(held.currency(), number(held.total()));
                available.put(held.currency(), number(held.available()));
            }
        }
        return balances(totals, available);
    }

    @Override
    List<VenueOrder> openOrders() throws IOException {
        List<VenueOrder> orders = new ArrayList<>();
        String after = null;
        List<OkxApi.Order> page;
        do {
            page = api.openOrders(key(), signature, now(), passphrase(), SPOT, after).orThrow();
            page.forEach(order -> orders.add(told(order)));
            after = page.isEmpty() ? null : page.getLast().orderId();
        } while (page.size() == PAGE);
        return orders;
    }

    private static VenueOrder told(OkxApi.Order order) {
        Quantity filled = new Quantity(number(order.filled()));
        return new VenueOrder(
                OrderId.of(order.orderId()),
                clientId(order.clientOrderId()),
                symbol(order.instrument()),
                side(order.side()),
                switch (order.state()) {
                    case "live", "partially_filled" -> open(filled);
                    case "filled" -> OrderStatus.FILLED;
                    case "canceled", "mmp_canceled" -> OrderStatus.CANCELLED;
                    default ->
                            throw new IllegalArgumentException("An order that is " + order.state());
                },
                new Quantity(order.quantity()),
                filled,
                Optional.of(number(order.price())).filter(p -> p.signum() > 0).map(Price::new),
                Optional.ofNullable(order.reason()).filter(reason -> !reason.isEmpty()),
                Instant.ofEpochMilli(order.changedMs()));
    }

    private static Optional<ClientOrderId> clientId(String text) {
        return Optional.ofNullable(text).filter(id -> !id.isEmpty()).map(ClientOrderId::of);
    }

    @Override
    OrderId place(NewOrder order) throws IOException {
        Map<String, String> asked = new HashMap<>();
        asked.put("instId", name(order.symbol()));
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
        return OrderId.of(done(api.place(key(), signature, now(), passphrase(), asked)).orderId());
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
    Optional<VenueOrder> find(OrderQuery query) throws IOException {
        return api
                .order(
                        key(),
                        signature,
                        now(),
                        passphrase(),
                        name(query.symbol()),
                        query.orderId().map(OrderId::value).orElse(null),
                        query.orderId().isPresent() ? null : query.clientOrderId().value())
                .orThrow()
                .stream()
                .map(Okx::told)
                .findFirst();
    }

    @Override
    void cancel(Symbol symbol, OrderId orderId) throws IOException {
        done(
                api.cancel(
                        key(),
                        signature,
                        now(),
                        passphrase(),
                        Map.of("instId", name(symbol), "ordId", orderId.value())));
    }

    /** Newest first, by the id of its bill; no further back than three months. */
    @Override
    TradePage trades(TradeQuery query) throws IOException {
        List<OkxApi.Fill> rows =
                api.fills(
                                key(),
                                signature,
                                now(),
                                passphrase(),
                                SPOT,
                                query.page().orElse(null),
                                query.since().map(Instant::toEpochMilli).orElse(null),
                                PAGE)
                        .orThrow();
        return new TradePage(
                rows.stream().map(Okx::fill).toList(),
                rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().billId()));
    }

    /** A fee is told as what it did to the balance: below zero where it was paid. */
    private static VenueFill fill(OkxApi.Fill row) {
        return new VenueFill(
                symbol(row.instrument()),
                TradeId.of(row.tradeId()),
                OrderId.of(row.orderId()),
                clientId(row.clientOrderId()),
                side(row.side()),
                new Quantity(row.quantity()),
                new Price(row.price()),
                fees(
                        row.fee() == null ? null : row.fee().negate(),
                        row.feeCurrency(),
                        row.tradeId()),
                switch (String.valueOf(row.liquidity())) {
                    case "M" -> Liquidity.MAKER;
                    case "T" -> Liquidity.TAKER;
                    default -> Liquidity.UNKNOWN;
                },
                Optional.ofNullable(row.billId()).filter(id -> id.matches("\\d+")),
                Instant.ofEpochMilli(row.atMs()));
    }

    private static Side side(String side) {
        return Side.valueOf(side.toUpperCase(Locale.ROOT));
    }

    private static BigDecimal number(String text) {
        return text == null || text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private String key() {
        return access.keys().key();
    }

    private String passphrase() {
        return access.keys().passphrase();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
