package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.DayEvent.EndOfDayCaptured;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent.Position;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.event.PortfolioStateEvent.Valued;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.reporting.domain.day.CalendarDay;
import dev.holdfast.reporting.domain.day.Cut;
import dev.holdfast.reporting.domain.day.DayBook;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Extended;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Book;
import dev.holdfast.reporting.domain.live.PlanLine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From valuations to days, ends of days and what the portfolio is worth now. */
final class Valuations {

    private static final int CAPTURES_KEPT = 4;

    private Valuations() {}

    static void equity(Draft draft, EquityEvent event, Instant recordedAt) {
        switch (event) {
            case EquityEvent.Snapshotted e ->
                    valued(
                            draft,
                            e,
                            e.boundary(),
                            e.provisional(),
                            e.positions(),
                            Optional.empty(),
                            recordedAt);
            case EquityEvent.Restated e ->
                    valued(draft, e, e.boundary(), false, e.positions(), e.cause(), recordedAt);
        }
    }

    private static void valued(
            Draft draft,
            EquityEvent event,
            List<String> boundary,
            boolean provisional,
            List<Position> positions,
            Optional<String> cause,
            Instant recordedAt) {
        Instant at = event.at();
        Stats stats = event.stats();
        Cut cut = Cut.of(at, provisional, stats);
        draft.keep(new Entry.Valued(at, stats.equity(), stats.netPnl(), stats.contributed()));
        if (boundary.isEmpty()) {
            draft.seen(at);
            for (DayBook book : draft.dayBooks()) {
                draft.days(book.observe(at, stats.netPnl()));
            }
            return;
        }
        draft.standing = draft.standing.hold(at);
        Instant firstSeen = draft.firstSeen.orElse(at);
        for (String name : boundary) {
            ZoneId timezone = EventCodec.timezone(name);
            DayBook.Stated stated = draft.days(timezone).cut(cut, firstSeen, stats.baseCurrency());
            draft.days(stated.book());
            state(draft, stated.statements(), cause, event.runId(), at, recordedAt);
            capture(draft, timezone, event, positions);
        }
        draft.seen(at);
        boolean ofPrimary =
                boundary.stream().map(EventCodec::timezone).anyMatch(draft.timezone()::equals);
        boolean newest =
                draft.days(draft.timezone()).latest().map(c -> c.at().equals(at)).orElse(false);
        if (ofPrimary && newest) {
            draft.worth = draft.worth.dayBegan(positions);
            today(draft, draft.worth.stats().filter(now -> now.asOf().isAfter(at)).orElse(stats));
        }
    }

    /** All fills before {@code through} are known: days that waited for that are final. */
    static void synced(Draft draft, Instant through, RunId runId, Instant at, Instant recordedAt) {
        Optional<Currency> base = draft.worth.stats().map(Stats::baseCurrency);
        if (base.isEmpty()) {
            return;
        }
        for (DayBook book : draft.dayBooks()) {
            DayBook.Stated stated =
                    book.confirm(through, draft.firstSeen.orElse(through), base.get());
            draft.days(stated.book());
            state(draft, stated.statements(), Optional.empty(), runId, at, recordedAt);
        }
    }

    private static void state(
            Draft draft,
            List<DayBook.Statement> statements,
            Optional<String> cause,
            RunId runId,
            Instant at,
            Instant recordedAt) {
        for (DayBook.Statement statement : statements) {
            Day day = statement.day();
            draft.publish(
                    switch (statement) {
                        case DayBook.Statement.Closed closed ->
                                new DayEvent.Closed(draft.portfolio, runId, day, at);
                        case DayBook.Statement.Restated restated ->
                                new DayEvent.Restated(draft.portfolio, runId, day, cause, at);
                    });
            draft.keep(new Entry.DayStated(day, cause, recordedAt));
            DayBook book = draft.days(day.timezone());
            boolean newest = book.stated().isEmpty() || book.stated().getLast().equals(day);
            if (newest && day.timezone().equals(draft.timezone())) {
                draft.show(Part.LAST_DAY, Sheets.day(day, false));
            }
        }
    }

    private static void capture(
            Draft draft, ZoneId timezone, EquityEvent event, List<Position> positions) {
        CalendarDay ended = CalendarDay.endingAt(event.at(), timezone);
        boolean isADay =
                draft.days(timezone).stated().stream()
                        .anyMatch(day -> day.date().equals(ended.date()));
        if (isADay) {
            Book book = draft.standing.at(event.at());
            captured(
                    draft,
                    new EndOfDayCaptured(
                            draft.portfolio,
                            event.runId(),
                            ended.date(),
                            timezone,
                            event.at(),
                            event.stats(),
                            positions,
                            book.ordersAtVenue(),
                            book.openPlans().stream().map(PlanLine::plan).toList(),
                            event.at()));
        }
    }

    /** An order or plan came late for these boundaries: what stood then was not what was said. */
    static void late(Draft draft, List<Instant> boundaries) {
        for (EndOfDayCaptured known : draft.captures) {
            if (!boundaries.contains(known.at())) {
                continue;
            }
            Book book = draft.standing.at(known.at());
            EndOfDayCaptured again =
                    new EndOfDayCaptured(
                            known.portfolioId(),
                            known.runId(),
                            known.date(),
                            known.timezone(),
                            known.at(),
                            known.stats(),
                            known.positions(),
                            book.ordersAtVenue(),
                            book.openPlans().stream().map(PlanLine::plan).toList(),
                            known.occurredAt());
            if (!again.equals(known)) {
                captured(draft, again);
            }
        }
    }

    private static void captured(Draft draft, EndOfDayCaptured capture) {
        List<EndOfDayCaptured> all = new ArrayList<>(draft.captures);
        all.removeIf(
                known ->
                        known.date().equals(capture.date())
                                && known.timezone().equals(capture.timezone()));
        all.add(capture);
        draft.captures =
                List.copyOf(all.subList(Math.max(0, all.size() - CAPTURES_KEPT), all.size()));
        draft.publish(capture);
        draft.keep(new Entry.EndOfDay(capture.date(), capture.timezone(), capture));
    }

    /** The whole valuation, as often as portfolio-service gives one. */
    static void now(Draft draft, Valued event) {
        Stats stats = event.stats();
        draft.worth = draft.worth.valued(stats, event.positions());
        draft.show(
                Part.VALUATION, new Extended(stats, Map.of("cash_balances", event.cashBalances())));
        draft.show(Part.POSITIONS, draft.worth.sheet(stats, event.positions()));
        draft.show(Part.SLICES, event.slices());
        today(draft, stats);
    }

    private static void today(Draft draft, Stats stats) {
        Cut now = Cut.of(stats.asOf(), true, stats);
        draft.days(draft.timezone())
                .open(now, draft.firstSeen.orElse(now.at()), stats.baseCurrency())
                .ifPresent(day -> draft.show(Part.TODAY, Sheets.day(day, true)));
    }
}
