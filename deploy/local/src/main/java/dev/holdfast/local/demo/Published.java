package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.Event;

import java.time.Instant;

/**
 * An event and when it was published, by the clock of the machine. Whoever reacted to it published
 * that later, or at the same moment.
 */
record Published<E extends Event>(E event, Instant at) {

    boolean knownTo(Published<?> reaction) {
        return !at.isAfter(reaction.at);
    }
}
