package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.Event;

import java.util.ArrayList;
import java.util.List;

/**
 * What a record or the end of a batch came to.
 *
 * @param filed what is to be put away beside the state
 * @param kept the record became part of the portfolio's history and is to be stored
 */
public record Change(PortfolioState state, List<Event> events, List<Filed> filed, boolean kept) {

    static Change none(PortfolioState state) {
        return new Change(state, List.of(), List.of(), false);
    }

    static Change kept(PortfolioState state) {
        return new Change(state, List.of(), List.of(), true);
    }

    Change filing(List<Filed> more) {
        List<Filed> all = new ArrayList<>(filed);
        all.addAll(more);
        return new Change(state, events, all, kept);
    }
}
