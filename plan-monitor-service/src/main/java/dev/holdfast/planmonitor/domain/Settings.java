package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.value.Venue;

import java.time.ZoneId;
import java.util.List;

/**
 * What plans need to know of their portfolio's configuration. Plans follow the primary timezone;
 * snapshots are taken at the boundaries of the reporting timezones as well.
 */
public record Settings(
        long version,
        Venue venue,
        ZoneId timezone,
        List<ZoneId> reportingTimezones,
        Overnight overnight) {

    public Settings {
        reportingTimezones = List.copyOf(reportingTimezones);
    }

    static Settings of(Configured configured) {
        return new Settings(
                configured.version(),
                configured.venue(),
                configured.timezone(),
                configured.reportingTimezones(),
                configured.overnight());
    }
}
