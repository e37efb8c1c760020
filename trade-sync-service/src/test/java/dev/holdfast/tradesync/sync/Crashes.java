package dev.holdfast.tradesync.sync;

/** Ends the process, in a test, at the call that was chosen. */
final class Crashes {

    /** The process is gone. */
    static final class Crash extends RuntimeException {}

    private int left;

    private Crashes(int left) {
        this.left = left;
    }

    static Crashes never() {
        return new Crashes(Integer.MAX_VALUE);
    }

    static Crashes at(int point) {
        return new Crashes(point);
    }

    /** A moment at which a process can die. */
    void point() {
        if (left-- == 0) {
            throw new Crash();
        }
    }
}
