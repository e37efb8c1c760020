package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the service keeps of one portfolio.
 *
 * @param configuration empty until the portfolio is registered
 * @param journal empty until the portfolio is registered
 * @param changed something was booked since the last valuation
 * @param restating from when on published boundaries are to be stated anew
 * @param holes records that could not be booked where they belong: the ledger lacks them
 */
public record PortfolioState(
        PortfolioId portfolioId,
        Optional<Configured> configuration,
        Optional<Journal> journal,
        Timeline timeline,
        DrawdownPath drawdown,
        OpenPlans plans,
        Reconciler reconciler,
        boolean changed,
        Optional<Restating> restating,
        List<String> holes) {

    private static final int KEPT_HOLES = 20;
    private static final String SEPARATOR = ": ";

    /** Late news: the earliest instant that it touches and the record that brought it. */
    public record Restating(Instant from, String cause) {
        Restating and(Restating other) {
            return other.from.isBefore(from) ? other : this;
        }
    }

    public PortfolioState {
        holes = List.copyOf(holes);
    }

    public static PortfolioState initial(PortfolioId portfolio) {
        return new PortfolioState(
                portfolio,
                Optional.empty(),
                Optional.empty(),
                Timeline.EMPTY,
                DrawdownPath.NONE,
                OpenPlans.NONE,
                Reconciler.NEW,
                false,
                Optional.empty(),
                List.of());
    }

    public Optional<Venue> venue() {
        return configuration.map(Configured::venue);
    }

    /** The timezones in which days are counted, the portfolio's own first. */
    List<ZoneId> zones() {
        List<ZoneId> zones = new ArrayList<>();
        configuration.ifPresent(
                known -> {
                    zones.add(known.timezone());
                    zones.addAll(known.reportingTimezones());
                });
        return zones;
    }

    PortfolioState with(Configured configured, Journal journal) {
        return new PortfolioState(
                portfolioId,
                Optional.of(configured),
                Optional.of(journal),
                timeline,
                drawdown,
                plans,
                reconciler,
                true,
                restating,
                holes);
    }

    /**
     * After something was booked that counts from an instant on.
     *
     * @param cause what names the record that was booked
     */
    PortfolioState booked(Journal after, Instant from, String cause) {
        Restating news = new Restating(from, cause);
        boolean late = timeline.taken().stream().anyMatch(point -> from.isBefore(point.at()));
        return new PortfolioState(
                portfolioId,
                configuration,
                Optional.of(after),
                timeline.recorded(from, zones()),
                drawdown,
                plans,
                reconciler,
                true,
                late
                        ? Optional.of(restating.map(known -> known.and(news)).orElse(news))
                        : restating,
                without(cause));
    }

    /**
     * With the ledger and plans that its records came to when they were folded again. All
     * boundaries that are kept are stated anew.
     *
     * @param unreadable places of records that cannot be read: they are still missing
     * @param cause what names the rebuild
     */
    public PortfolioState rebuilt(Rebuilt again, List<String> unreadable, String cause) {
        List<String> lacking = new ArrayList<>(holes);
        lacking.removeIf(
                hole -> unreadable.stream().noneMatch(at -> hole.startsWith(at + SEPARATOR)));
        lacking.addAll(again.notBooked());
        PortfolioState with =
                booked(again.journal(), timeline.begun().orElse(Instant.EPOCH), cause)
                        .with(again.plans());
        return new PortfolioState(
                portfolioId,
                configuration,
                with.journal,
                with.timeline,
                drawdown,
                with.plans,
                reconciler,
                true,
                with.restating,
                lacking.stream().limit(KEPT_HOLES).toList());
    }

    PortfolioState with(Timeline after) {
        return after == timeline
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        journal,
                        after,
                        drawdown,
                        plans,
                        reconciler,
                        changed,
                        restating,
                        holes);
    }

    PortfolioState with(OpenPlans after) {
        return after == plans
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        journal,
                        timeline,
                        drawdown,
                        after,
                        reconciler,
                        true,
                        restating,
                        holes);
    }

    PortfolioState with(Reconciler after) {
        return after == reconciler
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        journal,
                        timeline,
                        drawdown,
                        plans,
                        after,
                        changed,
                        restating,
                        holes);
    }

    PortfolioState with(DrawdownPath after) {
        return after == drawdown
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        journal,
                        timeline,
                        after,
                        plans,
                        reconciler,
                        changed,
                        restating,
                        holes);
    }

    PortfolioState with(Journal after) {
        return journal.isPresent() && after == journal.get()
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        Optional.of(after),
                        timeline,
                        drawdown,
                        plans,
                        reconciler,
                        changed,
                        restating,
                        holes);
    }

    /** The same, with what was fetched of its past for the records that come next. */
    public PortfolioState reachingBack(Past past) {
        return with(journal.orElseThrow().with(past));
    }

    PortfolioState restated() {
        return restating.isEmpty()
                ? this
                : new PortfolioState(
                        portfolioId,
                        configuration,
                        journal,
                        timeline,
                        drawdown,
                        plans,
                        reconciler,
                        changed,
                        Optional.empty(),
                        holes);
    }

    PortfolioState valued(Instant at) {
        return new PortfolioState(
                portfolioId,
                configuration,
                journal,
                timeline.valued(at),
                drawdown,
                plans,
                reconciler,
                false,
                restating,
                holes);
    }

    /**
     * A record is missing from the ledger; the latest few are remembered, until the record is
     * booked after all.
     *
     * @param record what names it
     */
    public PortfolioState lacking(String record, String cause) {
        List<String> more = without(record);
        more.add(record + SEPARATOR + cause);
        return new PortfolioState(
                portfolioId,
                configuration,
                journal,
                timeline,
                drawdown,
                plans,
                reconciler,
                changed,
                restating,
                more.subList(Math.max(0, more.size() - KEPT_HOLES), more.size()));
    }

    private List<String> without(String record) {
        List<String> others = new ArrayList<>(holes);
        others.removeIf(hole -> hole.startsWith(record + SEPARATOR));
        return others;
    }
}
