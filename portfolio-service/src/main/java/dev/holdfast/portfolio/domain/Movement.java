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
 * @param basis what it had cost in the base currency, with the sign of the amount, where that is
 *     kept in place of its worth
 * @param rate what one unit was worth in the base currency of the portfolio
 */
public record Movement(
        String movementId,
        BigDecimal amount,
        Currency currency,
        CashAccount account,
        Optional<BigDecimal> basis,
        Optional<BigDecimal> rate,
        Instant at) {

    Movement rated(Optional<BigDecimal> found) {
        return new Movement(movementId, amount, currency, account, basis, found, at);
    }

    /** What it contributes, in the base currency. */
    Converted base() {
        return basis.map(Converted::known).orElseGet(() -> Converted.of(amount, currency, rate));
    }
}
