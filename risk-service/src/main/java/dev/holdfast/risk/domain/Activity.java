package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.RunId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who did what.
 *
 * @param decisions how many decisions were made; numbers them
 * @param approvals when the entries of the last minute were approved, by the venue's clock
 * @param endedRuns runs of which no order is taken any more
 */
public record Activity(long decisions, List<Instant> approvals, Set<RunId> endedRuns) {

    public static final Activity NONE = new Activity(0, List.of(), Set.of());

    static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    public Activity {
        approvals = List.copyOf(approvals);
        endedRuns = Set.copyOf(endedRuns);
    }

    long approvedSince(Instant from) {
        return approvals.stream().filter(at -> at.isAfter(from)).count();
    }

    Activity decided() {
        return new Activity(decisions + 1, approvals, endedRuns);
    }

    Activity approvedEntry(Instant at) {
        List<Instant> kept = new ArrayList<>(approvals);
        kept.removeIf(earlier -> !earlier.isAfter(at.minus(RATE_WINDOW)));
        kept.add(at);
        return new Activity(decisions, kept, endedRuns);
    }

    Activity withRun(RunId run, boolean ended) {
        Set<RunId> runs = new HashSet<>(endedRuns);
        if (ended) {
            runs.add(run);
        } else {
            runs.remove(run);
        }
        return new Activity(decisions, approvals, runs);
    }
}
