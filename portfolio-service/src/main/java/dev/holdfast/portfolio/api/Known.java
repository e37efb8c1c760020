package dev.holdfast.portfolio.api;

import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Valuations;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.Optional;

/** The portfolios that there are, for all resources. */
@ApplicationScoped
class Known {

    private final StoredStates<PortfolioState> states;
    private final Market market;

    Known(StoredStates<PortfolioState> states, Market market) {
        this.states = states;
        this.market = market;
    }

    Market market() {
        return market;
    }

    Uni<Optional<PortfolioState>> find(PortfolioId portfolio) {
        return states.find(portfolio)
                .map(found -> found.filter(state -> state.configuration().isPresent()));
    }

    /** Fails with 404 where there is no such portfolio. */
    Uni<PortfolioState> portfolio(PortfolioId portfolio) {
        return find(portfolio).map(found -> found.orElseThrow(() -> unknown(portfolio)));
    }

    static ProblemException unknown(PortfolioId portfolio) {
        return ProblemException.notFound(
                "PORTFOLIO_UNKNOWN",
                "There is no portfolio " + portfolio + "; POST /portfolios makes one.");
    }

    /** What now is for a portfolio: its venue's clock. */
    Instant now(PortfolioState state) {
        return state.venue().flatMap(market::now).orElseGet(() -> Valuations.now(state));
    }

    /** The time of what is entered now: the venue's clock where there is one, else the wall's. */
    Instant entered(PortfolioState state) {
        return state.venue().flatMap(market::now).orElseGet(Instant::now);
    }
}
