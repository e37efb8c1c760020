package dev.holdfast.reporting.domain.day;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The days of a portfolio in one timezone: the cuts at its boundaries and the days stated between
 * them. The newest {@value #KEPT} are held here, so that a late valuation restates what it touches;
 * older ones stand in the tables and are final.
 *
 * @param cuts in order of time
 * @param stated the current version of each day, in order of date
 * @param fall of the day that is open
 */
public record DayBook(ZoneId timezone, List<Cut> cuts, List<Day> stated, Fall fall) {

    static final int KEPT = 40;

    /** What became of a day. */
    public sealed interface Statement {

        Day day();

        /** Stated for the first time, or the same figures, now confirmed. */
        record Closed(Day day) implements Statement {}

        /** Its figures are other than they were. */
        record Restated(Day day) implements Statement {}
    }

    /** A book and what it has to say. */
    public record Stated(DayBook book, List<Statement> statements) {}

    /**
     * How far net PnL, which is free of cash flows, fell from its highest point of the day.
     *
     * @param deepest a positive amount; empty as long as nothing was valued
     */
    public record Fall(Optional<BigDecimal> peak, Optional<BigDecimal> deepest) {

        static final Fall NONE = new Fall(Optional.empty(), Optional.empty());

        Fall observe(Optional<BigDecimal> netPnl) {
            if (netPnl.isEmpty()) {
                return this;
            }
            BigDecimal peakNow = peak.map(p -> p.max(netPnl.get())).orElse(netPnl.get());
            BigDecimal down = Decimals.canonical(peakNow.subtract(netPnl.get()));
            return new Fall(
                    Optional.of(peakNow), Optional.of(deepest.map(d -> d.max(down)).orElse(down)));
        }
    }

    /** Before anything happened net PnL was zero: that is the first peak to fall from. */
    public static DayBook empty(ZoneId timezone) {
        return new DayBook(
                timezone, List.of(), List.of(), Fall.NONE.observe(Optional.of(BigDecimal.ZERO)));
    }

    /** A valuation between boundaries: it counts for the drawdown of the day that is open. */
    public DayBook observe(Instant at, Optional<BigDecimal> netPnl) {
        boolean ofTheOpenDay = cuts.isEmpty() || at.isAfter(cuts.getLast().at());
        return ofTheOpenDay ? new DayBook(timezone, cuts, stated, fall.observe(netPnl)) : this;
    }

    /**
     * A valuation at a boundary, new, late, or once more with other figures: states the day before
     * it, and restates the day after it where that was stated before.
     *
     * @param firstSeen the earliest that is known of the portfolio: where its first day begins
     */
    public Stated cut(Cut cut, Instant firstSeen, Currency base) {
        boolean newest = cuts.isEmpty() || cut.at().isAfter(cuts.getLast().at());
        List<Cut> all = new ArrayList<>(cuts);
        all.removeIf(known -> known.at().equals(cut.at()));
        all.add(cut);
        all.sort(Comparator.comparing(Cut::at));
        Fall ended = newest ? fall.observe(cut.netPnl()) : fall;
        DayBook book = new DayBook(timezone, all, stated, ended);
        Stated before = book.state(CalendarDay.endingAt(cut.at(), timezone), firstSeen, base);
        Stated after =
                before.book.state(CalendarDay.containing(cut.at(), timezone), firstSeen, base);
        List<Statement> statements = new ArrayList<>(before.statements);
        statements.addAll(after.statements);
        return new Stated(
                after.book.withFall(newest ? Fall.NONE.observe(cut.netPnl()) : ended).pruned(),
                statements);
    }

    /** All fills before {@code through} are known: what was provisional until then is confirmed. */
    public Stated confirm(Instant through, Instant firstSeen, Currency base) {
        DayBook book = this;
        List<Statement> statements = new ArrayList<>();
        for (Cut cut : cuts) {
            if (cut.provisional() && !cut.at().isAfter(through)) {
                Stated next = book.cut(cut.confirmed(), firstSeen, base);
                book = next.book;
                statements.addAll(next.statements);
            }
        }
        return new Stated(book.withFall(fall), statements);
    }

    /** The day that is open, as of a valuation; empty as long as it does not begin with a cut. */
    public Optional<Day> open(Cut now, Instant firstSeen, Currency base) {
        CalendarDay calendar = CalendarDay.containing(now.at(), timezone);
        if (!cuts.isEmpty() && at(calendar.startsAt()).isEmpty()) {
            return Optional.empty();
        }
        return start(calendar, now, firstSeen)
                .map(
                        start ->
                                DayFigures.between(
                                        calendar,
                                        startsAt(calendar, firstSeen),
                                        start,
                                        now,
                                        fall.observe(now.netPnl()).deepest(),
                                        1,
                                        base));
    }

    public Optional<Cut> latest() {
        return cuts.isEmpty() ? Optional.empty() : Optional.of(cuts.getLast());
    }

    private Stated state(CalendarDay calendar, Instant firstSeen, Currency base) {
        Optional<Cut> end = at(calendar.endsAt());
        if (end.isEmpty()) {
            return new Stated(this, List.of());
        }
        Optional<Cut> start = start(calendar, end.get(), firstSeen);
        if (start.isEmpty()) {
            return new Stated(this, List.of());
        }
        Optional<Day> known =
                stated.stream().filter(day -> day.date().equals(calendar.date())).findFirst();
        Day day =
                DayFigures.between(
                        calendar,
                        startsAt(calendar, firstSeen),
                        start.get(),
                        end.get(),
                        known.map(Day::maxDrawdown).orElse(fall.deepest()),
                        known.map(Day::version).orElse(1L),
                        base);
        if (known.isEmpty()) {
            return new Stated(with(day), List.of(new Statement.Closed(day)));
        }
        if (known.get().equals(day)) {
            return new Stated(this, List.of());
        }
        if (DayFigures.withVersion(known.get(), day.version(), day.provisional()).equals(day)) {
            return new Stated(with(day), List.of(new Statement.Closed(day)));
        }
        Day restated = DayFigures.withVersion(day, day.version() + 1, day.provisional());
        return new Stated(with(restated), List.of(new Statement.Restated(restated)));
    }

    /**
     * The cut with which a day begins. The first day of a portfolio begins from nothing; one that
     * was over before the portfolio began is no day of it; a boundary without a valuation in
     * between leaves the figures of its days unknown.
     */
    private Optional<Cut> start(CalendarDay calendar, Cut end, Instant firstSeen) {
        Optional<Cut> start = at(calendar.startsAt());
        if (start.isPresent()) {
            return start;
        }
        boolean first = cuts.isEmpty() || !cuts.getFirst().at().isBefore(end.at());
        if (!first) {
            return Optional.of(Cut.unknown(calendar.startsAt(), end));
        }
        boolean began = firstSeen.isBefore(end.at()) || !end.isUntouched();
        boolean forgotten = !stated.isEmpty() && !stated.getFirst().date().equals(calendar.date());
        return began && !forgotten
                ? Optional.of(Cut.beginning(startsAt(calendar, firstSeen)))
                : Optional.empty();
    }

    private Instant startsAt(CalendarDay calendar, Instant firstSeen) {
        boolean oldest = cuts.isEmpty() || !calendar.startsAt().isAfter(cuts.getFirst().at());
        return oldest && calendar.contains(firstSeen) ? firstSeen : calendar.startsAt();
    }

    private Optional<Cut> at(Instant boundary) {
        return cuts.stream().filter(cut -> cut.at().equals(boundary)).findFirst();
    }

    private DayBook with(Day day) {
        List<Day> days = new ArrayList<>(stated);
        days.removeIf(known -> known.date().equals(day.date()));
        days.add(day);
        days.sort(Comparator.comparing(Day::date));
        return new DayBook(timezone, cuts, days, fall);
    }

    private DayBook withFall(Fall of) {
        return new DayBook(timezone, cuts, stated, of);
    }

    private DayBook pruned() {
        return cuts.size() <= KEPT + 1
                ? this
                : new DayBook(
                        timezone,
                        List.copyOf(cuts.subList(cuts.size() - KEPT - 1, cuts.size())),
                        List.copyOf(
                                stated.subList(Math.max(0, stated.size() - KEPT), stated.size())),
                        fall);
    }
}
