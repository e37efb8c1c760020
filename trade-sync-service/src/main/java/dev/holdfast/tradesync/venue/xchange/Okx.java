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

import org.knowm.xchange.okex.OkexExchange;
import org.knowm.xchange.okex.dto.OkexException;
import org.knowm.xchange.okex.service.OkexDigest;

import si.mazi.rescu.SynchronizedValueFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** OKX, spot, with cash. Its truths stand in docs/venues.md. */
final class Okx extends Dialect {

    static final int PAGE = 100;

    static final String SPOT = "SPOT";

    private final OkxApi open;
    private final OkxApi signed;

    Okx(Access access) {
        super(access, OkexExchange.class);
        this.open = asking(OkxApi.class);
        this.signed =
                asking(
                        OkxApi.class,
                        config ->
                                config.addDefaultParam(
                                                HeaderParam.class,
                                                "OK-ACCESS-KEY",
                                                access.keys().key())
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                "OK-ACCESS-SIGN",
                                                OkexDigest.createInstance(access.keys().secret()))
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                "OK-ACCESS-TIMESTAMP",
                                                (SynchronizedValueFactory<String>) Okx::now)
                                        .addDefaultParam(
                                                HeaderParam.class,
                                                "OK-ACCESS-PASSPHRASE",
                                                access.keys().passphrase()));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    Orders orders() {
        return new OkxOrders(signed);
    }

    @Override
    Statements statements() {
        return new OkxStatements(signed);
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
            case BALANCES, OPEN_ORDERS, TRADES, MOVEMENTS -> 1;
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
        return Instant.ofEpochMilli(open.time().orThrow().getFirst().ts());
    }

    @Override
    Map<Symbol, Instrument> instruments() throws IOException {
        Map<Symbol, Instrument> instruments = new TreeMap<>();
        for (OkxApi.Rules rules : open.instruments(SPOT).orThrow()) {
            Symbol symbol = Symbol.of(rules.base() + "/" + rules.quote());
            instruments.put(
                    symbol,
                    new Instrument(
                            symbol, rules.tick(), rules.lot(), rules.least(), BigDecimal.ZERO));
        }
        return instruments;
    }

    @Override
    List<Balance> balances() throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> available = new TreeMap<>();
        for (OkxApi.Account account : signed.balance().orThrow()) {
            for (OkxApi.Held held : account.details()) {
                totals.put(held.currency(), OkxWords.number(held.total()));
                available.put(held.currency(), OkxWords.number(held.available()));
            }
        }
        return Answers.balances(totals, available);
    }
}
