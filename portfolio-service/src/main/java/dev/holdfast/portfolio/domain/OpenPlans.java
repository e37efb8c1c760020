package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.PlanId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which plans are open, and which were lately: their number is told as of an instant.
 *
 * @param open with the time at which each was opened
 * @param told what the parts of a snapshot have named by now, while more of them follow
 */
public record OpenPlans(Map<PlanId, Instant> open, List<Span> closed, List<PlanId> told) {

    public static final OpenPlans NONE = new OpenPlans(Map.of(), List.of(), List.of());

    private static final int KEPT = 64;

    /** The life of a plan that is closed. */
    public record Span(Instant openedAt, Instant closedAt) {}

    public OpenPlans {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        closed = List.copyOf(closed);
        told = List.copyOf(told);
    }

    OpenPlans after(PlanEvent event) {
        return switch (event) {
            case PlanEvent.Opened e -> opened(e.plan());
            case PlanEvent.Armed e -> opened(e.plan());
            case PlanEvent.Updated e -> opened(e.plan());
            case PlanEvent.Trailed e -> opened(e.plan());
            case PlanEvent.Widened e -> opened(e.plan());
            case PlanEvent.Triggered e -> opened(e.plan());
            case PlanEvent.Reduced e -> opened(e.plan());
            case PlanEvent.Closed e -> closed(e.plan().planId(), e.occurredAt());
            case PlanEvent.Refused e -> this;
            case PlanEvent.Snapshotted e -> as(e);
            case PlanEvent.Rearmed e -> this;
        };
    }

    int before(Instant instant) {
        long then =
                open.values().stream().filter(openedAt -> openedAt.isBefore(instant)).count()
                        + closed.stream()
                                .filter(
                                        span ->
                                                span.openedAt().isBefore(instant)
                                                        && !span.closedAt().isBefore(instant))
                                .count();
        return Math.toIntExact(then);
    }

    private OpenPlans opened(PlanEvent.Plan plan) {
        if (open.containsKey(plan.planId())) {
            return this;
        }
        Map<PlanId, Instant> after = new TreeMap<>(open);
        after.put(plan.planId(), plan.openedAt());
        return new OpenPlans(after, closed, told);
    }

    private OpenPlans closed(PlanId plan, Instant at) {
        Instant openedAt = open.get(plan);
        if (openedAt == null) {
            return this;
        }
        Map<PlanId, Instant> after = new TreeMap<>(open);
        after.remove(plan);
        List<Span> spans = new ArrayList<>(closed);
        spans.add(new Span(openedAt, at));
        return new OpenPlans(
                after, spans.subList(Math.max(0, spans.size() - KEPT), spans.size()), told);
    }

    /** What a whole snapshot does not name is closed; of one in parts the last part says so. */
    private OpenPlans as(PlanEvent.Snapshotted snapshot) {
        int part = snapshot.part().orElse(1);
        Set<PlanId> named = part == 1 ? new LinkedHashSet<>() : new LinkedHashSet<>(told);
        OpenPlans after = this;
        for (PlanEvent.Plan plan : snapshot.plans()) {
            named.add(plan.planId());
            after = after.opened(plan);
        }
        if (part < snapshot.parts().orElse(1)) {
            return new OpenPlans(after.open, after.closed, List.copyOf(named));
        }
        for (PlanId plan : after.open.keySet()) {
            if (!named.contains(plan)) {
                after = after.closed(plan, snapshot.occurredAt());
            }
        }
        return new OpenPlans(after.open, after.closed, List.of());
    }
}
