package dev.holdfast.planmonitor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.ProblemException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What REST takes, as the command of the topic. The terms may stand beside the other fields, as a
 * plan shows them, or in {@code terms}, as on the topic.
 */
final class PlanRequest {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private static final List<String> TERMS =
            List.of(
                    "stop_price",
                    "target_price",
                    "target_steps",
                    "trail_pct",
                    "trail_by",
                    "trail_to_breakeven_pct",
                    "volatility",
                    "max_age",
                    "time_stop",
                    "exit_at",
                    "widen_overnight",
                    "overnight");

    private PlanRequest() {}

    /**
     * {@code plan_id} is made up unless given.
     *
     * @throws ProblemException naming the field at fault
     */
    static PlanCommand.OpenRequested open(
            PortfolioId portfolio, String body, Caller caller, Instant now) {
        ObjectNode tree = object(body);
        if (!tree.hasNonNull("plan_id")) {
            tree.put("plan_id", "h-" + UUID.randomUUID());
        }
        tree.set("terms", terms(tree, JSON.createObjectNode()));
        return (PlanCommand.OpenRequested)
                read(tree, "plan.open-requested", portfolio, caller, now);
    }

    /**
     * What is not mentioned stays, null takes a term away. {@code version} is the one that the
     * caller has seen.
     *
     * @throws ProblemException naming the field at fault
     */
    static PlanCommand.UpdateRequested update(
            PortfolioId portfolio, Plan plan, String body, Caller caller, Instant now) {
        ObjectNode tree = object(body);
        JsonNode version =
                tree.hasNonNull("version") ? tree.get("version") : tree.get("expected_version");
        if (version == null || !version.canConvertToLong() || !version.isIntegralNumber()) {
            throw ProblemException.field(
                    "version", "must be the version that the change is made for, such as 3");
        }
        tree.set("expected_version", version);
        tree.put("plan_id", plan.id().value());
        tree.set("terms", terms(tree, JSON.valueToTree(plan.presentTerms())));
        return (PlanCommand.UpdateRequested)
                read(tree, "plan.update-requested", portfolio, caller, now);
    }

    static PlanCommand.CloseRequested close(
            PortfolioId portfolio,
            PlanId plan,
            boolean exit,
            Optional<String> reason,
            Caller caller,
            Instant now) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("plan_id", plan.value());
        tree.put("exit", exit);
        reason.ifPresent(why -> tree.put("reason", why));
        return (PlanCommand.CloseRequested)
                read(tree, "plan.close-requested", portfolio, caller, now);
    }

    static PlanCommand.RearmRequested rearm(
            PortfolioId portfolio,
            PlanId plan,
            Optional<String> reason,
            Caller caller,
            Instant now) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("plan_id", plan.value());
        reason.ifPresent(why -> tree.put("reason", why));
        return (PlanCommand.RearmRequested)
                read(tree, "plan.rearm-requested", portfolio, caller, now);
    }

    private static ObjectNode terms(ObjectNode tree, ObjectNode terms) {
        if (tree.hasNonNull("terms")) {
            if (!(tree.get("terms") instanceof ObjectNode nested)) {
                throw ProblemException.field("terms", "must be a JSON object");
            }
            terms.setAll(nested);
        }
        for (String term : TERMS) {
            JsonNode value = tree.remove(term);
            if (value != null) {
                terms.set(term, value);
            }
        }
        return terms;
    }

    private static PlanCommand read(
            ObjectNode tree, String type, PortfolioId portfolio, Caller caller, Instant now) {
        if (tree.hasNonNull("portfolio_id")
                && !portfolio.value().equals(tree.get("portfolio_id").asText())) {
            throw ProblemException.field(
                    "portfolio_id", "must be the portfolio of the path, " + portfolio);
        }
        tree.put("type", type);
        tree.put("portfolio_id", portfolio.value());
        if (!tree.hasNonNull("run_id")) {
            tree.put("run_id", caller.role() == Caller.Role.BOT ? caller.name() : "-");
        }
        tree.put("by", caller.role().name().toLowerCase(Locale.ROOT) + " " + caller.name());
        tree.put("occurred_at", now.toString());
        return switch (EventCodec.decode(
                Topic.PLAN_COMMANDS, tree.toString().getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> (PlanCommand) known.event();
            case EventCodec.Decoded.UnknownType unknown ->
                    throw ProblemException.field("type", "must be " + type);
            case EventCodec.Decoded.Invalid invalid ->
                    throw ProblemException.field(
                            invalid.field().replaceFirst("^terms\\.", ""), invalid.message());
        };
    }

    private static ObjectNode object(String body) {
        try {
            if (JSON.readTree(body == null ? "" : body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            throw ProblemException.field("body", "is not JSON");
        }
        throw ProblemException.field("body", "must be a JSON object");
    }
}
