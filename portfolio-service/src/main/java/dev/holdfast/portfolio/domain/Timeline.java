package dev.holdfast.portfolio.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a portfolio stands in event time, and which instants are to be valued.
 *
 * @param clock the latest time of the venue
 * @param lastRecord the latest time of a booked record
 * @param confirmedThrough all fills before it are known
 * @param begun where the history begins: boundaries before it are not of interest
 * @param planned all points up to it are planned
 * @param valuedAt when the whole was last published
 * @param pending the points that wait to be taken, or to be confirmed
 * @param taken the latest boundaries that were published: late records restate them
 */
public record Timeline(
        Optional<Instant> clock,
        Optional<Instant> lastRecord,
        Optional<Instant> confirmedThrough,
        Optional<Instant> begun,
        Optional<Instant> planned,
        Optional<Instant> valuedAt,
        List<Point> pending,
        List<Point> taken) {

    public static final Timeline EMPTY =
            new Timeline(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    private static final int POINTS_AT_ONCE = 64;
    private static final int KEPT_BOUNDARIES = 64;
    private static final int AWAITING_CONFIRMATION = 16;
    private static final Duration CURVE_CATCHES_UP = Duration.ofDays(2);

    /**
     * An instant to be valued.
     *
     * @param zones in which a day begins then; empty for a point of the curve
     * @param provisional published already, without the fills being confirmed
     */
    public record Point(Instant at, List<String> zones, boolean provisional) {
        public Point {
            zones = List.copyOf(zones);
        }

        boolean boundary() {
            return !zones.isEmpty();
        }
    }

    public Timeline {
        pending = List.copyOf(pending);
        taken = List.copyOf(taken);
    }

    /** The event time of the portfolio: its venue's clock, else its latest record. */
    public Optional<Instant> now() {
        return clock.or(() -> lastRecord);
    }

    boolean confirms(Instant at) {
        return confirmedThrough.isPresent() && !confirmedThrough.get().isBefore(at);
    }

    /**
     * The venue's clock moved on. The first time that it is heard of it decides, also over records
     * of a later time.
     */
    Timeline ticked(Instant at) {
        if (clock.isPresent()) {
            return clock.get().isBefore(at) ? withClock(at) : this;
        }
        Timeline with = withClock(at);
        boolean ahead = planned.isPresent() && planned.get().isAfter(at);
        return ahead
                ? new Timeline(
                        with.clock,
                        lastRecord,
                        confirmedThrough,
                        begun.map(begin -> begin.isAfter(at) ? at : begin),
                        Optional.of(at),
                        valuedAt,
                        pending.stream().filter(point -> !point.at().isAfter(at)).toList(),
                        taken)
                : with;
    }

    /** A record was booked; one from before the beginning moves the beginning. */
    Timeline recorded(Instant at, List<ZoneId> zones) {
        Optional<Instant> last =
                lastRecord.filter(known -> !known.isBefore(at)).or(() -> Optional.of(at));
        if (begun.isEmpty() || !at.isBefore(begun.get())) {
            return new Timeline(
                    clock, last, confirmedThrough, begun, planned, valuedAt, pending, taken);
        }
        Map<Instant, Point> points = new TreeMap<>();
        DayBoundaries.between(zones, at, begun.get())
                .forEach((instant, names) -> points.put(instant, new Point(instant, names, false)));
        pending.forEach(point -> points.put(point.at(), point));
        taken.forEach(point -> points.remove(point.at()));
        return new Timeline(
                clock,
                last,
                confirmedThrough,
                Optional.of(at),
                planned,
                valuedAt,
                List.copyOf(points.values()),
                taken);
    }

    Timeline confirmed(Instant through) {
        return confirms(through)
                ? this
                : new Timeline(
                        clock,
                        lastRecord,
                        Optional.of(through),
                        begun,
                        planned,
                        valuedAt,
                        pending,
                        taken);
    }

    /**
     * Plans the points up to now: every boundary, and the curve where it is not too long ago; not
     * more than some at once, the others follow.
     */
    Timeline planned(List<ZoneId> zones, Duration curve) {
        if (now().isEmpty()) {
            return this;
        }
        Instant upTo = now().get();
        Instant from = planned.or(() -> begun).orElse(earliest(upTo));
        if (planned.isPresent() && !from.isBefore(upTo)) {
            return this;
        }
        Map<Instant, Point> points = new TreeMap<>();
        Instant curveFrom = later(from, upTo.minus(CURVE_CATCHES_UP));
        for (Instant at = floor(curveFrom, curve).plus(curve);
                !at.isAfter(upTo);
                at = at.plus(curve)) {
            points.put(at, new Point(at, List.of(), false));
        }
        DayBoundaries.between(zones, from, upTo)
                .forEach((at, names) -> points.put(at, new Point(at, names, false)));
        List<Point> more = points.values().stream().limit(POINTS_AT_ONCE).toList();
        Instant through = more.size() < points.size() ? more.getLast().at() : upTo;
        List<Point> all = new ArrayList<>(pending);
        all.addAll(more);
        return new Timeline(
                clock,
                lastRecord,
                confirmedThrough,
                begun.or(() -> Optional.of(from)),
                Optional.of(through),
                valuedAt,
                all,
                taken);
    }

    /** The points that can be taken now, in order: confirmed ones, and those that waited enough. */
    List<Point> due(Duration confirmationLimit) {
        return pending.stream()
                .filter(
                        point ->
                                confirms(point.at())
                                        || !point.provisional()
                                                && waited(point.at(), confirmationLimit))
                .toList();
    }

    private boolean waited(Instant at, Duration limit) {
        return now().isPresent() && !now().get().isBefore(at.plus(limit));
    }

    /** The boundaries that have come and were not published yet. */
    List<Point> awaited() {
        return pending.stream().filter(point -> point.boundary() && !point.provisional()).toList();
    }

    /** These points were taken; a provisional boundary goes on waiting for its confirmation. */
    Timeline taken(List<Point> points) {
        if (points.isEmpty()) {
            return this;
        }
        List<Point> waiting = new ArrayList<>(pending);
        List<Point> done = new ArrayList<>(taken);
        for (Point point : points) {
            int place = waiting.indexOf(point);
            if (point.boundary() && !confirms(point.at())) {
                waiting.set(place, new Point(point.at(), point.zones(), true));
            } else {
                waiting.remove(place);
            }
            if (point.boundary() && !point.provisional()) {
                done.add(point);
            }
        }
        done.sort(Comparator.comparing(Point::at));
        long awaiting = waiting.stream().filter(Point::provisional).count();
        for (int i = 0; awaiting > AWAITING_CONFIRMATION && i < waiting.size(); ) {
            if (waiting.get(i).provisional()) {
                waiting.remove(i);
                awaiting--;
            } else {
                i++;
            }
        }
        return new Timeline(
                clock,
                lastRecord,
                confirmedThrough,
                begun,
                planned,
                valuedAt,
                waiting,
                done.subList(Math.max(0, done.size() - KEPT_BOUNDARIES), done.size()));
    }

    Timeline valued(Instant at) {
        return new Timeline(
                clock,
                lastRecord,
                confirmedThrough,
                begun,
                planned,
                Optional.of(at),
                pending,
                taken);
    }

    /** Records at or after it are still needed one by one. */
    Instant needed() {
        return pending.stream()
                .filter(point -> !point.provisional())
                .map(Point::at)
                .min(Instant::compareTo)
                .or(this::now)
                .orElse(Instant.EPOCH);
    }

    private Timeline withClock(Instant at) {
        return new Timeline(
                Optional.of(at),
                lastRecord,
                confirmedThrough,
                begun,
                planned,
                valuedAt,
                pending,
                taken);
    }

    private Instant earliest(Instant now) {
        return lastRecord.filter(record -> record.isBefore(now)).orElse(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant floor(Instant at, Duration interval) {
        long millis = interval.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }
}
