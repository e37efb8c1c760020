package dev.holdfast.portfolio.domain;

import java.time.Instant;
import java.util.List;

/**
 * The ledger as it stood when a day began, put away so that the day can be stated anew however late
 * a record of before it comes.
 *
 * @param at everything before it counts
 * @param zones in which a day begins then
 * @param openPlans how many plans were open then
 * @param drawdown what of peak and drawdown had been seen before it
 */
public record Boundary(
        Instant at,
        List<String> zones,
        Ledger ledger,
        Prices prices,
        int openPlans,
        Drawdown drawdown) {

    public Boundary {
        zones = List.copyOf(zones);
    }

    Boundary with(Ledger after) {
        return new Boundary(at, zones, after, prices, openPlans, drawdown);
    }

    /** Whether a day begins then; else it is a point of the curve. */
    boolean beginsDay() {
        return !zones.isEmpty();
    }

    Boundary seeing(Drawdown before) {
        return new Boundary(at, zones, ledger, prices, openPlans, before);
    }

    /** With the prices that it was valued at. */
    Boundary at(Prices used) {
        return new Boundary(at, zones, ledger, used, openPlans, drawdown);
    }
}
