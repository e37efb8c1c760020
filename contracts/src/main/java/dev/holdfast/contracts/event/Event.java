package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;

/**
 * A fact, a decision or a command on one of the topics. The sealed families below it are one per
 * topic, so that a {@code switch} over what a topic carries is exhaustive.
 */
public sealed interface Event
        permits PortfolioEvent,
                RunEvent,
                OrderIntentEvent,
                RiskEvent,
                OrderEvent,
                TradeEvent,
                MarketEvent,
                CashEvent,
                CostEvent,
                PlanCommand,
                PlanEvent,
                PortfolioStateEvent,
                EquityEvent,
                VenueEvent,
                ReconciliationEvent,
                DayEvent,
                OperatorCommand {

    /** Whose it is; {@link PortfolioId#ALL} on facts of the market. */
    PortfolioId portfolioId();

    /** Which start of which bot produced it; {@link RunId#NONE} where none did. */
    RunId runId();

    /** When it happened, by the clock of the venue. */
    Instant occurredAt();
}
