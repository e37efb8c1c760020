package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.event.MarketEvent;

import io.smallrye.mutiny.Uni;

import java.util.List;

/**
 * Puts marks and ticks on {@code marks.v1}, each venue's in the order given. Implemented by the
 * runtime; inject it.
 */
public interface MarketPublisher {

    /**
     * Ends once the broker has all of them. Marks that are published again after a crash are
     * harmless: readers pass over what is older than what they know of its symbol.
     */
    Uni<Void> publish(List<MarketEvent> events);
}
