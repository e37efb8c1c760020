package dev.holdfast.local;

import java.time.Duration;

/**
 * What runs in the directory of a deployment, as seen by a process that did not start it: by {@code
 * ./holdfast down}, or by the next launcher where the last one was killed.
 */
final class Leftovers {

    /** A launcher that is asked to stop stops all its parts first. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Leftovers() {}

    /** Whether a launcher or a part runs. */
    static boolean anyOf(Home home) {
        return ProcessTable.read(home.processes()).stream()
                        .anyMatch(entry -> entry.process().isPresent())
                || EmbeddedDatabase.leftOn(home.postgres()).isPresent();
    }

    /** Stops the launcher, which stops all parts, or the parts alone where it was killed. */
    static void stop(Home home) {
        Supervisor.stopLeftovers(home.processes(), LIMIT);
        EmbeddedDatabase.leftOn(home.postgres())
                .ifPresent(process -> Supervisor.stopOrKill(process, LIMIT));
    }
}
