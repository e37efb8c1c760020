package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CashAccount;

import java.math.BigDecimal;

/**
 * Cash of one currency.
 *
 * @param venue what the exchange holds
 * @param offVenue what the portfolio owns elsewhere; below zero is owed
 * @param booked all of it in the base currency, each flow at the rate of its own time; what it is
 *     worth today beyond that is the work of exchange rates
 * @param postings how many flows made it
 */
public record Balance(BigDecimal venue, BigDecimal offVenue, Converted booked, long postings) {

    static final Balance NONE = new Balance(BigDecimal.ZERO, BigDecimal.ZERO, Converted.ZERO, 0);

    public BigDecimal total() {
        return venue.add(offVenue);
    }

    static Balance posting(CashAccount account, BigDecimal amount, Converted base) {
        return of(account, amount, base, 1);
    }

    static Balance posting(Cost cost) {
        return of(cost.account(), cost.amount().negate(), cost.base().negate(), cost.records());
    }

    private static Balance of(
            CashAccount account, BigDecimal amount, Converted base, long postings) {
        return switch (account) {
            case VENUE -> new Balance(amount, BigDecimal.ZERO, base, postings);
            case OFF_VENUE -> new Balance(BigDecimal.ZERO, amount, base, postings);
        };
    }

    Balance plus(Balance more) {
        return new Balance(
                venue.add(more.venue),
                offVenue.add(more.offVenue),
                booked.plus(more.booked),
                postings + more.postings);
    }

    /** What it is without flows that were once added to it. */
    Balance without(Balance added) {
        return new Balance(
                venue.subtract(added.venue),
                offVenue.subtract(added.offVenue),
                booked.without(added.booked),
                postings - added.postings);
    }
}
