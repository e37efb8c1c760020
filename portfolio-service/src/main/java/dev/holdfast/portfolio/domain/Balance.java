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
 */
public record Balance(BigDecimal venue, BigDecimal offVenue, Converted booked) {

    static final Balance NONE = new Balance(BigDecimal.ZERO, BigDecimal.ZERO, Converted.ZERO);

    public BigDecimal total() {
        return venue.add(offVenue);
    }

    Balance plus(CashAccount account, BigDecimal amount, Converted base) {
        return switch (account) {
            case VENUE -> new Balance(venue.add(amount), offVenue, booked.plus(base));
            case OFF_VENUE -> new Balance(venue, offVenue.add(amount), booked.plus(base));
        };
    }

    Balance plus(Balance more) {
        return new Balance(
                venue.add(more.venue), offVenue.add(more.offVenue), booked.plus(more.booked));
    }
}
