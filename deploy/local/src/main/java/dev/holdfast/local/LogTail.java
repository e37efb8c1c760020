package dev.holdfast.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The end of a part's log, where the reason for its own end usually stands. */
final class LogTail {

    private static final int BYTES = 64 * 1024;
    private static final int LONGEST = 300;

    private LogTail() {}

    /** The innermost cause that was logged last, or else the last error. */
    static Optional<String> reason(Path log) {
        List<String> lines = lines(log);
        return last(lines, line -> line.startsWith("Caused by: "))
                .map(line -> line.substring("Caused by: ".length()))
                .or(
                        () ->
                                last(
                                        lines,
                                        line ->
                                                line.contains(" ERROR ")
                                                        || line.contains(" SEVERE ")))
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    private static Optional<String> last(List<String> lines, Predicate<String> wanted) {
        return lines.reversed().stream().filter(wanted).findFirst();
    }

    private static List<String> lines(Path log) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            ByteBuffer tail = ByteBuffer.allocate(BYTES);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Until the end, or as much as is looked at.
            }
            String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("\n"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
