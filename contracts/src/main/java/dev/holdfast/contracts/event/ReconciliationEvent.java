package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code reconciliations.v1}: the ledger against the venue, per asset of the VENUE account. */
public sealed interface ReconciliationEvent extends Event {

    record Matched(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            List<Item> items,
            Instant asOf,
            Instant occurredAt)
            implements ReconciliationEvent {}

    record Mismatched(
            PortfolioId portfolioId,
            RunId runId,
            Venue venue,
            List<Item> items,
            Instant asOf,
            Instant occurredAt)
            implements ReconciliationEvent {}

    /**
     * {@code difference = venue - ledger}; {@code cause} is the likely one, {@code NONE} where they
     * agree within {@code tolerance}, which is zero where it is empty.
     */
    record Item(
            Currency asset,
            BigDecimal ledger,
            BigDecimal venue,
            BigDecimal difference,
            String cause,
            Optional<BigDecimal> tolerance) {

        /** To the last digit. */
        public Item(
                Currency asset,
                BigDecimal ledger,
                BigDecimal venue,
                BigDecimal difference,
                String cause) {
            this(asset, ledger, venue, difference, cause, Optional.empty());
        }
    }
}
