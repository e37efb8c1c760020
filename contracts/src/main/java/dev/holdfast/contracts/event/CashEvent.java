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

    /**
     * The amount is above zero and the kind gives its sign; an adjustment carries its own sign.
     *
     * @param basis of a transfer: what the amount had cost, in the base currency of the portfolio;
     *     it is contributed in place of what the amount is worth, so that a gain goes along with
     *     what earned it
     */
    record Moved(
            PortfolioId portfolioId,
            RunId runId,
            String movementId,
            MovementKind kind,
            BigDecimal amount,
            Currency currency,
            Optional<CashAccount> account,
            Optional<BigDecimal> basis,
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
            if (basis.isPresent()) {
                if (kind != MovementKind.TRANSFER_IN && kind != MovementKind.TRANSFER_OUT) {
                    throw new InvalidValue("basis is of transfers; leave it out of a " + kind);
                }
                if (basis.get().signum() < 0) {
                    throw new InvalidValue("basis must not be negative; the kind gives the sign");
                }
            }
        }

        /** One that is worth what it is worth. */
        public Moved(
                PortfolioId portfolioId,
                RunId runId,
                String movementId,
                MovementKind kind,
                BigDecimal amount,
                Currency currency,
                Optional<CashAccount> account,
                Optional<String> reason,
                Instant occurredAt) {
            this(
                    portfolioId,
                    runId,
                    movementId,
                    kind,
                    amount,
                    currency,
                    account,
                    Optional.empty(),
                    reason,
                    occurredAt);
        }

        /** The basis with the sign of what it does. */
        public Optional<BigDecimal> signedBasis() {
            return kind == MovementKind.TRANSFER_OUT ? basis.map(BigDecimal::negate) : basis;
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
