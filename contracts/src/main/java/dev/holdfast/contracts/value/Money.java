package dev.holdfast.contracts.value;

import java.math.BigDecimal;

/** A signed amount of one currency. */
public record Money(BigDecimal amount, Currency currency) {

    public Money {
        amount = Decimals.bounded(amount, "amount");
    }

    public static Money of(String amount, String currency) {
        return new Money(Decimals.parse(amount, "amount"), Currency.of(currency));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
