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
import java.util.SortedMap;
import java.util.TreeMap;

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
        Journal.Settling settling = state.journal().orElseThrow().settled();
        PortfolioState next =
                state.with(settling.journal())
                        .with(timeline.planned(state.zones(), settings.curveInterval()));
        List<Event> events = new ArrayList<>();
        List<Filed> filed = new ArrayList<>(settling.spots());
        settling.amended().forEach(boundary -> filed.add(new Filed.Day(boundary)));
        next = resolve(next, venue, filed);
        next = restate(next, events, filed);
        next = takePoints(next, events, filed);
        next = reconcile(next, events);
        next = value(next, events);
        next = compact(next, filed);
        return new Change(next, events, filed, false);
    }

    private PortfolioState resolve(PortfolioState state, Venue venue, List<Filed> filed) {
        Journal before = state.journal().orElseThrow();
        Optional<Booking.Booked> resolved = before.resolved(at -> Quotes.asOf(market, venue, at));
        if (resolved.isEmpty()) {
            return state;
        }
        List<Fill> known = before.kept().fills();
        for (Fill fill : resolved.get().journal().kept().fills()) {
            if (!known.contains(fill)) {
                filed.add(new Filed.Rates(fill));
            }
        }
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

    private PortfolioState takePoints(PortfolioState state, List<Event> events, List<Filed> filed) {
        List<Timeline.Point> due = state.timeline().due(settings.confirmationLimit());
        PortfolioState next = state;
        for (Timeline.Point point : due) {
            Optional<Boundary> stood = standing(next, point);
            if (stood.isEmpty()) {
                continue;
            }
            Valuation valuation = valuation(next, stood.get());
            if (point.boundary()) {
                filed.add(new Filed.Day(stood.get().at(valuation.prices())));
            }
            next = next.with(seen(next.drawdown(), valuation));
            events.add(
                    new EquityEvent.Snapshotted(
                            state.portfolioId(),
                            RunId.NONE,
                            point.at(),
                            point.zones(),
                            !state.timeline().confirms(point.at()),
                            valuation.stats(),
                            valuation.open(),
                            now(state)));
        }
        return next.with(next.timeline().taken(due));
    }

    private PortfolioState restate(PortfolioState state, List<Event> events, List<Filed> filed) {
        if (state.restating().isEmpty()) {
            return state;
        }
        PortfolioState.Restating news = state.restating().get();
        for (Boundary boundary : touched(state, news.from())) {
            Valuation valuation = valuation(state, boundary);
            filed.add(new Filed.Day(boundary.at(valuation.prices())));
            events.add(
                    new EquityEvent.Restated(
                            state.portfolioId(),
                            RunId.NONE,
                            boundary.at(),
                            boundary.zones(),
                            valuation.stats(),
                            valuation.open(),
                            Optional.of(news.cause()),
                            now(state)));
        }
        return state.restated();
    }

    /**
     * The boundaries after an instant as they are now known: those that were fetched, with what was
     * put away of them, and those that the journal still tells.
     */
    private static List<Boundary> touched(PortfolioState state, Instant from) {
        Journal journal = state.journal().orElseThrow();
        SortedMap<Instant, Boundary> touched = new TreeMap<>();
        for (Timeline.Point point : state.timeline().taken()) {
            if (from.isBefore(point.at())) {
                standing(state, point).ifPresent(is -> touched.put(point.at(), is));
            }
        }
        for (Boundary boundary : journal.past().boundaries()) {
            if (from.isBefore(boundary.at())) {
                touched.put(
                        boundary.at(),
                        journal.before(boundary.at()).map(boundary::with).orElse(boundary));
            }
        }
        return List.copyOf(touched.values());
    }

    /** The portfolio as it stood at a point, if the journal still reaches back to it. */
    private static Optional<Boundary> standing(PortfolioState state, Timeline.Point point) {
        return state.journal()
                .orElseThrow()
                .before(point.at())
                .map(
                        ledger ->
                                new Boundary(
                                        point.at(),
                                        point.zones(),
                                        ledger,
                                        Prices.NONE,
                                        state.plans().before(point.at()),
                                        state.drawdown()));
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
        return state.valued(now, seen(state.drawdown(), valuation));
    }

    private Valuation valuation(PortfolioState state, Boundary boundary) {
        Venue venue = state.venue().orElseThrow();
        return Valuer.value(
                boundary.ledger(),
                AccountTerms.of(state.configuration().orElseThrow()),
                boundary.prices()
                        .or(
                                boundary.ledger().baseCurrency(),
                                Quotes.asOf(market, venue, boundary.at())),
                boundary.at(),
                boundary.openPlans(),
                boundary.drawdown());
    }

    private static Drawdown seen(Drawdown drawdown, Valuation valuation) {
        return valuation.stats().netPnl().map(drawdown::seeing).orElse(drawdown);
    }

    /** Before anything has a time, the portfolio's own beginning does. */
    private static Instant now(PortfolioState state) {
        return Valuations.now(state);
    }
}
