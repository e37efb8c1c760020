package dev.holdfast.portfolio.domain;

import java.util.List;

/**
 * What the records of a portfolio came to when they were folded again.
 *
 * @param filed what takes the place of all that the live ledger put away of fills
 * @param records how many were folded
 * @param notBooked records that cannot be booked, each with the cause
 */
public record Rebuilt(
        Journal journal, OpenPlans plans, List<Filed> filed, long records, List<String> notBooked) {
    public Rebuilt {
        filed = List.copyOf(filed);
        notBooked = List.copyOf(notBooked);
    }

    public Ledger ledger() {
        return journal.current();
    }
}
