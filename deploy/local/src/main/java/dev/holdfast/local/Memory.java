package dev.holdfast.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory that processes occupy, as Linux tells it: 0 where the system does not. */
final class Memory {

    private static final long KIBIBYTE = 1024;

    private Memory() {}

    /** Resident bytes of one process. */
    static long of(ProcessHandle process) {
        return kibibytes(process.pid(), "Rss:") * KIBIBYTE;
    }

    /** Resident bytes of a process and its children; memory that they share is counted once. */
    static long ofFamily(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(each -> kibibytes(each.pid(), "Pss:"))
                        .sum()
                * KIBIBYTE;
    }

    private static long kibibytes(long pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or this is no Linux.
            return 0;
        }
    }
}
