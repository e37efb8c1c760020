package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who did what.
 *
 * @param decisions how many decisions were made; numbers them
 * @param approvals the entries approved within the last minute, by the venue's clock
 * @param endedRuns runs of which no order is taken any more
 */
public record Activity(long decisions, List<Approval> approvals, Set<RunId> endedRuns) {

    public static final Activity NONE = new Activity(0, List.of(), Set.of());

    static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    public Activity {
        approvals = List.copyOf(approvals);
        endedRuns = Set.copyOf(endedRuns);
    }

    /** When an entry was approved, and of whom. */
    public record Approval(Instant at, Optional<BotVersion> botVersion, Symbol symbol, Side side) {}

    long approvedSince(Instant from, Scope scope) {
        long count = 0;
        for (Approval approval : approvals) {
            if (approval.at().isAfter(from) && scope.admits(approval)) {
                count++;
            }
        }
        return count;
    }

    Activity decided() {
        return new Activity(decisions + 1, approvals, endedRuns);
    }

    Activity approvedEntry(OrderIntentEvent.Intended intent, Instant at) {
        List<Approval> kept = new ArrayList<>(approvals);
        kept.removeIf(earlier -> !earlier.at().isAfter(at.minus(RATE_WINDOW)));
        kept.add(new Approval(at, intent.botVersion(), intent.symbol(), intent.side()));
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
