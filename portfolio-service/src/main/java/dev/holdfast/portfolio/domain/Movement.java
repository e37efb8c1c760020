package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Cash that came or went without a trade.
 *
 * @param amount signed
 * @param rate what one unit was worth in the base currency of the portfolio
 */
public record Movement(
        String movementId,
        BigDecimal amount,
        Currency currency,
        CashAccount account,
        Optional<BigDecimal> rate,
        Instant at) {}
