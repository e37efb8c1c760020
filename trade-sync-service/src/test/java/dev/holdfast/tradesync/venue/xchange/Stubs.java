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

/** Each exchange with its stub, and how it words the same trouble. */
enum Stubs {
    KRAKEN(
            "BTC/USD",
            "USD",
            Map.of("trades", "TradesHistory", "balances", "BalanceEx", "place", "AddOrder")) {
        @Override
        StubBook book() {
            return StubKraken.book();
        }

        @Override
        StubVenueServer.Skin skin() {
            return new StubKraken();
        }

        @Override
        Access.Keys keys() {
            return new Access.Keys(StubKraken.KEY, StubKraken.SECRET, "");
        }

        @Override
        Dialect dialect(Access access) {
            return new Kraken(access);
        }

        @Override
        Reply rateLimited() {
            return StubKraken.error("EAPI:Rate limit exceeded");
        }

        @Override
        Reply withoutPermission() {
            return StubKraken.error("EGeneral:Permission denied");
        }

        @Override
        Reply revoked() {
            return StubKraken.error("EAPI:Invalid key");
        }
    },
    BINANCE(
            "BTC/USDT",
            "USDT",
            Map.of("trades", "myTrades", "balances", "account", "place", "order")) {
        @Override
        StubBook book() {
            return StubBinance.book();
        }

        @Override
        StubVenueServer.Skin skin() {
            return new StubBinance();
        }

        @Override
        Access.Keys keys() {
            return new Access.Keys(StubBinance.KEY, StubBinance.SECRET, "");
        }

        @Override
        Dialect dialect(Access access) {
            return new Binance(access);
        }

        @Override
        Reply rateLimited() {
            return StubBinance.error(429, -1003, "Too many requests.");
        }

        @Override
        Reply withoutPermission() {
            return StubBinance.error(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }

        @Override
        Reply revoked() {
            return StubBinance.error(400, -2008, "Invalid Api-Key ID.");
        }
    },
    BITSTAMP(
            "BTC/USD",
            "USD",
            Map.of("trades", "user_transactions", "balances", "account_bal", "place", "buy/")) {
        @Override
        StubBook book() {
            return StubBitstamp.book();
        }

        @Override
        StubVenueServer.Skin skin() {
            return new StubBitstamp();
        }

        @Override
        Access.Keys keys() {
            return new Access.Keys(StubBitstamp.KEY, StubBitstamp.SECRET, "");
        }

        @Override
        Dialect dialect(Access access) {
            return new Bitstamp(access);
        }

        @Override
        Reply rateLimited() {
            return StubBitstamp.error(429, "Request rate limit exceeded.");
        }

        @Override
        Reply withoutPermission() {
            return StubBitstamp.error(403, "No permission found");
        }

        @Override
        Reply revoked() {
            return StubBitstamp.error(403, "API key not found");
        }
    },
    OKX(
            "BTC/USDT",
            "USDT",
            Map.of("trades", "fills-history", "balances", "account/", "place", "trade/order")) {
        @Override
        StubBook book() {
            return StubOkx.book();
        }

        @Override
        StubVenueServer.Skin skin() {
            return new StubOkx();
        }

        @Override
        Access.Keys keys() {
            return new Access.Keys(StubOkx.KEY, StubOkx.SECRET, StubOkx.PASSPHRASE);
        }

        @Override
        Dialect dialect(Access access) {
            return new Okx(access);
        }

        @Override
        Reply rateLimited() {
            return StubOkx.error(429, "50011", "Requests too frequent");
        }

        @Override
        Reply withoutPermission() {
            return StubOkx.error(401, "50120", "API key doesn't have permission to use this");
        }

        @Override
        Reply revoked() {
            return StubOkx.error(401, "50119", "API key doesn't exist");
        }
    };

    private final String symbol;
    private final String quote;
    private final Map<String, String> paths;

    Stubs(String symbol, String quote, Map<String, String> paths) {
        this.symbol = symbol;
        this.quote = quote;
        this.paths = paths;
    }

    abstract StubBook book();

    abstract StubVenueServer.Skin skin();

    abstract Access.Keys keys();

    abstract Dialect dialect(Access access);

    abstract Reply rateLimited();

    abstract Reply withoutPermission();

    abstract Reply revoked();

    /** What the path of a question contains. */
    String path(String question) {
        return paths.get(question);
    }

    Symbol symbol() {
        return Symbol.of(symbol);
    }

    String base() {
        return symbol.substring(0, symbol.indexOf('/'));
    }

    String quote() {
        return quote;
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
