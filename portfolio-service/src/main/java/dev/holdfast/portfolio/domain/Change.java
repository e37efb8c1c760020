package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.Event;

import java.util.List;

/**
 * What a record or the end of a batch came to.
 *
 * @param kept the record became part of the portfolio's history and is to be stored
 */
public record Change(PortfolioState state, List<Event> events, boolean kept) {

    static Change none(PortfolioState state) {
        return new Change(state, List.of(), false);
    }

    static Change kept(PortfolioState state) {
        return new Change(state, List.of(), true);
    }
}
