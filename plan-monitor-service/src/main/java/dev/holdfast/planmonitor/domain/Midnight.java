package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.MarketEvent.MarkUpdated;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens at the boundaries of days: a snapshot at each boundary of each of the portfolio's
 * timezones, and at those of the primary one the widening, once per plan and boundary. Boundaries
 * that were missed are passed one by one, in order, before any mark is judged.
 */
final class Midnight {

    /** Two widenings lie further apart than this, also where the timezone was changed between. */
    private static final Duration TOO_SOON = Duration.ofHours(12);

    private Midnight() {}

    /** The next boundary to pass; empty while the portfolio or its clock is not known. */
    static Optional<Instant> next(PlanBook book) {
        return book.settings()
                .flatMap(
                        settings ->
                                book.lastBoundary()
                                        .flatMap(
                                                last ->
                                                        zones(settings)
                                                                .map(
                                                                        zone ->
                                                                                Boundaries.after(
                                                                                        last, zone))
                                                                .min(Instant::compareTo)));
    }

    /** Passes all boundaries up to now; the first time a clock is seen it only sets the place. */
    static void pass(Turn turn, Instant now) {
        Optional<Settings> settings = turn.book().settings();
        if (settings.isEmpty()) {
            return;
        }
        if (turn.book().lastBoundary().isEmpty()) {
            Instant start =
                    zones(settings.get())
                            .map(zone -> Boundaries.atOrBefore(now, zone))
                            .max(Instant::compareTo)
                            .orElseThrow();
            turn.become(turn.book().withBoundary(start));
            turn.book().table().all().forEach(plan -> catchUp(turn, plan.id()));
            return;
        }
        Instant next = next(turn.book()).orElseThrow();
        while (!next.isAfter(now)) {
            pass(turn, settings.get(), next);
            next = next(turn.book()).orElseThrow();
        }
    }

    private static void pass(Turn turn, Settings settings, Instant boundary) {
        turn.snapshotted(boundary);
        turn.become(turn.book().withBoundary(boundary));
        if (isPrimary(settings, boundary)) {
            turn.become(turn.book().withRanges(Map.of(), turn.book().ranges()));
            turn.book()
                    .table()
                    .all()
                    .forEach(plan -> widen(turn, plan, settings, boundary, rangeOf(turn, plan)));
        }
    }

    private static boolean isPrimary(Settings settings, Instant boundary) {
        return Boundaries.atOrBefore(boundary, settings.timezone()).equals(boundary);
    }

    private static Optional<DayRange> rangeOf(Turn turn, Plan plan) {
        return Optional.ofNullable(turn.book().rangesBefore().get(plan.symbol()));
    }

    /** A plan whose fill was known only after boundaries that it crossed is taken over them now. */
    static void catchUp(Turn turn, PlanId id) {
        Optional<Settings> settings = turn.book().settings();
        Optional<Instant> last = turn.book().lastBoundary();
        Optional<Instant> armed = turn.plan(id).flatMap(Plan::armedAt);
        if (settings.isEmpty() || last.isEmpty() || armed.isEmpty()) {
            return;
        }
        ZoneId zone = settings.get().timezone();
        Instant latest = Boundaries.atOrBefore(last.get(), zone);
        Instant boundary = Boundaries.after(armed.get(), zone);
        while (!boundary.isAfter(latest)) {
            Instant crossed = boundary;
            turn.plan(id)
                    .ifPresent(
                            plan ->
                                    widen(
                                            turn,
                                            plan,
                                            settings.get(),
                                            crossed,
                                            crossed.equals(latest)
                                                    ? rangeOf(turn, plan)
                                                    : Optional.empty()));
            boundary = Boundaries.after(boundary, zone);
        }
    }

