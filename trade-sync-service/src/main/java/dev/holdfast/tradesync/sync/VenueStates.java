package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.Circuit;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * How each venue is, as this instance sees it. Failures in a row open a circuit, one for orders and
 * one for reading; while either is open no new order is sent, and syncs go on.
 */
@ApplicationScoped
public class VenueStates {

    private final int opensAfter;
    private final Duration pause;
    private final Map<Key, State> states = new ConcurrentHashMap<>();

    VenueStates(TradeSyncConfig config) {
        this.opensAfter = config.circuit().failures();
        this.pause = config.circuit().pause();
    }

    /** A venue in a mode: the simulated one and the real one fail for themselves. */
    public record Key(Venue venue, TradingMode mode) implements Comparable<Key> {

        static Key of(VenueAdapter adapter) {
            return new Key(adapter.venue(), adapter.mode());
        }

        @Override
        public int compareTo(Key other) {
            int byVenue = venue.value().compareTo(other.venue.value());
            return byVenue != 0 ? byVenue : mode.compareTo(other.mode);
        }
    }

    /**
     * @param fault what it answered last instead of an answer; empty while all is well
     */
    public record State(
            Circuit orders, Circuit reading, Optional<VenueFault> fault, String message) {

        private static final State WELL =
                new State(Circuit.CLOSED, Circuit.CLOSED, Optional.empty(), "");

        public boolean open() {
            return orders.open() || reading.open();
        }
    }

    /** All venues of which anything is known. */
    public Map<Key, State> all() {
        return new TreeMap<>(states);
    }

    /** Whether new orders may be sent. */
    boolean places(VenueAdapter venue, Instant now) {
        State state = states.getOrDefault(Key.of(venue), State.WELL);
        return state.orders().admits(now, opensAfter, pause)
                && state.reading().admits(now, opensAfter, pause);
    }

    /** Whether it neither fails at orders nor has failed so often that none are sent. */
    boolean takesOrders(VenueAdapter venue) {
        return !states.getOrDefault(Key.of(venue), State.WELL).orders().open();
    }

    void ordersAnswered(VenueAdapter venue) {
        change(
                venue,
                state ->
                        healed(
                                new State(
                                        Circuit.CLOSED,
                                        state.reading(),
                                        state.fault(),
                                        state.message())));
    }

    /** It answers, and something is wrong that somebody has to set right. */
    void readingAnsweredBut(VenueAdapter venue, VenueFault fault, String message) {
        change(
                venue,
                state -> new State(state.orders(), Circuit.CLOSED, Optional.of(fault), message));
    }

    void readingAnswered(VenueAdapter venue) {
        change(
                venue,
                state ->
                        healed(
                                new State(
                                        state.orders(),
                                        Circuit.CLOSED,
                                        state.fault(),
                                        state.message())));
    }

    void ordersFailed(VenueAdapter venue, VenueUnavailable failure, Instant now) {
        change(
                venue,
                state ->
                        new State(
                                state.orders().failed(now, opensAfter),
                                state.reading(),
                                Optional.of(failure.fault()),
                                failure.getMessage()));
    }

    void readingFailed(VenueAdapter venue, VenueUnavailable failure, Instant now) {
        change(
                venue,
                state ->
                        new State(
                                state.orders(),
                                state.reading().failed(now, opensAfter),
                                Optional.of(failure.fault()),
                                failure.getMessage()));
    }

    private static State healed(State state) {
        return state.orders().failures() == 0 && state.reading().failures() == 0
                ? State.WELL
                : state;
    }

    private void change(VenueAdapter venue, UnaryOperator<State> change) {
        states.compute(
                Key.of(venue), (key, before) -> change.apply(before == null ? State.WELL : before));
    }
}
