package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.DayEvent.EndOfDayCaptured;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.reporting.domain.day.DayBook;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Condition;
import dev.holdfast.reporting.domain.live.Standing;
import dev.holdfast.reporting.domain.live.Worth;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A state while one record is folded into it: it never leaves the fold, whose result is immutable.
 */
final class Draft {

    private static final int SHOWN = 10;

    final PortfolioId portfolio;
    Optional<PortfolioEvent.Configured> configured;
    Optional<Instant> createdAt;
    Optional<Instant> firstSeen;
    List<EndOfDayCaptured> captures;
    Standing standing;
    Worth worth;
    Condition condition;
    ReportingState.Latest latest;
    ReportingState.Shown shown;

    private final ReportingState before;
    private final Map<ZoneId, DayBook> days;
    private long sequence;
    private long numbered;
    private final List<Event> events = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    Draft(ReportingState state) {
        before = state;
        portfolio = state.portfolio();
        sequence = state.sequence() + 1;
        numbered = state.entries();
        configured = state.configured();
        createdAt = state.createdAt();
        firstSeen = state.firstSeen();
        days = new HashMap<>(state.days());
        captures = state.captures();
        standing = state.standing();
        worth = state.worth();
        condition = state.condition();
        latest = state.latest();
        shown = state.shown();
    }

    Report report() {
        boolean partChanged = entries.stream().anyMatch(Entry.PartChanged.class::isInstance);
        ReportingState after =
                new ReportingState(
                        portfolio,
                        partChanged ? sequence : before.sequence(),
                        numbered,
                        configured,
                        createdAt,
                        firstSeen,
                        Map.copyOf(days),
                        captures,
                        standing,
                        worth,
                        condition,
                        latest,
                        shown);
        return new Report(
                after.equals(before) ? before : after, List.copyOf(events), List.copyOf(entries));
    }

    ZoneId timezone() {
        return configured
                .map(PortfolioEvent.Configured::timezone)
                .orElse(ReportingState.DEFAULT_TIMEZONE);
    }

    Set<ZoneId> timezones() {
        return Stream.concat(
                        Stream.of(timezone()),
                        configured.stream().flatMap(c -> c.reportingTimezones().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    DayBook days(ZoneId timezone) {
        return days.getOrDefault(timezone, DayBook.empty(timezone));
    }

    void days(DayBook book) {
        days.put(book.timezone(), book);
    }

    List<DayBook> dayBooks() {
        return List.copyOf(days.values());
    }

    void seen(Instant at) {
        firstSeen = Optional.of(firstSeen.filter(known -> !at.isBefore(known)).orElse(at));
    }

    long number() {
        return ++numbered;
    }

    void publish(Event event) {
        events.add(event);
    }

    void keep(Entry entry) {
        entries.add(entry);
    }

    void show(Part part, Object body) {
        entries.add(new Entry.PartChanged(part, sequence, body));
    }

    /** Puts the newest first and forgets what is beyond what the overview shows. */
    static <T> List<T> newest(T item, List<T> known) {
        List<T> all = new ArrayList<>();
        all.add(item);
        all.addAll(known);
        return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
    }
}
