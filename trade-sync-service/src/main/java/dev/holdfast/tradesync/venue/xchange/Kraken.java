package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.venue.VenueFault;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;

import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.service.KrakenDigest;

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

/** Kraken, spot. Its truths stand in docs/venues.md. */
final class Kraken extends Dialect {

    static final int PAGE = 50;

    private static final Object ASSET_NAMES = new Object();

    private final KrakenApi open;
    private final KrakenApi signed;
    private final KrakenWords words = new KrakenWords();

    Kraken(Access access) {
        super(access, KrakenExchange.class);
        this.open = asking(KrakenApi.class);
        this.signed =
                asking(
                        KrakenApi.class,
                        config ->
                                config.addDefaultParam(
                                                HeaderParam.class, "API-Key", access.keys().key())
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                "API-Sign",
                                                KrakenDigest.createInstance(access.keys().secret()))
                                        .addDefaultParam(
                                                FormParam.class,
                                                "nonce",
                                                exchange.getNonceFactory()));
    }

    @Override
    Orders orders() {
        return new KrakenOrders(signed, exchange, words);
    }

    @Override
    Statements statements() {
        return new KrakenStatements(signed, words);
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
            case TRADES, MOVEMENTS -> 2;
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
        return Instant.ofEpochSecond(open.time().orThrow().seconds());
    }

    @Override
    Duration timeResolution() {
        return Duration.ofSeconds(1);
    }

    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        if (!words.known()) {
            // XChange keeps Kraken's names of assets and pairs in static maps that it empties
            // first.
            synchronized (ASSET_NAMES) {
                exchange.remoteInit();
            }
        }
        Map<String, Symbol> names = new HashMap<>();
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        open.assetPairs()
                .orThrow()
                .forEach(
                        (name, pair) -> {
                            if (pair.wsname() == null || name.endsWith(".d")) {
                                return;
                            }
                            Symbol symbol = KrakenWords.symbol(pair.wsname());
                            names.put(name, symbol);
                            names.put(pair.altname(), symbol);
                            instruments.put(symbol, instrument(symbol, pair));
                        });
        words.learn(names);
        return instruments;
    }

    private static Instrument instrument(Symbol symbol, KrakenApi.Pair pair) {
        return new Instrument(
                symbol,
                pair.tick() == null ? Answers.step(pair.priceDecimals()) : pair.tick(),
                Answers.step(pair.lotDecimals()),
                Answers.orZero(pair.leastQuantity()),
                Answers.orZero(pair.leastValue()));
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        signed.balances()
                .orThrow()
                .forEach(
                        (asset, held) -> {
                            String currency = KrakenWords.currency(asset);
                            totals.merge(currency, held.balance(), BigDecimal::add);
                            available.merge(
                                    currency,
                                    held.balance().subtract(Answers.orZero(held.held())),
                                    BigDecimal::add);
                        });
        return Answers.balances(totals, available);
    }
}
