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

import org.knowm.xchange.bitstamp.BitstampExchange;
import org.knowm.xchange.bitstamp.dto.BitstampException;
import org.knowm.xchange.bitstamp.dto.marketdata.BitstampPairInfo;
import org.knowm.xchange.bitstamp.service.BitstampDigestV2;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataServiceRaw;

import si.mazi.rescu.ParamsDigest;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Bitstamp. Its truths stand in docs/venues.md. */
final class Bitstamp extends Dialect {

    static final int PAGE = 1000;

    private static final String HEADER = "X-Auth";

    private final BitstampApi open;
    private final BitstampApi signed;

    Bitstamp(Access access) {
        super(access, BitstampExchange.class);
        BitstampExchange bitstamp = (BitstampExchange) exchange;
        String key = access.keys().key();
        ParamsDigest signature = BitstampDigestV2.createInstance(access.keys().secret(), key);
        this.open = asking(BitstampApi.class);
        this.signed =
                asking(
                        BitstampApi.class,
                        config ->
                                config.addDefaultParam(HeaderParam.class, HEADER, "BITSTAMP " + key)
                                        .addDefaultParam(
                                                HeaderParam.class, HEADER + "-Signature", signature)
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                HEADER + "-Nonce",
                                                bitstamp.getUuidNonceFactory())
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                HEADER + "-Timestamp",
                                                bitstamp.getTimestampFactory())
                                        .addDefaultParam(
                                                HeaderParam.class, HEADER + "-Version", "v2"));
    }

    @Override
    Orders orders() {
        return new BitstampOrders(signed);
    }

    @Override
    Statements statements() {
        return new BitstampStatements(signed);
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
        return open.ticker(BitstampWords.name(any)).getResponseHeaders().entrySet().stream()
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
                            Answers.step(pair.getCounterDecimals()),
                            Answers.step(pair.getBaseDecimals()),
                            BigDecimal.ZERO,
                            new BigDecimal(pair.getMinimumOrder().split(" ")[0])));
        }
        return instruments;
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        for (BitstampApi.Balance balance : signed.balances()) {
            String currency = balance.currency().toUpperCase(Locale.ROOT);
            totals.put(currency, balance.total());
            available.put(currency, balance.available());
        }
        return Answers.balances(totals, available);
    }
}
