package dev.holdfast.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that a deployment consists of.
 *
 * @param name as people see it, unique in its deployment
 * @param stage parts of a later stage stop before those of an earlier one
 * @param command whole; it holds a {@link #mark(Path, String)}, by which the process is known again
 * @param environment added to that of the launcher
 * @param log what it writes to its output
 * @param stopLimit how long it may take to stop when asked, before it is killed
 */
record Part(
        String name,
        int stage,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Duration stopLimit) {

    private static final String MARK = "-Dholdfast.part=";

    /**
     * The system property that tells a part's process from every other on this machine, by the
     * directory of its deployment.
     */
    static String mark(Path directory, String name) {
        return MARK + directory + "#" + name;
    }

    String mark() {
        return command.stream().filter(word -> word.startsWith(MARK)).findFirst().orElseThrow();
    }
}
