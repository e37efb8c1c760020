package dev.holdfast.runtime.market;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The marks of all venues: the latest of each symbol, the venue's clock, and the last mark of each
 * quarter hour of UTC for as long as history is kept. Written by one thread, read by any.
 *
 * <p>A mark older than what is known of its symbol is a repetition and changes nothing.
 */
public final class MarksTable implements Market {

    private static final long QUARTER_SECONDS = 900;

    private final Duration history;
    private final Map<Venue, VenueMarks> venues = new ConcurrentHashMap<>();

    private static final class VenueMarks {
        private final int partition;
        private volatile Instant clock;
        private final Map<Symbol, SymbolMarks> symbols = new ConcurrentHashMap<>();

        VenueMarks(int partition, Instant clock) {
            this.partition = partition;
            this.clock = clock;
        }
    }

    private static final class SymbolMarks {
        private volatile Mark latest;

        /** By the end of the quarter hour, which belongs to it; the beginning does not. */
        private final ConcurrentSkipListMap<Instant, Mark> quarters = new ConcurrentSkipListMap<>();
    }

    /** A table as it is stored; {@code marks} in order of time per symbol, the latest included. */
    public record Snapshot(List<VenueSnapshot> venues) {}

    public record VenueSnapshot(Venue venue, Instant clock, List<Mark> marks) {}

    /**
     * @param history how far back {@link #asOf} is exact on quarter hours
     */
    public MarksTable(Duration history) {
        this.history = history;
    }

    /**
     * Takes in a mark or tick.
     *
     * @param partition of the topic; all of a venue's stand in one
     * @return whether it said something new
     */
    public boolean apply(int partition, MarketEvent event) {
        VenueMarks venue =
                venues.computeIfAbsent(
                        event.venue(), v -> new VenueMarks(partition, event.occurredAt()));
        boolean fresh =
                switch (event) {
                    case MarketEvent.MarkUpdated mark ->
                            put(
                                    venue,
                                    new Mark(
                                            mark.venue(),
                                            mark.symbol(),
                                            mark.price(),
                                            mark.bid(),
                                            mark.ask(),
                                            mark.occurredAt()));
                    case MarketEvent.ClockTicked tick -> !tick.occurredAt().isBefore(venue.clock);
                };
        if (event.occurredAt().isAfter(venue.clock)) {
            venue.clock = event.occurredAt();
        }
        return fresh;
    }

    private boolean put(VenueMarks venue, Mark mark) {
        SymbolMarks marks = venue.symbols.computeIfAbsent(mark.symbol(), s -> new SymbolMarks());
        Mark known = marks.latest;
        if (known != null && mark.at().isBefore(known.at())) {
            return false;
        }
        Instant quarter = quarterOf(mark.at());
        if (marks.quarters.put(quarter, mark) == null) {
            // The last one before history begins stays: it is the mark of the first boundary.
            Instant first = marks.quarters.floorKey(quarter.minus(history));
            if (first != null) {
                marks.quarters.headMap(first, false).clear();
            }
        }
        marks.latest = mark;
        return true;
    }

    private static Instant quarterOf(Instant at) {
        long seconds = at.getEpochSecond();
        long end =
                Math.floorDiv(
                        seconds + (at.getNano() > 0 ? 1 : 0) + QUARTER_SECONDS - 1,
                        QUARTER_SECONDS);
        return Instant.ofEpochSecond(end * QUARTER_SECONDS);
    }

    @Override
    public Optional<Mark> latest(Venue venue, Symbol symbol) {
        return symbol(venue, symbol).map(marks -> marks.latest);
    }

    @Override
    public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
        return symbol(venue, symbol).flatMap(marks -> asOf(marks, at));
    }

    private static Optional<Mark> asOf(SymbolMarks marks, Instant at) {
        if (marks.latest != null && !marks.latest.at().isAfter(at)) {
            return Optional.of(marks.latest);
        }
        Map.Entry<Instant, Mark> own = marks.quarters.ceilingEntry(at);
        if (own != null && !own.getValue().at().isAfter(at)) {
            return Optional.of(own.getValue());
        }
        return Optional.ofNullable(marks.quarters.floorEntry(at)).map(Map.Entry::getValue);
    }

    private Optional<SymbolMarks> symbol(Venue venue, Symbol symbol) {
        return Optional.ofNullable(venues.get(venue)).map(marks -> marks.symbols.get(symbol));
    }

    @Override
    public Optional<Instant> now(Venue venue) {
        return Optional.ofNullable(venues.get(venue)).map(marks -> marks.clock);
    }

    @Override
    public Set<Symbol> symbols(Venue venue) {
        VenueMarks marks = venues.get(venue);
        return marks == null ? Set.of() : new TreeSet<>(marks.symbols.keySet());
    }

    /** What is known of the venues of one partition of the topic. */
    public Snapshot snapshot(int partition) {
        List<VenueSnapshot> snapshots = new ArrayList<>();
        venues.forEach(
                (venue, marks) -> {
                    if (marks.partition == partition) {
                        List<Mark> all = new ArrayList<>();
                        marks.symbols
                                .values()
                                .forEach(symbol -> all.addAll(symbol.quarters.values()));
                        snapshots.add(new VenueSnapshot(venue, marks.clock, all));
                    }
                });
        return new Snapshot(snapshots);
    }

    /** Forgets the venues of a partition of the topic and takes what was stored of them. */
    public void restore(int partition, Snapshot snapshot) {
        venues.values().removeIf(venue -> venue.partition == partition);
        for (VenueSnapshot stored : snapshot.venues()) {
            VenueMarks venue = new VenueMarks(partition, stored.clock());
            stored.marks().forEach(mark -> put(venue, mark));
            venues.put(stored.venue(), venue);
        }
    }
}
