package dev.holdfast.portfolio.domain;

import java.time.Duration;

/**
 * How often things are said; all durations are of event time.
 *
 * @param valuationInterval how long a valuation stands while nothing but prices change
 * @param curveInterval the distance of the points of the equity curve; points stand on its
 *     multiples
 * @param confirmationLimit how long a boundary waits for the sync to confirm the fills before it
 * @param reconciliationInterval how long an unchanged reconciliation stands
 * @param keptRecords how many records of a kind are kept one by one for late ones to be folded in
 */
public record Settings(
        Duration valuationInterval,
        Duration curveInterval,
        Duration confirmationLimit,
        Duration reconciliationInterval,
        int keptRecords) {

    public static final Settings DEFAULT =
            new Settings(
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    48);
}
