package dev.holdfast.portfolio.domain;

import java.util.List;

/**
 * What the records of a portfolio came to when they were folded again.
 *
 * @param records how many were folded
 * @param notBooked records that cannot be booked, each with the cause
 */
public record Rebuilt(Ledger ledger, OpenPlans plans, long records, List<String> notBooked) {
    public Rebuilt {
        notBooked = List.copyOf(notBooked);
    }
}
