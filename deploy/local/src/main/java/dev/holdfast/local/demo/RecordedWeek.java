package dev.holdfast.local.demo;

import dev.holdfast.local.StartFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** 100,000 trades of a real week, as recorded at Bitstamp: a resource of ta4j-examples. */
final class RecordedWeek {

    static final Instant FROM = Instant.parse("2013-11-25T00:00:00Z");

    /** The last day boundary in Sydney that the week crosses. */
    static final Instant LAST_MIDNIGHT = Instant.parse("2013-12-01T13:00:00Z");

    private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";

    private RecordedWeek() {}

    /** Puts the tape where trade-sync-service can read it. */
    static Path unpack(Path directory) {
        Path file = directory.resolve(RESOURCE.substring(1));
        try (InputStream recorded = RecordedWeek.class.getResourceAsStream(RESOURCE)) {
            if (recorded == null) {
                throw new StartFailure(
                        "The recorded week is not on the class path: run ./holdfast build.");
            }
            Files.createDirectories(directory);
            Files.copy(recorded, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
