package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.event.Event;

import java.util.List;

/**
 * What a fold came to: the state after it, the events to publish, the rows to store, all in one
 * transaction.
 */
public record Outcome<S>(S state, List<Event> events, List<Row> rows) {

    public Outcome {
        events = List.copyOf(events);
        rows = List.copyOf(rows);
    }

    public static <S> Outcome<S> unchanged(S state) {
        return new Outcome<>(state, List.of(), List.of());
    }

    public static <S> Outcome<S> of(S state, List<? extends Event> events) {
        return new Outcome<>(state, List.copyOf(events), List.of());
    }
}
