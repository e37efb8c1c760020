package dev.holdfast.risk.api;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.risk.domain.Headroom;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is left under every cap. */
public record HeadroomView(
        PortfolioId portfolioId,
        long limitsVersion,
        TradingState tradingState,
        Optional<Instant> asOf,
        List<Headroom> items) {}
