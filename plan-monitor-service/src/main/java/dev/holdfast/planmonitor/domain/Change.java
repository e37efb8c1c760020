package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.Event;

import java.util.List;

/**
 * What a fold came to.
 *
 * @param book the state after it
 * @param events what is to be published, in order
 * @param touched every plan that was changed, as it stands after it, closed ones included
 * @param refusals commands that were not carried out
 */
public record Change(
        PlanBook book, List<Event> events, List<Plan> touched, List<Refusal> refusals) {

    public Change {
        events = List.copyOf(events);
        touched = List.copyOf(touched);
        refusals = List.copyOf(refusals);
    }
}
