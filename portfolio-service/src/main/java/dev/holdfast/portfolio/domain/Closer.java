package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.EquityEvent;
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
        PortfolioState next = state.with(timeline.planned(state.zones(), settings.curveInterval()));
        next =
                next.with(
                        next.journal()
                                .orElseThrow()
                                .resolved(at -> Quotes.asOf(market, venue, at)));
        List<Event> events = new ArrayList<>();
        next = restate(next, events);
        next = takePoints(next, events);
        next = reconcile(next, events);
        next = value(next, events);
        next =
                next.with(
                        next.journal()
                                .orElseThrow()
                                .compacted(settings.keptRecords(), next.timeline().needed()));
        return new Change(next, events, false);
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

    private PortfolioState takePoints(PortfolioState state, List<Event> events) {
        List<Timeline.Point> due = state.timeline().due(settings.confirmationLimit());
        PortfolioState next = state;
        for (Timeline.Point point : due) {
            Optional<Valuation> valuation = valuation(next, point.at());
            if (valuation.isEmpty()) {
                continue;
            }
            next = next.with(seen(next.drawdown(), valuation.get()));
            events.add(
                    new EquityEvent.Snapshotted(
                            state.portfolioId(),
                            RunId.NONE,
                            point.at(),
                            point.zones(),
                            !state.timeline().confirms(point.at()),
                            valuation.get().stats(),
                            valuation.get().open(),
                            now(state)));
        }
        return next.with(next.timeline().taken(due));
    }

    private PortfolioState restate(PortfolioState state, List<Event> events) {
        if (state.restating().isEmpty()) {
            return state;
        }
        PortfolioState.Restating news = state.restating().get();
        for (Timeline.Point point : state.timeline().taken()) {
            if (news.from().isBefore(point.at())) {
                valuation(state, point.at())
                        .ifPresent(
                                valuation ->
                                        events.add(
                                                new EquityEvent.Restated(
                                                        state.portfolioId(),
                                                        RunId.NONE,
                                                        point.at(),
                                                        point.zones(),
                                                        valuation.stats(),
                                                        valuation.open(),
                                                        Optional.of(news.cause()),
                                                        now(state))));
            }
        }
        return state.restated();
    }

    private PortfolioState reconcile(PortfolioState state, List<Event> events) {
        Reconciler.Outcome outcome =
                state.reconciler()
                        .judged(
                                state.journal().orElseThrow(),
                                state.timeline(),
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
        return state.valued(now, seen(state.drawdown(), valuation));
    }

    /** The portfolio as it stood at an instant, if the ledger still reaches back to it. */
    private Optional<Valuation> valuation(PortfolioState state, Instant at) {
        Venue venue = state.venue().orElseThrow();
        return state.journal()
                .orElseThrow()
                .before(at)
                .map(
                        ledger ->
                                Valuer.value(
                                        ledger,
                                        Quotes.asOf(market, venue, at),
                                        at,
                                        state.plans().before(at),
                                        state.drawdown()));
    }

    private static Drawdown seen(Drawdown drawdown, Valuation valuation) {
        return valuation.stats().netPnl().map(drawdown::seeing).orElse(drawdown);
    }

    /** Before anything has a time, the portfolio's own beginning does. */
    private static Instant now(PortfolioState state) {
        return Valuations.now(state);
    }
}
