package dev.holdfast.runtime.processing;

import java.util.Optional;

/** How the engine fares, for health checks and operators. */
public final class Status {

    private volatile boolean assigned;
    private volatile int partitions;
    private volatile String problem;

    void assigned(int count) {
        partitions = count;
        assigned = true;
        problem = null;
    }

    void unreachable(String why) {
        problem = why;
    }

    void reachable() {
        problem = null;
    }

    /** Whether the group has told this instance what it owns, be it nothing. */
    public boolean assigned() {
        return assigned;
    }

    public int partitions() {
        return partitions;
    }

    /** What keeps it from going on. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
