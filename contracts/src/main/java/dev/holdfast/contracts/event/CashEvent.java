package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** {@code cash.v1}: money that comes and goes without a trade. */
public sealed interface CashEvent extends Event {

    /** The amount is above zero and the kind gives its sign; an adjustment carries its own sign. */
    record Moved(
            PortfolioId portfolioId,
            RunId runId,
            String movementId,
            MovementKind kind,
            BigDecimal amount,
            Currency currency,
            Optional<CashAccount> account,
            Optional<String> reason,
            Instant occurredAt)
            implements CashEvent {

        public Moved {
            if (kind == MovementKind.ADJUSTMENT ? amount.signum() == 0 : amount.signum() <= 0) {
                throw new InvalidValue(
                        kind == MovementKind.ADJUSTMENT
                                ? "amount of an adjustment must not be zero"
                                : "amount must be above zero; its kind gives the sign");
            }
        }

        /** What it does to the account. */
        public BigDecimal signedAmount() {
            return switch (kind) {
                case DEPOSIT, TRANSFER_IN, ADJUSTMENT -> amount;
                case WITHDRAWAL, TRANSFER_OUT -> amount.negate();
            };
        }
    }
}
