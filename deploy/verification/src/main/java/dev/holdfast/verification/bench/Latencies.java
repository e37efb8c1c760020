package dev.holdfast.verification.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How long each of some messages took. */
record Latencies(long[] sortedNanos) {

    static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** The time in milliseconds that this share of them (0 to 1) did not exceed. */
    double millisAt(double share) {
        int place = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, place)] / 1e6;
    }

    double p50() {
        return millisAt(0.50);
    }

    double p99() {
        return millisAt(0.99);
    }

    /** Of some turns the one that least came between. */
    static Latencies best(List<Latencies> turns) {
        return turns.stream().min(Comparator.comparingDouble(Latencies::p99)).orElseThrow();
    }

    int count() {
        return sortedNanos.length;
    }

    /** Adds the usual figures of these to a report, named with what they are of. */
    void report(Report report, String of) {
        report.figure(of + " p50", p50(), "ms");
        report.figure(of + " p99", p99(), "ms");
        report.figure(of + " slowest", millisAt(1), "ms");
    }
}
