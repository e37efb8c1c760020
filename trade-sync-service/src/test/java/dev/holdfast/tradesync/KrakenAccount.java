package dev.holdfast.tradesync;

import dev.holdfast.tradesync.stub.StubBook;
import dev.holdfast.tradesync.stub.StubKraken;
import dev.holdfast.tradesync.stub.StubVenueServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stub Kraken at which LIVE portfolios of the service under test trade. */
public final class KrakenAccount implements QuarkusTestResourceLifecycleManager {

    private static final AtomicReference<Optional<String>> ERROR =
            new AtomicReference<>(Optional.empty());
    private static final AtomicReference<Runnable> ON_PAGE = new AtomicReference<>(() -> {});

    private static volatile StubVenueServer server;

    private final StubKraken kraken = new StubKraken();
    private Path key;
    private Path secret;

    static StubBook book() {
        return server.book();
    }

    /** Whatever needs a key is answered with this error. */
    static void failsWith(Optional<String> error) {
        ERROR.set(error);
    }

    /** Before each page of trades this happens. */
    static void onPage(Runnable happens) {
        ON_PAGE.set(happens);
    }

    private StubVenueServer.Reply answer(StubVenueServer.Request request, StubBook book)
            throws IOException {
        if (request.path().contains("/private/") && ERROR.get().isPresent()) {
            return StubKraken.error(ERROR.get().get());
        }
        if (request.path().endsWith("TradesHistory")) {
            ON_PAGE.get().run();
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
        key = file(StubKraken.KEY);
        secret = file(StubKraken.SECRET);
        return Map.of(
                "holdfast.venues.kraken.exchange", "kraken",
                "holdfast.venues.kraken.symbols", "BTC/USD",
                "holdfast.venues.kraken.url", server.url(),
                "holdfast.venues.kraken.api-key-file", key.toString(),
                "holdfast.venues.kraken.api-secret-file", secret.toString(),
                "holdfast.venues.kraken.request-budget.units", "1000",
                "holdfast.venues.kraken.request-budget.per-unit", "0.001S",
                "holdfast.sync.live-trading", "true",
                "holdfast.sync.marks", "1S");
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
        key.toFile().delete();
        secret.toFile().delete();
    }
}
