package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The state after something happened, what is to be said of it, and what is to be stored. */
public record SyncResult(PortfolioSync state, List<Event> events, List<Change> changes) {

    public SyncResult {
        events = List.copyOf(events);
        changes = List.copyOf(changes);
    }

    public static SyncResult unchanged(PortfolioSync state) {
        return new SyncResult(state, List.of(), List.of());
    }

    /** Whether there is nothing to be said and nothing to be stored. */
    public boolean silent() {
        return events.isEmpty() && changes.isEmpty();
    }

    /** Goes on from this result's state; what both say stands in order. */
    public SyncResult then(Function<PortfolioSync, SyncResult> next) {
        SyncResult after = next.apply(state);
        List<Event> allEvents = new ArrayList<>(events);
        allEvents.addAll(after.events);
        List<Change> allChanges = new ArrayList<>(changes);
        allChanges.addAll(after.changes);
        return new SyncResult(after.state, allEvents, allChanges);
    }
}
