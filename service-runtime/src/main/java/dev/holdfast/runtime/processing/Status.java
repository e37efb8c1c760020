package dev.holdfast.runtime.processing;

import java.util.Optional;

/** How the engine fares, for health checks and operators. */
public final class Status {

    private volatile boolean assigned;
    private volatile int partitions;
    private volatile String problem;
    private volatile String refusal;

    void assigned(int count) {
        partitions = count;
        assigned = true;
        problem = null;
        refusal = null;
    }

    void unreachable(String why) {
        problem = why;
    }

    /** Nothing is folded until somebody has looked at it. */
    void refused(String why) {
        refusal = why;
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
        return Optional.ofNullable(refusal).or(() -> Optional.ofNullable(problem));
    }
}
