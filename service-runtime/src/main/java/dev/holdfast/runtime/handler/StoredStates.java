package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.value.PortfolioId;

import io.smallrye.mutiny.Uni;

import java.util.Map;
import java.util.Optional;

/**
 * The portfolios' states as of the last commit of whichever instance owns them: for answers to
 * reads, which any instance gives. Implemented by the runtime; inject it.
 */
public interface StoredStates<S> {

    /** The portfolio's state; empty where nothing was ever folded into it. */
    Uni<Optional<S>> find(PortfolioId portfolio);

    /**
     * The same without asking the database where this instance owns the portfolio: with all that is
     * kept in rows then, and for as long as it has not noticed, as it was when another took it
     * over.
     */
    Uni<Optional<S>> atHand(PortfolioId portfolio);

    /** All portfolios, in order of their ids. */
    Uni<Map<PortfolioId, S>> all();
}
