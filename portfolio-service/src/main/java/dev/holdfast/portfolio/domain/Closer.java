package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Venue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said at the end of a batch: snapshots of the boundaries and points that have come,
 * restatements, reconciliations, and the valuation of the whole.
 */
public final class Closer {

    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private final Settings settings;
    private final Market market;

    public Closer(Settings settings, Market market) {
        this.settings = settings;
        this.market = market;
    }

    /** The venue's clock moved on; changes nothing while nothing new is due. */
    public PortfolioState ticked(PortfolioState state, List<MarketEvent> events) {
        if (state.configuration().isEmpty() || events.isEmpty()) {
            return state;
        }
        Instant at =
                events.stream().map(MarketEvent::occurredAt).max(Instant::compareTo).orElseThrow();
        Timeline timeline = state.timeline();
        boolean first = timeline.clock().isEmpty();
        return first || valuationIsDue(timeline, at) || pointIsDue(timeline, at)
                ? state.with(timeline.ticked(at))
                : state;
    }

    public Change close(PortfolioState state) {
        if (state.configuration().isEmpty()) {
            return Change.none(state);
        }
        Venue venue = state.venue().orElseThrow();
        Timeline timeline =
                market.now(venue).map(state.timeline()::ticked).orElse(state.timeline());
        Journal.Settling settling = beginning(state).settled();
        PortfolioState next =
                state.with(settling.journal())
                        .with(timeline.planned(state.zones(), settings.curveInterval()));
        List<Event> events = new ArrayList<>();
        List<Filed> filed = new ArrayList<>(settling.spots());
        settling.amended().forEach(boundary -> filed.add(new Filed.Day(boundary)));
        next = resolve(next, venue, filed);
        Statements statements = new Statements(next, settings, market, filed).make();
        events.addAll(statements.said());
        next = statements.state();
        next = reconcile(next, events);
        next = value(next, events);
        next = compact(next, filed);
        return new Change(next, events, filed, false);
    }

    /**
     * A record from before all others begins the days from it on; where the journal does not reach
     * back to them, they begin with nothing.
     */
    private static Journal beginning(PortfolioState state) {
        Journal journal = state.journal().orElseThrow();
        List<Boundary> earlier =
                state.timeline().awaited().stream()
                        .filter(point -> point.at().isBefore(journal.since()))
                        .map(
                                point ->
                                        new Boundary(
                                                point.at(),
                                                point.zones(),
                                                journal.nothing(),
                                                Prices.NONE,
                                                state.plans().before(point.at()),
                                                Drawdown.NONE))
                        .toList();
        return earlier.isEmpty() ? journal : journal.with(journal.past().beginning(earlier));
    }

    private PortfolioState resolve(PortfolioState state, Venue venue, List<Filed> filed) {
        Journal before = state.journal().orElseThrow();
        Optional<Journal.Resolved> resolved = before.resolved(at -> Quotes.asOf(market, venue, at));
        if (resolved.isEmpty()) {
            return state;
        }
        filed.addAll(resolved.get().rates());
        return state.booked(
                resolved.get().journal(), resolved.get().from(), "a rate that was missing");
    }

    /** What leaves the state leaves spots behind, from which it can be folded again. */
    private PortfolioState compact(PortfolioState state, List<Filed> filed) {
        Journal before = state.journal().orElseThrow();
        Journal after =
                before.withoutPast().compacted(settings.keptRecords(), state.timeline().needed());
        if (after.checkpoint() != before.checkpoint()) {
            for (Position position : after.checkpoint().positions().values()) {
                if (Spot.due(before.checkpoint().position(position.symbol()), position)) {
                    filed.add(new Filed.At(new Spot(after.since(), position)));
                }
            }
        }
        return state.with(after);
    }

    private boolean valuationIsDue(Timeline timeline, Instant now) {
        return timeline.valuedAt().isEmpty()
                || !now.isBefore(timeline.valuedAt().get().plus(settings.valuationInterval()));
    }

    /** Boundaries and points of the curve stand on quarter hours. */
    private static boolean pointIsDue(Timeline timeline, Instant now) {
        return Timeline.floor(now, QUARTER_HOUR)
                .isAfter(Timeline.floor(timeline.clock().orElseThrow(), QUARTER_HOUR));
    }

    private PortfolioState reconcile(PortfolioState state, List<Event> events) {
        Reconciler.Outcome outcome =
                state.reconciler()
                        .judged(
                                state.journal().orElseThrow(),
                                state.timeline(),
                                AccountTerms.of(state.configuration().orElseThrow()),
                                settings.reconciliationInterval());
        outcome.event().ifPresent(events::add);
        return state.with(outcome.reconciler());
    }

    private PortfolioState value(PortfolioState state, List<Event> events) {
        Instant now = now(state);
        if (!state.changed() && !valuationIsDue(state.timeline(), now)) {
            return state;
        }
        Valuation valuation = Valuations.latest(state, market, now);
        events.add(
                new PortfolioStateEvent.Valued(
                        state.portfolioId(),
                        RunId.NONE,
                        valuation.stats(),
                        valuation.open(),
                        valuation.cash(),
                        valuation.slices(),
                        now));
        return state.valued(now);
    }

    /** Before anything has a time, the portfolio's own beginning does. */
    private static Instant now(PortfolioState state) {
        return Valuations.now(state);
    }
}
