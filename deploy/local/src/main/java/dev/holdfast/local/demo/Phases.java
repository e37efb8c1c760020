package dev.holdfast.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each phase took, in seconds. */
final class Phases {

    private final Map<String, BigDecimal> seconds = new LinkedHashMap<>();

    <T> T measure(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            note(phase, start);
        }
    }

    /** Notes what has passed since a {@link System#nanoTime()}. */
    void note(String phase, long start) {
        seconds.put(phase, since(start));
    }

    static BigDecimal since(long start) {
        return BigDecimal.valueOf(System.nanoTime() - start, 9).setScale(1, RoundingMode.HALF_UP);
    }

    Map<String, BigDecimal> seconds() {
        return seconds;
    }
}
