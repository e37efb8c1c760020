package dev.holdfast.portfolio;

import dev.holdfast.portfolio.domain.Settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Settings of the ledger; all durations are of event time. */
@ConfigMapping(prefix = "holdfast.portfolio")
public interface PortfolioConfig {

    /** How long a published valuation stands while nothing but prices change. */
    @WithDefault("PT1M")
    Duration valuationInterval();

    /** The distance of the points of the equity curve; at least a quarter of an hour. */
    @WithDefault("PT1H")
    Duration curveInterval();

    /** How long a boundary waits for the sync to confirm its fills before it is provisional. */
    @WithDefault("PT1H")
    Duration confirmationLimit();

    /** How long an unchanged reconciliation stands before it is said again. */
    @WithDefault("PT1H")
    Duration reconciliationInterval();

    /**
     * How many fills, costs, movements and orders of a portfolio are kept one by one, so that late
     * ones find their place; up to twice as many are. The state of a portfolio is written whole, so
     * this is paid for with every batch.
     */
    @WithDefault("48")
    int keptRecords();

    /**
     * The most fills of a portfolio that a rebuild takes into memory, about 350 bytes each; beyond
     * it fails and says so. A larger heap takes more.
     */
    @WithDefault("100000")
    int rebuildFills();

    default Settings settings() {
        if (keptRecords() < 1
                || valuationInterval().isNegative()
                || curveInterval().toMinutes() < 15) {
            throw new IllegalStateException(
                    "holdfast.portfolio.kept-records must be 1 or more, .valuation-interval not"
                            + " negative and .curve-interval PT15M or more.");
        }
        return new Settings(
                valuationInterval(),
                curveInterval(),
                confirmationLimit(),
                reconciliationInterval(),
                keptRecords());
    }
}
