package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Costs of one kind, tags, currency and account in one quarter of an hour. Costs commute, and every
 * boundary of a day stands on a quarter hour, so nothing is lost by keeping their sum.
 *
 * @param amount above zero is paid, below is income
 * @param base the same in the base currency, each part at the rate of its own time
 * @param at the beginning of the quarter hour
 * @param records how many records are in it
 */
public record Cost(
        Kind kind,
        Attribution by,
        BigDecimal amount,
        Currency currency,
        Converted base,
        CashAccount account,
        Instant at,
        long records) {

    public Cost {
        // A sum from before its records were counted is taken for one.
        records = Math.max(1, records);
    }

    public enum Kind {
        LLM,
        OTHER
    }

    /** One whose rate is missing stays apart from those that have theirs. */
    boolean addsTo(Cost other) {
        return at.equals(other.at)
                && kind == other.kind
                && account == other.account
                && currency.equals(other.currency)
                && base.value().isPresent() == other.base.value().isPresent()
                && by.equals(other.by);
    }

    Cost plus(Cost other) {
        return new Cost(
                kind,
                by,
                amount.add(other.amount),
                currency,
                base.plus(other.base),
                account,
                at,
                records + other.records);
    }
}
