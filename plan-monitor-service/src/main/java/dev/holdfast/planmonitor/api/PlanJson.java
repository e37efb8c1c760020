package dev.holdfast.planmonitor.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.PlanBook;

import java.util.List;
import java.util.Optional;

/** A plan as REST shows it: as on its topic, and what only its keeper knows beside that. */
final class PlanJson {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private PlanJson() {}

    /**
     * @param book as of the last commit, for what holds for a symbol rather than for a plan
     */
    static ObjectNode of(PlanBook book, Plan plan) {
        ObjectNode tree =
                JSON.valueToTree(plan.published(book.unwatchedSince(plan), Optional.empty()));
        tree.remove("changed_by");
        tree.put("portfolio_id", book.portfolioId().value());
        tree.put("unwatched", book.unwatchedSince(plan).isPresent());
        tree.put("run_id", plan.entry().runId().value());
        tree.set("volatility", JSON.valueToTree(plan.terms().volatility()));
        tree.set("max_age", JSON.valueToTree(plan.terms().maxAge()));
        tree.set("time_stop", JSON.valueToTree(plan.terms().timeStop()));
        tree.set("exit_at", JSON.valueToTree(plan.terms().exitAt()));
        tree.set("overnight", JSON.valueToTree(plan.terms().overnight()));
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

    static ObjectNode of(PlanBook book, Plan plan, List<PlanEvent> history) {
        ObjectNode tree = of(book, plan);
        tree.set("history", PlanHistory.of(history));
        return tree;
    }
}
