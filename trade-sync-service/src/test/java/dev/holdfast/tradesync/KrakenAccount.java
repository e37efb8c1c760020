package dev.holdfast.tradesync;

import dev.holdfast.tradesync.stub.StubBook;
import dev.holdfast.tradesync.stub.StubKraken;
import dev.holdfast.tradesync.stub.StubVenueServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stub Kraken at which LIVE portfolios of the service under test trade. */
public final class KrakenAccount implements QuarkusTestResourceLifecycleManager {

    private static final AtomicReference<Optional<String>> ERROR =
            new AtomicReference<>(Optional.empty());
    private static final AtomicReference<Runnable> ON_PAGE = new AtomicReference<>(() -> {});

    private static volatile StubVenueServer server;
    private static volatile StubVenueServer misnamed;
    private static volatile StubVenueServer away;

    private final StubKraken kraken = new StubKraken();
    private Path key;
    private Path secret;

    static StubBook book() {
        return server.book();
    }

    /** Of an account that nobody reads for a week. */
    static StubBook unread() {
        return away.book();
    }

    /** Whatever needs a key is answered with this error. */
    static void failsWith(Optional<String> error) {
        ERROR.set(error);
    }

    /** Before each page of trades of the account that was not read this happens. */
    static void onPage(Runnable happens) {
        ON_PAGE.set(happens);
    }

    private StubVenueServer.Reply answer(StubVenueServer.Request request, StubBook book)
            throws IOException {
        if (request.path().contains("/private/") && ERROR.get().isPresent()) {
            return StubKraken.error(ERROR.get().get());
        }
        return kraken.answer(request, book);
    }

    @Override
    public Map<String, String> start() {
        server =
                new StubVenueServer(
                        0,
                        StubKraken.book()
                                .deposit("USD", "100000000")
                                .deposit("BTC", "1000")
                                .lastPrice("BTC", "USD", "50000")
                                .lastPrice("ETH", "USD", "2500"),
                        this::answer);
        misnamed = new StubVenueServer(0, StubKraken.book(), new StubKraken());
        StubKraken paging = new StubKraken();
        away =
                new StubVenueServer(
                        0,
                        StubKraken.book().deposit("USD", "100000000"),
                        (request, book) -> {
                            if (request.path().endsWith("TradesHistory")) {
                                ON_PAGE.get().run();
                            }
                            return paging.answer(request, book);
                        });
        key = file(StubKraken.KEY);
        secret = file(StubKraken.SECRET);
        Map<String, String> settings = new HashMap<>();
        settings.putAll(venue("kraken", server, "BTC/USD"));
        settings.putAll(venue("kraken-week", away, "ETH/USD"));
        settings.putAll(venue("kraken-misnamed", misnamed, "BTC/USD,NIX/USD"));
        settings.put("holdfast.sync.live-trading", "true");
        settings.put("holdfast.sync.marks", "1S");
        return settings;
    }

    private Map<String, String> venue(String name, StubVenueServer at, String symbols) {
        String setting = "holdfast.venues." + name + ".";
        return Map.of(
                setting + "exchange",
                "kraken",
                setting + "symbols",
                symbols,
                setting + "url",
                at.url(),
                setting + "api-key-file",
                key.toString(),
                setting + "api-secret-file",
                secret.toString(),
                setting + "request-budget.units",
                "1000",
                setting + "request-budget.per-unit",
                "0.001S");
    }

    private static Path file(String value) {
        try {
            return Files.writeString(Files.createTempFile("key", ""), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.close();
        misnamed.close();
        away.close();
        key.toFile().delete();
        secret.toFile().delete();
    }
}
