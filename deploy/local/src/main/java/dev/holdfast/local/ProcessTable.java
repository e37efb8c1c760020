package dev.holdfast.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of a deployment, written down so that the next launcher finds what a killed one
 * left running. A process id alone proves nothing, since systems use them again: an entry counts
 * only where start time and command line agree with what was written.
 */
final class ProcessTable {

    /**
     * Start times are counted from the boot time, which the system corrects by a little while it
     * runs.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    ProcessTable(Path file) {
        this.file = file;
    }

    /**
     * One process.
     *
     * @param mark a part of its command line that no foreign process has
     */
    record Entry(String name, int stage, long pid, Instant startedAt, String mark) {

        static Entry of(String name, int stage, ProcessHandle process, String mark) {
            return new Entry(
                    name,
                    stage,
                    process.pid(),
                    process.info().startInstant().orElse(Instant.EPOCH),
                    mark);
        }

        /** This JVM, known again by the path of its Java besides id and start time. */
        static Entry ofThisProcess(int stage) {
            ProcessHandle current = ProcessHandle.current();
            return of("launcher", stage, current, current.info().command().orElse("java"));
        }

        /** The process, where it still runs and is the one that was written down. */
        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThatOne);
        }

        private boolean isThatOne(ProcessHandle found) {
            ProcessHandle.Info info = found.info();
            boolean sameStart =
                    info.startInstant()
                            .map(start -> Duration.between(start, startedAt).abs())
                            .map(apart -> apart.compareTo(CLOCK_TOLERANCE) <= 0)
                            .orElse(false);
            return sameStart && info.commandLine().map(line -> line.contains(mark)).orElse(false);
        }
    }

    /** What the last launcher wrote. */
    static List<Entry> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new StartFailure(
                    file + " cannot be read: remove it once no process of Holdfast runs.", e);
        }
    }

    synchronized void put(Entry entry) {
        entries.put(entry.name(), entry);
        write(entries.values());
    }

    synchronized void remove(String name) {
        entries.remove(name);
        write(entries.values());
    }

    private void write(Collection<Entry> all) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(all));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of processes cannot be written: " + file, e);
        }
    }
}
