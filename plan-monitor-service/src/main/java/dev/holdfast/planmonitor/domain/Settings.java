package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.value.Rearming;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What plans need to know of their portfolio's configuration. Plans follow the primary timezone;
 * snapshots are taken at the boundaries of the reporting timezones as well.
 *
 * @param plans empty for the defaults
 * @param lotSteps the smallest quantities that the venue trades
 * @param protectiveStopOffset how far beyond a plan's stop one is kept at the venue, as a fraction;
 *     empty where none is
 */
public record Settings(
        long version,
        Venue venue,
        ZoneId timezone,
        List<ZoneId> reportingTimezones,
        Overnight overnight,
        Optional<PlanPolicy> plans,
        List<LotStep> lotSteps,
        Optional<BigDecimal> protectiveStopOffset) {

    private static final Duration UNWATCHED_AFTER = Duration.ofMinutes(15);

    public Settings {
        reportingTimezones = List.copyOf(reportingTimezones);
        lotSteps = List.copyOf(lotSteps);
    }

    static Settings of(Configured configured) {
        return new Settings(
                configured.version(),
                configured.venue(),
                configured.timezone(),
                configured.reportingTimezones(),
                configured.overnight(),
                configured.plans(),
                configured.accountPolicy().map(AccountPolicy::lotSteps).orElse(List.of()),
                configured
                        .accountPolicy()
                        .filter(policy -> policy.protectiveStops().orElse(false))
                        .map(
                                policy ->
                                        policy.protectiveStopOffsetPct()
                                                .orElse(AccountPolicy.PROTECTIVE_STOP_OFFSET_PCT)));
    }

    PlanPolicy policy() {
        return plans.orElse(PlanPolicy.DEFAULT);
    }

    Rearming rearming() {
        return policy().rearm().orElse(overnight.rearmOnRestart() ? Rearming.ON : Rearming.OFF);
    }

    Duration unwatchedAfter() {
        return policy().unwatchedAfter().orElse(UNWATCHED_AFTER);
    }
}
