package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.value.PortfolioId;

import io.smallrye.mutiny.Uni;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The portfolios that this instance owns, for what does not come from a topic: answers of a venue.
 * Implemented by the runtime; inject it.
 */
public interface Portfolios<S> {

    /** A snapshot of the owned portfolios' states. */
    Map<PortfolioId, S> owned();

    /** The state of an owned portfolio as of its last commit; nothing is waited for. */
    Optional<S> owned(PortfolioId portfolio);

    /**
     * Folds something from outside into a portfolio, in line with its records: state, events and
     * rows are committed in one transaction, then published. The Uni ends after the commit; it
     * fails with {@link NotOwned} where another instance owns the portfolio, and nothing has
     * happened then.
     */
    Uni<S> update(PortfolioId portfolio, Function<S, Outcome<S>> fold);

    /** The portfolio is another instance's. */
    final class NotOwned extends RuntimeException {
        public NotOwned(PortfolioId portfolio) {
            super("Portfolio " + portfolio + " is owned by another instance.");
        }
    }
}
