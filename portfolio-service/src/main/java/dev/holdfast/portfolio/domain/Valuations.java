package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.market.Market;

import java.time.Instant;

/** The valuation of a portfolio's state as it is now. */
public final class Valuations {

    private Valuations() {}

    /** At the latest prices; the portfolio must be configured. */
    public static Valuation latest(PortfolioState state, Market market, Instant asOf) {
        return Valuer.value(
                state.journal().orElseThrow().current(),
                AccountTerms.of(state.configuration().orElseThrow()),
                Quotes.latest(market, state.venue().orElseThrow()),
                asOf,
                state.plans().open().size(),
                state.drawdown().seen());
    }

    /** The event time of a portfolio; before there is any, the time of its registration. */
    public static Instant now(PortfolioState state) {
        return state.timeline()
                .now()
                .or(() -> state.configuration().map(Configured::occurredAt))
                .orElse(Instant.EPOCH);
    }
}
