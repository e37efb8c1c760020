package dev.holdfast.tradesync.paper;

import dev.holdfast.tradesync.paper.domain.Print;
import dev.holdfast.tradesync.paper.domain.TapeLine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded tape, read as a stream.
 *
 * @param name tells it from other tapes: the name and size of its file
 * @param from the time of its first print
 * @param to the time of its last print
 */
record Tape(Path file, String name, Instant from, Instant to) {

    /** The first print must stand in the first lines, or the file is no tape. */
    private static final int LINES_TO_FIND_THE_FIRST = 1000;

    private static final int TAIL_BYTES = 8192;

    /**
     * @throws UnreadableTape with one sentence that says what to do
     */
    static Tape open(Path file) {
        try {
            Instant from = first(file);
            return new Tape(
                    file, file.getFileName() + ":" + Files.size(file), from, last(file, from));
        } catch (IOException e) {
            throw new UnreadableTape(
                    "holdfast.paper.tape names "
                            + file
                            + ", which cannot be read: name a file of lines 'unix"
                            + " seconds,price,quantity'.");
        }
    }

    /** The tape cannot be replayed at all. */
    static final class UnreadableTape extends RuntimeException {
        UnreadableTape(String message) {
            super(message);
        }
    }

    private static Instant first(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (int number = 1; number <= LINES_TO_FIND_THE_FIRST; number++) {
                String text = lines.readLine();
                if (text == null) {
                    break;
                }
                if (TapeLine.read(number, text, Optional.empty())
                        instanceof TapeLine.Printed(Print print)) {
                    return print.at();
                }
            }
        }
        throw new UnreadableTape(
                "holdfast.paper.tape names "
                        + file
                        + ", which has no line 'unix seconds,price,quantity' at its start: name a"
                        + " tape.");
    }

    private static Instant last(Path file, Instant from) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(bytes.length(), TAIL_BYTES);
            byte[] tail = new byte[length];
            bytes.seek(bytes.length() - length);
            bytes.readFully(tail);
            Instant last = from;
            for (String text : new String(tail, StandardCharsets.ISO_8859_1).split("\n")) {
                if (TapeLine.read(Long.MAX_VALUE, text, Optional.of(last))
                        instanceof TapeLine.Printed(Print print)) {
                    last = print.at();
                }
            }
            return last;
        }
    }

    /** Reads on after a line. */
    Reader after(long line, Instant clock) {
        try {
            Reader reader = new Reader(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1));
            reader.skip(line, clock);
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException("The tape " + file + " cannot be read any more", e);
        }
    }

    /** A place on the tape. */
    static final class Reader implements AutoCloseable {

        private final BufferedReader lines;
        private long read;
        private Optional<Instant> last = Optional.empty();
        private Optional<TapeLine> next = Optional.empty();

        private Reader(BufferedReader lines) {
            this.lines = lines;
        }

        private void skip(long count, Instant clock) throws IOException {
            while (read < count && lines.readLine() != null) {
                read++;
            }
            last = count == 0 ? Optional.empty() : Optional.of(clock);
            next = line();
        }

        /** The line that {@link #take} gives; empty at the end of the tape. */
        Optional<TapeLine> peek() {
            return next;
        }

        /** How many lines were read, the one ahead not counted. */
        long position() {
            return next.isPresent() ? read - 1 : read;
        }

        TapeLine take() {
            TapeLine taken = next.orElseThrow();
            if (taken instanceof TapeLine.Printed(Print print)) {
                last = Optional.of(print.at());
            }
            try {
                next = line();
            } catch (IOException e) {
                throw new UncheckedIOException("The tape broke off at line " + read, e);
            }
            return taken;
        }

        private Optional<TapeLine> line() throws IOException {
            String text = lines.readLine();
            if (text == null) {
                return Optional.empty();
            }
            read++;
            return Optional.of(TapeLine.read(read, text, last));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
