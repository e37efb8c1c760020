package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.venue.VenueFault;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.binance.service.BinanceTradeServiceRaw;

import si.mazi.rescu.ClientConfig;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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

    static final int PAGE = 1000;

    private static final long WINDOW_MS = 5_000;
    private static final String KEY = "X-MBX-APIKEY";

    private final BinanceApi open;
    private final BinanceSigned signed;
    private final BinanceTradeServiceRaw trading;
    private final BinanceSymbols symbols = new BinanceSymbols();

    Binance(Access access) {
        super(access, BinanceExchange.class);
        this.open = asking(BinanceApi.class);
        this.signed =
                new BinanceSigned(
                        asking(BinanceApi.class, this::sign),
                        asking(BinanceWalletApi.class, this::sign),
                        ((BinanceExchange) exchange).getTimestampFactory(),
                        BinanceHmacDigest.createInstance(access.keys().secret()));
        this.trading = (BinanceTradeServiceRaw) exchange.getTradeService();
    }

    private void sign(ClientConfig config) {
        config.addDefaultParam(HeaderParam.class, KEY, access.keys().key())
                .addDefaultParam(QueryParam.class, "recvWindow", WINDOW_MS);
    }

    @Override
    Orders orders() {
        return new BinanceOrders(signed, trading, symbols);
    }

    @Override
    Statements statements() {
        return new BinanceStatements(signed, trading);
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
            case BALANCES, TRADES, INSTRUMENTS, MOVEMENTS -> 20;
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
        return Instant.ofEpochMilli(open.time().serverTime());
    }

    /** Of the watched symbols alone: the rules of all are tens of megabytes. */
    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        String asked =
                access.symbols().stream()
                        .map(symbol -> '"' + BinanceSymbols.name(symbol) + '"')
                        .sorted()
                        .collect(Collectors.joining(",", "[", "]"));
        Map<String, Symbol> names = new HashMap<>();
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        for (BinanceApi.OfSymbol rules : open.rules(asked).symbols()) {
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
        symbols.learn(names);
        return instruments;
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
        for (BinanceApi.Balance balance : signed.account().balances()) {
            totals.put(balance.asset(), balance.free().add(balance.locked()));
            available.put(balance.asset(), balance.free());
        }
        return Answers.balances(totals, available);
    }
}
