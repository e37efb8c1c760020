package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.domain.Filed;
import dev.holdfast.runtime.handler.Row;

/** What the ledger of a portfolio puts away beside its state. */
public record PutAway(PortfolioId portfolio, Filed filed) implements Row {}
