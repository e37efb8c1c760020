package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is said of the beginnings of days and the points of the curve: of each that has come, and
 * anew of the days after a late record. Not for sharing.
 *
 * <p>All that is to be said is gone through in the order of time, so that the drawdown of each
 * boundary counts what those before it came to: the figures are the ones that in-order arrival
 * would have given.
 */
final class Statements {

    private final Settings settings;
    private final Market market;
    private final List<Filed> filed;
    private final List<EquityEvent> said = new ArrayList<>();
    private PortfolioState state;

    /**
     * @param filed takes what is to be put away
     */
    Statements(PortfolioState state, Settings settings, Market market, List<Filed> filed) {
        this.state = state;
        this.settings = settings;
        this.market = market;
        this.filed = filed;
    }

    /** The state after all that was to be said. */
    PortfolioState state() {
        return state;
    }

    /** In the order of time. */
    List<EquityEvent> said() {
        return said.stream().sorted(Comparator.comparing(EquityEvent::at)).toList();
    }

    Statements make() {
        List<Timeline.Point> due = state.timeline().due(settings.confirmationLimit());
        SortedMap<Instant, Boundary> anew = touched();
        SortedMap<Instant, Boundary> fresh = new TreeMap<>();
        List<Boundary> again = new ArrayList<>();
        for (Timeline.Point point : due) {
            standing(point)
                    .ifPresent(
                            stood -> {
                                if (point.provisional()) {
                                    again.add(stood);
                                } else {
                                    fresh.put(point.at(), stood);
                                }
                            });
        }
        Optional<Drawdown> before = anew.values().stream().findFirst().map(Boundary::drawdown);
        anew.keySet().removeAll(fresh.keySet());
        SortedMap<Instant, Boundary> all = new TreeMap<>(anew);
        all.putAll(fresh);
        pass(all, before.orElse(state.drawdown().seen()), fresh);
        for (Boundary boundary : again) {
            snapshot(boundary.seeing(state.drawdown().before(boundary.at())));
        }
        state = state.restated().with(state.timeline().taken(due));
        return this;
    }

    private void pass(
            SortedMap<Instant, Boundary> all, Drawdown before, Map<Instant, Boundary> fresh) {
        Drawdown seen = before;
        for (Boundary stood : all.values()) {
            Boundary boundary = stood.seeing(seen);
            Valuation valuation =
                    fresh.containsKey(boundary.at()) ? snapshot(boundary) : restate(boundary);
            if (boundary.beginsDay()) {
                state = state.with(state.drawdown().passing(boundary.at(), seen));
                seen = valuation.stats().netPnl().map(seen::seeing).orElse(seen);
            }
        }
        state = state.with(state.drawdown().seeing(seen));
    }

    private Valuation snapshot(Boundary boundary) {
        Valuation valuation = valued(boundary);
        said.add(
                new EquityEvent.Snapshotted(
                        state.portfolioId(),
                        RunId.NONE,
                        boundary.at(),
                        boundary.zones(),
                        !state.timeline().confirms(boundary.at()),
                        valuation.stats(),
                        valuation.open(),
                        Valuations.now(state)));
        return valuation;
    }

    private Valuation restate(Boundary boundary) {
        Valuation valuation = valued(boundary);
        said.add(
                new EquityEvent.Restated(
                        state.portfolioId(),
                        RunId.NONE,
                        boundary.at(),
                        boundary.zones(),
                        valuation.stats(),
                        valuation.open(),
                        state.restating().map(PortfolioState.Restating::cause),
                        Valuations.now(state)));
        return valuation;
    }

    private Valuation valued(Boundary boundary) {
        Venue venue = state.venue().orElseThrow();
        Valuation valuation =
                Valuer.value(
                        boundary.ledger(),
                        AccountTerms.of(state.configuration().orElseThrow()),
                        boundary.prices()
                                .or(
                                        boundary.ledger().baseCurrency(),
                                        Quotes.asOf(market, venue, boundary.at())),
                        boundary.at(),
                        boundary.openPlans(),
                        boundary.drawdown());
        if (boundary.beginsDay()) {
            filed.add(new Filed.Day(boundary.at(valuation.prices())));
        }
        return valuation;
    }

    /**
     * The boundaries after the late records as they are now known: those that were fetched, with
     * what was put away of them, and those that the journal still tells.
     */
    private SortedMap<Instant, Boundary> touched() {
        SortedMap<Instant, Boundary> touched = new TreeMap<>();
        if (state.restating().isEmpty()) {
            return touched;
        }
        Instant from = state.restating().get().from();
        for (Timeline.Point point : state.timeline().taken()) {
            if (from.isBefore(point.at())) {
                told(point).ifPresent(is -> touched.put(point.at(), is));
            }
        }
        Journal journal = state.journal().orElseThrow();
        for (Boundary boundary : journal.past().boundaries()) {
            if (from.isBefore(boundary.at())) {
                touched.put(
                        boundary.at(),
                        journal.before(boundary.at()).map(boundary::with).orElse(boundary));
            }
        }
        return touched;
    }

    /** The portfolio as it stood at a point, if that is still known. */
    private Optional<Boundary> standing(Timeline.Point point) {
        return told(point)
                .or(
                        () ->
                                state.journal().orElseThrow().past().boundaries().stream()
                                        .filter(boundary -> boundary.at().equals(point.at()))
                                        .findFirst());
    }

    private Optional<Boundary> told(Timeline.Point point) {
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
                                        state.drawdown().before(point.at())));
    }
}
