package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who did what, and how many plans came of it.
 *
 * @param decisions how many decisions were made; numbers them
 * @param approvals the entries approved within the last minute, by the venue's clock
 * @param endedRuns runs of which no order is taken any more
 * @param standingPlans how many plans were opened and not closed
 * @param awaitedPlans approved entries that bring a plan which was not opened yet
 */
public record Activity(
        long decisions,
        List<Approval> approvals,
        Set<RunId> endedRuns,
        Map<Symbol, Integer> standingPlans,
        Map<ClientOrderId, Symbol> awaitedPlans) {

    public static final Activity NONE = new Activity(0, List.of(), Set.of(), Map.of(), Map.of());

    static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    public Activity {
        approvals = List.copyOf(approvals);
        endedRuns = Set.copyOf(endedRuns);
        standingPlans = Map.copyOf(standingPlans);
        awaitedPlans = Map.copyOf(awaitedPlans);
    }

    PlanCount plans() {
        return new PlanCount(standingPlans, awaitedPlans);
    }

    private Activity with(PlanCount plans) {
        return new Activity(decisions, approvals, endedRuns, plans.standing(), plans.awaited());
    }

    private Activity with(long made, List<Approval> recent, Set<RunId> ended) {
        return new Activity(made, recent, ended, standingPlans, awaitedPlans);
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
        return with(decisions + 1, approvals, endedRuns);
    }

    Activity approvedEntry(OrderIntentEvent.Intended intent, Instant at) {
        Instant from = at.minus(RATE_WINDOW);
        List<Approval> kept = new ArrayList<>(approvals.size() + 1);
        kept.addAll(approvals);
        kept.removeIf(earlier -> !earlier.at().isAfter(from));
        kept.add(new Approval(at, intent.botVersion(), intent.symbol(), intent.side()));
        PlanCount plans = plans().approved(intent);
        return new Activity(decisions, kept, endedRuns, plans.standing(), plans.awaited());
    }

    Activity planned(PlanEvent event) {
        PlanCount before = plans();
        PlanCount after = before.after(event);
        return after == before ? this : with(after);
    }

    Activity withRun(RunId run, boolean ended) {
        Set<RunId> runs = new HashSet<>(endedRuns);
        if (ended) {
            runs.add(run);
        } else {
            runs.remove(run);
        }
        return with(decisions, approvals, runs);
    }
}
