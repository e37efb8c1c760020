package dev.holdfast.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tells whoever waits what is being done. On a terminal a line counts the seconds while a step
 * lasts; elsewhere each step leaves one line when it is done.
 */
public final class Progress {

    private static final Duration BEAT = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean terminal;

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** To standard output, moving if {@code ./holdfast} found a terminal there. */
    public static Progress ofEnvironment() {
        return new Progress(System.out, "1".equals(System.getenv("HOLDFAST_TERMINAL")));
    }

    public static Progress plain(PrintStream out) {
        return new Progress(out, false);
    }

    public static Progress silent() {
        return plain(new PrintStream(PrintStream.nullOutputStream()));
    }

    /** Something to say that is no step. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Does a step and says how long it took. */
    public <T> T step(String what, Supplier<T> work) {
        long start = System.nanoTime();
        Thread beat = terminal ? beating(what, start) : null;
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (beat != null) {
                end(beat);
            }
            out.printf(
                    Locale.ROOT,
                    "%s%s %s (%.1f s)%n",
                    terminal ? "\r\033[K" : "",
                    done ? "✓" : "✗",
                    what,
                    seconds(start));
            out.flush();
        }
    }

    public void step(String what, Runnable work) {
        step(
                what,
                () -> {
                    work.run();
                    return null;
                });
    }

    private Thread beating(String what, long start) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    out.printf(
                                            Locale.ROOT,
                                            "\r\033[K… %s (%.0f s)",
                                            what,
                                            seconds(start));
                                    out.flush();
                                    Thread.sleep(BEAT);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private static void end(Thread beat) {
        beat.interrupt();
        try {
            beat.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
