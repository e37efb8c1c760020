package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.event.Event;

import io.smallrye.mutiny.Uni;

/**
 * Puts an event that came in by REST on its topic, as a bot would: as a record from outside, known
 * by its natural id alone. What a fold says belongs into its {@link Outcome} instead. Implemented
 * by the runtime; inject it.
 */
public interface EventPublisher {

    /**
     * Ends once the broker has the record; fails where it cannot take it. Whoever repeats the call
     * may publish it twice, which readers see as once.
     */
    Uni<Void> publish(Event event);
}
