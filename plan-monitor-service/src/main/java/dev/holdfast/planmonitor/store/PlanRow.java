package dev.holdfast.planmonitor.store;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.Refusal;
import dev.holdfast.runtime.handler.Row;

/** What plan-monitor stores for its readers. */
public sealed interface PlanRow extends Row {

    PortfolioId portfolioId();

    /** A plan as it stands now; the last one of a plan counts. */
    record Current(PortfolioId portfolioId, Plan plan) implements PlanRow {}

    /** Something that was said of a plan. */
    record Said(PlanEvent event, PlanEvent.Plan plan) implements PlanRow {

        @Override
        public PortfolioId portfolioId() {
            return event.portfolioId();
        }
    }

    /** A command that was not carried out. */
    record Refused(PortfolioId portfolioId, Refusal refusal) implements PlanRow {}
}
