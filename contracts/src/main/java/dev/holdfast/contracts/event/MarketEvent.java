package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/** {@code marks.v1}: prices and time of a venue, in order. */
public sealed interface MarketEvent extends Event {

    Venue venue();

    record MarkUpdated(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            Symbol symbol,
            Price price,
            Optional<Price> bid,
            Optional<Price> ask,
            Instant occurredAt,
            Instant recordedAt)
            implements MarketEvent {}

    /** The venue's clock: what moves days, ages and boundaries on when nothing is traded. */
    record ClockTicked(PortfolioId portfolioId, RunId runId, Venue venue, Instant occurredAt)
            implements MarketEvent {}
}
