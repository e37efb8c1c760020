package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code equity.v1}: valuations at points in time, from which days and curves are made. */
public sealed interface EquityEvent extends Event {

    /** The instant that was valued; everything before it counts, nothing at or after it. */
    Instant at();

    PortfolioStateEvent.Stats stats();

    /**
     * A valuation. {@code boundary} names the timezones in which a day begins at {@code at}; it is
     * empty on the snapshots of an interval. {@code provisional} says that the fills were not
     * confirmed through {@code at}.
     */
    record Snapshotted(
            PortfolioId portfolioId,
            RunId runId,
            Instant at,
            List<String> boundary,
            boolean provisional,
            PortfolioStateEvent.Stats stats,
            List<PortfolioStateEvent.Position> positions,
            Instant occurredAt)
            implements EquityEvent {}

    /** An earlier valuation, as it is now known; {@code cause} names the record that changed it. */
    record Restated(
            PortfolioId portfolioId,
            RunId runId,
            Instant at,
            List<String> boundary,
            PortfolioStateEvent.Stats stats,
            List<PortfolioStateEvent.Position> positions,
            Optional<String> cause,
            Instant occurredAt)
            implements EquityEvent {}
}
