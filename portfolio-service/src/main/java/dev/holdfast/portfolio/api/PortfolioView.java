package dev.holdfast.portfolio.api;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a portfolio is, as REST shows it.
 *
 * @param missingRecords the latest records that could not be booked, of one portfolio that is asked
 *     for; while there are some, its ledger lacks them
 */
public record PortfolioView(
        PortfolioId portfolioId,
        long version,
        String name,
        Currency baseCurrency,
        ZoneId timezone,
        List<ZoneId> reportingTimezones,
        CostBasis costBasis,
        Venue venue,
        TradingMode mode,
        String clientOrderPrefix,
        Limits limits,
        Overnight overnight,
        Optional<AccountPolicy> accountPolicy,
        Optional<PlanPolicy> plans,
        Instant configuredAt,
        List<String> missingRecords) {

    static PortfolioView of(Configured configured) {
        return of(configured, List.of());
    }

    static PortfolioView of(Configured configured, List<String> missingRecords) {
        return new PortfolioView(
                configured.portfolioId(),
                configured.version(),
                configured.name(),
                configured.baseCurrency(),
                configured.timezone(),
                configured.reportingTimezones(),
                configured.costBasis(),
                configured.venue(),
                configured.mode(),
                configured.clientOrderPrefix(),
                configured.limits(),
                configured.overnight(),
                configured.accountPolicy(),
                configured.plans(),
                configured.occurredAt(),
                missingRecords);
    }
}