    private static void widen(
            Turn turn,
            Plan plan,
            Settings settings,
            Instant boundary,
            Optional<DayRange> dayRange) {
        Overnight policy = Widening.policy(plan, settings.overnight());
        if (!plan.watching()
                || !policy.widen()
                || !plan.terms().widenOvernight().orElse(true)
                || !plan.armedAt().orElseThrow().isBefore(boundary)
                || tooSoon(plan, boundary)) {
            return;
        }
        LocalDate date = Boundaries.dayBeginningAt(boundary, settings.timezone());
        Plan passed = plan.with(plan.night().passed(boundary, date));
        Levels widened =
                skipped(policy, date) ? plan.levels() : Widening.widened(plan, policy, dayRange);
        if (widened.equals(plan.levels())) {
            turn.keep(passed);
            return;
        }
        turn.widened(
                passed.raised()
                        .with(widened)
                        .with(passed.night().widened(undoing(plan, policy, boundary))),
                date,
                plan.levels(),
                boundary);
    }

    /** Nothing is widened into a day on which the venue is closed. */
    private static boolean skipped(Overnight policy, LocalDate date) {
        return policy.skipDays().contains(date.getDayOfWeek()) || policy.holidays().contains(date);
    }

    private static boolean tooSoon(Plan plan, Instant boundary) {
        return plan.night()
                .boundary()
                .map(last -> !boundary.isAfter(last.plus(TOO_SOON)))
                .orElse(false);
    }

    private static Optional<Night.Restore> undoing(Plan plan, Overnight policy, Instant boundary) {
        if (!policy.restoreAfterOpen()) {
            return Optional.empty();
        }
        return Optional.of(
                plan.night()
                        .restore()
                        .map(
                                first ->
                                        new Night.Restore(
                                                first.stop(),
                                                first.target(),
                                                first.steps(),
                                                boundary))
                        .orElseGet(
                                () ->
                                        new Night.Restore(
                                                plan.levels().stop(),
                                                plan.levels().target(),
                                                plan.levels().steps(),
                                                boundary)));
    }

    /**
     * The open is the first mark of a symbol in the day. It is judged by the widened levels, which
     * are there for it; after it they go back. Where the price stands between the widened level and
     * the old one they wait for it to leave: a level must not reach the price by our own doing.
     */
    static void restore(Turn turn, MarkUpdated mark) {
        for (PlanId id : turn.book().table().of(mark.symbol()).toRestore().values()) {
            turn.plan(id).filter(Plan::watching).ifPresent(plan -> restore(turn, plan, mark));
        }
    }

    private static void restore(Turn turn, Plan plan, MarkUpdated mark) {
        Night.Restore before = plan.night().restore().orElseThrow();
        Instant markAt = mark.occurredAt();
        Levels restored =
                plan.levels().at(before.stop(), before.target()).with(notTaken(plan, before));
        if (markAt.isBefore(before.boundary())
                || Watch.reaches(
                        plan.with(restored), Watch.priceOfClose(turn.policy(), plan, mark))) {
            return;
        }
        turn.restored(
                plan.raised().with(restored).with(plan.night().withoutRestore()),
                "levels restored after the open",
                markAt);
    }

    /** Of the steps as they stood, those that have not been taken since. */
    private static List<Levels.Step> notTaken(Plan plan, Night.Restore before) {
        int taken = before.steps().size() - plan.levels().steps().size();
        return before.steps().subList(taken, before.steps().size());
    }

    /** Remembers the highest and lowest price of the day, where the policy widens by range. */
    static void range(Turn turn, Symbol symbol, Price price) {
        if (!turn.book().settings().map(s -> keepsRanges(turn, s, symbol)).orElse(false)) {
            return;
        }
        DayRange known = turn.book().ranges().get(symbol);
        DayRange including = known == null ? DayRange.of(price) : known.including(price);
        if (including != known) {
            turn.become(turn.book().with(symbol, including));
        }
    }

    private static boolean keepsRanges(Turn turn, Settings settings, Symbol symbol) {
        return settings.overnight().rangeMultiple().isPresent()
                || turn.book().table().of(symbol).widenedByRange() > 0;
    }

    private static Stream<ZoneId> zones(Settings settings) {
        return Stream.concat(
                Stream.of(settings.timezone()), settings.reportingTimezones().stream());
    }
}
