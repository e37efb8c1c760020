package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;

import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service does with its inputs: the one bean that joins its pure core to the runtime. Every
 * method is called by one thread at a time for a portfolio, on the one instance that owns it, and
 * must be a pure function of its arguments: the same records in the same order give the same
 * outcome. An exception fails the one record that was folded; it goes to the dead letters and the
 * others go on.
 *
 * @param <S> the state of one portfolio, an immutable record that Jackson can write and read; kept
 *     small, since it is written whole with every batch that changes it. Histories belong into
 *     {@link Row}s.
 */
public interface PortfolioHandler<S> {

    /**
     * The name of the service, as it stands in {@code ce_source} and before its dead letters:
     * {@code risk-service}.
     */
    String service();

    /** The topics that are folded; all are keyed by portfolio. */
    Set<Topic> inputs();

    /**
     * Whether commands to all portfolios ({@code *}) are folded, into a state of their own: that of
     * {@link PortfolioId#ALL}. A service that does not want them passes over them.
     */
    default boolean hearsOfAll() {
        return false;
    }

    /** How the service reads {@code marks.v1}. */
    MarketUse marketUse();

    Class<S> stateType();

    /** The state of a portfolio of which nothing is known yet. */
    S initial(PortfolioId portfolio);

    /**
     * What of a state is written as its document: all of it, unless a {@link StateRows} reads a
     * part of it from rows.
     */
    default S document(S state) {
        return state;
    }

    /** Whether two states have the same document, so that it need not be written again. */
    default boolean sameDocument(S before, S after) {
        return before == after;
    }

    /**
     * A state of its document and of the rows that {@link StateRows} has of it, in any order.
     * Called by several threads, each for a portfolio of its own.
     */
    default S joined(S document, List<Row> rows) {
        return document;
    }

    /** The venue whose marks and clock the portfolio follows, once it is configured. */
    Optional<Venue> venue(S state);

    /**
     * What folding these records takes beyond the states: something of the service's own tables
     * that a late record needs. Asked once a batch, before its records are folded; empty, as almost
     * always, where the states are enough.
     *
     * <p>The answer is the states with what was read added to them, those alone that it was read
     * for. They are folded onto, and kept only where a fold changes them: {@link #afterBatch} is
     * where the addition is taken out again.
     *
     * @param states of all portfolios that the records are of
     * @param records in their order; repetitions may be among them
     */
    default Optional<Uni<Map<PortfolioId, S>>> reachingBack(
            Map<PortfolioId, S> states, List<Received> records) {
        return Optional.empty();
    }

    /** Folds one record. Redeliveries were removed before; see {@link Received#conflicting()}. */
    Outcome<S> onEvent(S state, Received received, Market market);

    /**
     * Folds marks and ticks of the portfolio's venue, in their order. {@code market} already knows
     * all of them. Called with {@link MarketUse#EVERY_MARK} only. A service that catches up may see
     * marks that are older than the records it folded before: what must not look back compares
     * {@code occurredAt}.
     */
    default Outcome<S> onMarket(S state, List<MarketEvent> events, Market market) {
        return Outcome.unchanged(state);
    }

    /**
     * Called once at the end of each batch for each portfolio that the batch changed: for what is
     * said once a batch.
     */
    default Outcome<S> afterBatch(S state, Market market) {
        return Outcome.unchanged(state);
    }

    /**
     * Called when an instance takes over a portfolio, before anything is folded: for what must be
     * said at a start.
     */
    default Outcome<S> onTakenOver(S state, Market market) {
        return Outcome.unchanged(state);
    }

    /**
     * A record that is not of the contracts stands under this portfolio; it goes to the dead
     * letters in any case.
     */
    default Outcome<S> onUnreadable(S state, Unreadable record, Market market) {
        return Outcome.unchanged(state);
    }

    /**
     * Folding the record failed and it goes to the dead letters: for a service that must hold a
     * portfolio then.
     */
    default Outcome<S> onFailed(S state, Received received, String cause) {
        return Outcome.unchanged(state);
    }

    /**
     * Records of this portfolio are missing before this one, which is folded next: {@code missing}
     * is how many. For a service that must hold a portfolio then.
     */
    default Outcome<S> onGap(S state, Received received, long missing) {
        return Outcome.unchanged(state);
    }

    /** How a service reads the marks. */
    enum MarketUse {
        /** Not at all. */
        NONE,
        /** As a table of the latest. */
        LATEST,
        /**
         * Each in its order, exactly once in effect, over restarts: the position is part of the
         * portfolio's state.
         */
        EVERY_MARK
    }
}
