package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.stub.StubBinance;
import dev.holdfast.tradesync.stub.StubBitstamp;
import dev.holdfast.tradesync.stub.StubBook;
import dev.holdfast.tradesync.stub.StubKraken;
import dev.holdfast.tradesync.stub.StubOkx;
import dev.holdfast.tradesync.stub.StubVenueServer;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Each exchange with its stub, and how it words the same trouble. */
enum Stubs {
    KRAKEN(
            "BTC/USD",
            StubKraken::book,
            StubKraken::new,
            new Access.Keys(StubKraken.KEY, StubKraken.SECRET, ""),
            Kraken::new,
            Map.of("trades", "TradesHistory", "balances", "BalanceEx", "place", "AddOrder"),
            new Troubles(
                    StubKraken.error("EAPI:Rate limit exceeded"),
                    StubKraken.error("EGeneral:Permission denied"),
                    StubKraken.error("EAPI:Invalid key"))),
    BINANCE(
            "BTC/USDT",
            StubBinance::book,
            StubBinance::new,
            new Access.Keys(StubBinance.KEY, StubBinance.SECRET, ""),
            Binance::new,
            Map.of("trades", "myTrades", "balances", "account", "place", "order"),
            new Troubles(
                    StubBinance.error(429, -1003, "Too many requests."),
                    StubBinance.error(
                            401, -2015, "Invalid API-key, IP, or permissions for action."),
                    StubBinance.error(400, -2008, "Invalid Api-Key ID."))),
    BITSTAMP(
            "BTC/USD",
            StubBitstamp::book,
            StubBitstamp::new,
            new Access.Keys(StubBitstamp.KEY, StubBitstamp.SECRET, ""),
            Bitstamp::new,
            Map.of("trades", "user_transactions", "balances", "account_bal", "place", "buy/"),
            new Troubles(
                    StubBitstamp.error(429, "Request rate limit exceeded."),
                    StubBitstamp.error(403, "No permission found"),
                    StubBitstamp.error(403, "API key not found"))),
    OKX(
            "BTC/USDT",
            StubOkx::book,
            StubOkx::new,
            new Access.Keys(StubOkx.KEY, StubOkx.SECRET, StubOkx.PASSPHRASE),
            Okx::new,
            Map.of("trades", "fills-history", "balances", "account/", "place", "trade/order"),
            new Troubles(
                    StubOkx.error(429, "50011", "Requests too frequent"),
                    StubOkx.error(401, "50120", "API key doesn't have permission to use this"),
                    StubOkx.error(401, "50119", "API key doesn't exist")));

    private record Troubles(Reply rateLimited, Reply withoutPermission, Reply revoked) {}

    private final Symbol symbol;
    private final Supplier<StubBook> books;
    private final Supplier<StubVenueServer.Skin> skins;
    private final Access.Keys keys;
    private final Function<Access, Dialect> dialects;
    private final Map<String, String> paths;
    private final Troubles troubles;

    Stubs(
            String symbol,
            Supplier<StubBook> books,
            Supplier<StubVenueServer.Skin> skins,
            Access.Keys keys,
            Function<Access, Dialect> dialects,
            Map<String, String> paths,
            Troubles troubles) {
        this.symbol = Symbol.of(symbol);
        this.books = books;
        this.skins = skins;
        this.keys = keys;
        this.dialects = dialects;
        this.paths = paths;
        this.troubles = troubles;
    }

    StubBook book() {
        return books.get();
    }

    StubVenueServer.Skin skin() {
        return skins.get();
    }

    Access.Keys keys() {
        return keys;
    }

    Dialect dialect(Access access) {
        return dialects.apply(access);
    }

    Reply rateLimited() {
        return troubles.rateLimited();
    }

    Reply withoutPermission() {
        return troubles.withoutPermission();
    }

    Reply revoked() {
        return troubles.revoked();
    }

    /** What the path of a question contains. */
    String path(String question) {
        return paths.get(question);
    }

    Symbol symbol() {
        return symbol;
    }

    String base() {
        return symbol.base();
    }

    String quote() {
        return symbol.quote().value();
    }

    XChangeVenue venue(StubVenueServer server, InstantSource clock) {
        return venue(server, clock, keys());
    }

    XChangeVenue venue(StubVenueServer server, InstantSource clock, Access.Keys keys) {
        Access access =
                new Access(
                        Venue.of(name().toLowerCase(java.util.Locale.ROOT)),
                        Optional.of(server.url()),
                        keys,
                        Set.of(symbol()),
                        Duration.ofMillis(700),
                        Duration.ofSeconds(5));
        return new XChangeVenue(
                access,
                dialect(access),
                new RequestBudget(1_000_000, Duration.ofNanos(1), System::nanoTime),
                clock);
    }
}
