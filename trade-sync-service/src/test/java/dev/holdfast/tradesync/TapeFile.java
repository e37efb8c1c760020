package dev.holdfast.tradesync;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A short tape with one line that cannot be read. */
public final class TapeFile implements QuarkusTestResourceLifecycleManager {

    static final String LINES =
            """
            timestamp,price,amount
            1385337600,800.010000000000,0.100000000000
            1385337613,800.050000000000,0.278380490000
            1385337613,800.050000000000,0.274369260000
            1385337690,oops,1
            1385337700,801.000000000000,2.000000000000
            1385337760,790.000000000000,2.000000000000
            1385338700,795.000000000000,1.000000000000
            """;

    private Path file;

    @Override
    public Map<String, String> start() {
        try {
            file = Files.writeString(Files.createTempFile("tape", ".csv"), LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("holdfast.paper.tape", file.toString(), "holdfast.paper.speed", "MAX");
    }

    @Override
    public void stop() {
        file.toFile().delete();
    }
}
