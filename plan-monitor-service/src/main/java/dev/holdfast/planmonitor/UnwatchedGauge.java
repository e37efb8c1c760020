package dev.holdfast.planmonitor;

import dev.holdfast.planmonitor.domain.PlanBook;
import dev.holdfast.runtime.handler.Portfolios;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

/** Counts the plans of this instance's portfolios whose symbol has had no mark for its limit. */
@Startup
@ApplicationScoped
public class UnwatchedGauge {

    UnwatchedGauge(MeterRegistry metrics, Portfolios<PlanBook> portfolios) {
        Gauge.builder(
                        "holdfast.plans.unwatched",
                        portfolios,
                        owned ->
                                owned.owned().values().stream()
                                        .mapToInt(PlanBook::unwatchedPlans)
                                        .sum())
                .description("Armed plans whose symbol has had no mark for its limit")
                .register(metrics);
    }
}
