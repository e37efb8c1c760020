package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The market that a tape makes: a mark for each print, and a tick where nothing was printed. */
public final class MarketTime {

    /** The clock never stands still for longer than this. */
    static final Duration TICK = Duration.ofSeconds(10);

    private MarketTime() {}

    /**
     * What the market says between two moments.
     *
     * @param from the venue's clock before
     * @param prints after {@code from} or at it, in order
     * @param until how far the clock goes, if prints do not take it further
     * @param recordedAt the wall clock, for the record alone
     */
    public static List<MarketEvent> between(
            Venue venue,
            Symbol symbol,
            Instant from,
            List<Print> prints,
            Instant until,
            Instant recordedAt) {
        List<MarketEvent> events = new ArrayList<>();
        Instant clock = from;
        for (Print print : prints) {
            for (clock = clock.plus(TICK); clock.isBefore(print.at()); clock = clock.plus(TICK)) {
                events.add(ticked(venue, clock));
            }
            events.add(
                    new MarketEvent.MarkUpdated(
                            PortfolioId.ALL,
                            RunId.NONE,
                            venue,
                            symbol,
                            print.price(),
                            Optional.empty(),
                            Optional.empty(),
                            print.at(),
                            recordedAt));
            clock = print.at();
        }
        for (clock = clock.plus(TICK); !clock.isAfter(until); clock = clock.plus(TICK)) {
            events.add(ticked(venue, clock));
        }
        return events;
    }

    public static MarketEvent ticked(Venue venue, Instant at) {
        return new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, venue, at);
    }

    public static Instant nextTick(Instant clock) {
        return clock.plus(TICK);
    }

    /** The last tick at or before an instant, counted from where the clock stood. */
    public static Instant lastTick(Instant clock, Instant until) {
        long ticks = Duration.between(clock, until).dividedBy(TICK);
        return clock.plus(TICK.multipliedBy(Math.max(0, ticks)));
    }
}
