package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Attention;
import dev.holdfast.reporting.domain.live.Headroom;
import dev.holdfast.reporting.domain.live.PlanLine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parts of the overview that follow from several others, and from the market. */
final class Overview {

    /** Marks older than this never pass an entry, where a portfolio says nothing else. */
    private static final Duration MARK_LIMIT = Duration.ofSeconds(60);

    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);
    private static final int SYMBOLS_SHOWN = 20;

    private Overview() {}

    /** A symbol's latest price, as the overview shows it. */
    record LatestMark(Symbol symbol, Price price, Instant at) {}

    /** The venue's time, and the marks of what concerns the portfolio. */
    record Clock(Instant now, List<LatestMark> marks) {}

    static void clock(Draft draft, Market market) {
        Optional<Venue> venue = draft.configured.map(Configured::venue);
        Optional<Instant> now = venue.flatMap(market::now);
        if (now.isEmpty()
                || draft.shown
                        .clock()
                        .map(shown -> now.get().isBefore(shown.plus(CLOCK_STEP)))
                        .orElse(false)) {
            return;
        }
        List<LatestMark> marks = new ArrayList<>();
        for (Symbol symbol : symbols(draft, venue.get(), market)) {
            market.latest(venue.get(), symbol)
                    .map(mark -> new LatestMark(symbol, mark.price(), mark.at()))
                    .ifPresent(marks::add);
        }
        draft.shown =
                new ReportingState.Shown(
                        now,
                        draft.shown.unwatched(),
                        draft.shown.headroom(),
                        draft.shown.attention());
        draft.show(Part.CLOCK, new Clock(now.get(), marks));
    }

    private static Set<Symbol> symbols(Draft draft, Venue venue, Market market) {
        Set<Symbol> symbols = new TreeSet<>(draft.worth.held().keySet());
        draft.standing.now().openOrders().forEach(order -> symbols.add(order.symbol()));
        draft.standing.now().openPlans().forEach(line -> symbols.add(line.plan().symbol()));
        draft.configured.ifPresent(c -> symbols.addAll(c.limits().allowedSymbols()));
        return symbols.isEmpty()
                ? market.symbols(venue).stream()
                        .sorted()
                        .limit(SYMBOLS_SHOWN)
                        .collect(Collectors.toCollection(TreeSet::new))
                : symbols;
    }

    /** Says what changed of plans' watch, headroom and attention since it was last said. */
    static void followUp(Draft draft, Market market) {
        List<Attention.Unwatched> unwatched = unwatched(draft, market);
        Set<PlanId> ids =
                unwatched.stream()
                        .map(plan -> plan.line().plan().planId())
                        .collect(Collectors.toUnmodifiableSet());
        Limits limits = draft.configured.map(Configured::limits).orElse(Limits.NONE);
        Optional<Currency> base =
                draft.configured
                        .map(Configured::baseCurrency)
                        .or(() -> draft.worth.stats().map(Stats::baseCurrency));
        List<Headroom.Gauge> headroom =
                base.map(
                                currency ->
                                        Headroom.of(
                                                limits,
                                                currency,
                                                draft.worth,
                                                draft.standing.now().openOrders()))
                        .orElse(List.of());
        List<Day> days = draft.days(draft.timezone()).stated();
        List<Attention.Item> attention =
                Attention.of(
                        draft.condition,
                        draft.worth,
                        draft.standing.now(),
                        unwatched,
                        headroom,
                        days.isEmpty() ? Optional.empty() : Optional.of(days.getLast()));
        ReportingState.Shown before = draft.shown;
        draft.shown = new ReportingState.Shown(before.clock(), ids, headroom, attention);
        if (!before.unwatched().equals(ids)) {
            plans(draft);
        }
        if (!before.headroom().equals(headroom)) {
            draft.show(Part.HEADROOM, headroom);
        }
        if (!before.attention().equals(attention)) {
            draft.show(Part.ATTENTION, attention);
        }
    }

    static void plans(Draft draft) {
        draft.show(
                Part.PLANS,
                draft.standing.now().openPlans().stream()
                        .map(
                                line ->
                                        Sheets.plan(
                                                line,
                                                draft.shown
                                                        .unwatched()
                                                        .contains(line.plan().planId())))
                        .toList());
    }

    private static List<Attention.Unwatched> unwatched(Draft draft, Market market) {
        Optional<Venue> venue = draft.configured.map(Configured::venue);
        Optional<Instant> now = venue.flatMap(market::now);
        if (now.isEmpty()) {
            return List.of();
        }
        Duration limit = draft.configured.flatMap(c -> c.limits().maxMarkAge()).orElse(MARK_LIMIT);
        List<Attention.Unwatched> unwatched = new ArrayList<>();
        for (PlanLine line : draft.standing.now().openPlans()) {
            boolean guards =
                    line.plan().status() == PlanStatus.ARMED
                            || line.plan().status() == PlanStatus.TRIGGERED;
            Optional<Instant> marked =
                    market.latest(venue.get(), line.plan().symbol()).map(Mark::at);
            if (guards && marked.map(at -> at.plus(limit).isBefore(now.get())).orElse(true)) {
                unwatched.add(new Attention.Unwatched(line, marked, limit));
            }
        }
        return unwatched;
    }
}
