package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanEvent.Plan;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.reporting.domain.day.CalendarDay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What stands now, and what stood at the last boundaries. A record that is dated before a boundary
 * and comes after it changes both, so that an end of day is what stood then, in whatever order the
 * topics are read.
 *
 * @param through the latest instant of what is in the book
 * @param boundaries the newest, in order of time
 */
public record Standing(Book now, Instant through, List<AtBoundary> boundaries) {

    private static final int KEPT = 8;

    public static final Standing NOTHING = new Standing(Book.EMPTY, Instant.EPOCH, List.of());

    /** The book as it stood when a day began. */
    public record AtBoundary(Instant at, Book book) {}

    /** After an event, with the line that changed and the boundaries that it came late for. */
    public record OrderChange(Standing standing, Optional<OrderLine> line, List<Instant> late) {}

    /** The same for plans. */
    public record PlanChange(Standing standing, Optional<PlanLine> line, List<Instant> late) {}

    public OrderChange approved(RiskEvent.Approved event, Collection<ZoneId> timezones) {
        Book.Ordered ordered = now.approved(event);
        Standing next =
                applied(
                        event.occurredAt(),
                        timezones,
                        ordered.book(),
                        book -> book.approved(event).book());
        return new OrderChange(next, ordered.changed(), next.lateFor(event.occurredAt()));
    }

    public OrderChange ordered(OrderEvent event, Collection<ZoneId> timezones) {
        Book.Ordered ordered = now.ordered(event);
        Standing next =
                applied(
                        event.occurredAt(),
                        timezones,
                        ordered.book(),
                        book -> book.ordered(event).book());
        return new OrderChange(next, ordered.changed(), next.lateFor(event.occurredAt()));
    }

    /** An order was raised as unheard of: the same stands, and more is known of it. */
    public OrderChange unresolved(RiskEvent.ReservationUnresolved event) {
        return known(now.unresolved(event));
    }

    /** The venue has this order open. */
    public OrderChange observed(VenueEvent.OpenOrder open, Instant at) {
        return known(now.observed(open, at));
    }

    private OrderChange known(Book.Ordered ordered) {
        return new OrderChange(
                new Standing(ordered.book(), through, boundaries), ordered.changed(), List.of());
    }

    public PlanChange planned(
            Plan plan, RunId runId, Instant occurredAt, Collection<ZoneId> timezones) {
        Book.Planned planned = now.planned(plan, runId);
        Standing next =
                applied(
                        occurredAt,
                        timezones,
                        planned.book(),
                        book -> book.planned(plan, runId).book());
        return new PlanChange(next, planned.changed(), next.lateFor(occurredAt));
    }

    /** The book as it stood at a boundary. */
    public Book at(Instant boundary) {
        return boundaries.stream()
                .filter(b -> !b.at.isBefore(boundary))
                .findFirst()
                .map(AtBoundary::book)
                .orElse(now);
    }

    /** Holds what stands for a boundary that nothing has crossed yet. */
    public Standing hold(Instant boundary) {
        boolean held = boundaries.stream().anyMatch(b -> b.at.equals(boundary));
        if (held) {
            return this;
        }
        List<AtBoundary> all = new ArrayList<>(boundaries);
        all.add(new AtBoundary(boundary, at(boundary)));
        return new Standing(now, through, newest(all));
    }

    private Standing applied(
            Instant occurredAt,
            Collection<ZoneId> timezones,
            Book next,
            UnaryOperator<Book> change) {
        List<AtBoundary> held = new ArrayList<>();
        for (AtBoundary boundary : crossed(occurredAt, timezones).boundaries) {
            held.add(
                    occurredAt.isBefore(boundary.at)
                            ? new AtBoundary(boundary.at, change.apply(boundary.book))
                            : boundary);
        }
        return new Standing(
                next, occurredAt.isAfter(through) ? occurredAt : through, List.copyOf(held));
    }

    /** Holds the book for every boundary between the last event and this one. */
    private Standing crossed(Instant occurredAt, Collection<ZoneId> timezones) {
        if (through.equals(Instant.EPOCH)) {
            return this;
        }
        TreeSet<Instant> crossed = new TreeSet<>();
        for (ZoneId timezone : timezones) {
            CalendarDay day = CalendarDay.containing(through, timezone);
            for (int i = 0; i < KEPT && !day.endsAt().isAfter(occurredAt); i++) {
                crossed.add(day.endsAt());
                day = CalendarDay.containing(day.endsAt(), timezone);
            }
        }
        Standing standing = this;
        for (Instant boundary : crossed) {
            standing = standing.hold(boundary);
        }
        return standing;
    }

    private List<Instant> lateFor(Instant occurredAt) {
        return boundaries.stream().map(AtBoundary::at).filter(occurredAt::isBefore).toList();
    }

    private static List<AtBoundary> newest(List<AtBoundary> all) {
        all.sort(Comparator.comparing(AtBoundary::at));
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }
}
