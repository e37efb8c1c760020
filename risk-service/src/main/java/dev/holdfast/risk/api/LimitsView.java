package dev.holdfast.risk.api;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.risk.domain.Reason;
import dev.holdfast.risk.domain.Trading;

import java.util.Map;

/**
 * The caps, and what may be traded at all.
 *
 * @param tradingState the strictest of what was ordered and of what breakers hold
 * @param ordered what was ordered for the portfolio
 * @param forAll what was ordered for all portfolios
 * @param breakers what holds entries, why and since when, by reason code
 */
public record LimitsView(
        PortfolioId portfolioId,
        long version,
        Currency baseCurrency,
        TradingState tradingState,
        boolean allowExits,
        Trading.Setting ordered,
        Trading.Setting forAll,
        Map<Reason, Trading.Hold> breakers,
        PortfolioEvent.Limits limits) {}
