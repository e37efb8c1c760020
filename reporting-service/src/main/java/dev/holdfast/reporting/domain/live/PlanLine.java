package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.PlanEvent.Plan;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;

import java.util.Optional;

/** A plan with the levels that it was opened with, from which the risk that was taken is told. */
public record PlanLine(
        Plan plan,
        RunId runId,
        Optional<Price> initialStopPrice,
        Optional<Price> initialTargetPrice) {

    static PlanLine first(Plan plan, RunId runId) {
        return new PlanLine(plan, runId, plan.stopPrice(), plan.targetPrice());
    }

    PlanLine now(Plan later) {
        return new PlanLine(later, runId, initialStopPrice, initialTargetPrice);
    }
}
