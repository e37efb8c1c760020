package dev.holdfast.tradesync.paper.domain;

/** Where a replay stands. */
public enum TapeState {
    /** Not started yet. */
    READY,
    RUNNING,
    PAUSED,
    /** The last line was read. */
    FINISHED
}
