package dev.holdfast.runtime.processing;

import java.util.ArrayDeque;
import java.util.Deque;

/** Work that waits for the marks, in the order in which it came. Used on the lane. */
final class WaitingRoom {

    /**
     * @param abandon what to do instead where its partitions are given up before
     */
    private record Waiting(Runnable work, Runnable abandon) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    void enter(Runnable work, Runnable abandon) {
        waiting.add(new Waiting(work, abandon));
    }

    void letIn() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.work().run();
        }
    }

    void abandon() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.abandon().run();
        }
    }
}
