package dev.holdfast.planmonitor.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;

import java.util.List;

/** A plan as REST shows it: as on its topic, and what only its keeper knows beside that. */
final class PlanJson {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private PlanJson() {}

    static ObjectNode of(PortfolioId portfolio, Plan plan) {
        ObjectNode tree = JSON.valueToTree(plan.published());
        tree.put("portfolio_id", portfolio.value());
        tree.put("run_id", plan.entry().runId().value());
        tree.set("volatility", JSON.valueToTree(plan.terms().volatility()));
        tree.set("max_age", JSON.valueToTree(plan.terms().maxAge()));
        tree.put("suspended", plan.suspended());
        plan.exit()
                .ifPresentOrElse(
                        exit -> {
                            tree.put("exit_attempt", exit.attempt());
                            tree.set("exit_retry_at", JSON.valueToTree(exit.retryAt()));
                            tree.set("exit_trouble", JSON.valueToTree(exit.trouble()));
                        },
                        () -> {
                            tree.putNull("exit_attempt");
                            tree.putNull("exit_retry_at");
                            tree.putNull("exit_trouble");
                        });
        return tree;
    }

    static ObjectNode of(PortfolioId portfolio, Plan plan, List<PlanEvent> history) {
        ObjectNode tree = of(portfolio, plan);
        ArrayNode said = tree.putArray("history");
        for (PlanEvent event : history) {
            ObjectNode entry = said.addObject();
            entry.put("type", Topic.typeOf(event));
            entry.setAll((ObjectNode) JSON.valueToTree(event));
        }
        return tree;
    }
}
