package dev.holdfast.planmonitor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.web.Problem;
import dev.holdfast.runtime.web.ProblemException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was said of a plan, read as who changed what, when, why, from what and to what. */
final class PlanHistory {

    private static final ObjectMapper JSON = EventCodec.mapper();

    /** Says who made a version rather than what it is. */
    private static final Set<String> NO_CHANGE = Set.of("version", "changed_by");

    private PlanHistory() {}

    /** The change of one field between two states of a plan. */
    private record FieldChange(String field, JsonNode from, JsonNode to) {}

    /** Each event, with {@code version}, {@code by}, {@code why} and {@code changes} beside it. */
    static ArrayNode of(List<PlanEvent> said) {
        ArrayNode history = JSON.createArrayNode();
        JsonNode before = JSON.createObjectNode();
        for (PlanEvent event : said) {
            ObjectNode tree = JSON.valueToTree(event);
            JsonNode plan = tree.path("plan");
            ObjectNode entry = history.addObject();
            entry.put("type", Topic.typeOf(event));
            entry.set("version", plan.path("version"));
            entry.put("at", event.occurredAt().toString());
            entry.set("by", plan.path("changed_by"));
            entry.put("why", why(event));
            ArrayNode changes = entry.putArray("changes");
            for (FieldChange change : changes(before, plan)) {
                ObjectNode field = changes.addObject().put("field", change.field());
                field.set("from", change.from());
                field.set("to", change.to());
            }
            entry.setAll(tree);
            before = plan;
        }
        return history;
    }

    /** 409, naming what was changed since the version that an update was made for, and by whom. */
    static ProblemException collision(String code, long expected, List<PlanEvent> said) {
        JsonNode then = JSON.createObjectNode();
        JsonNode now = then;
        long version = expected;
        Map<String, String> since = new LinkedHashMap<>();
        for (PlanEvent event : said) {
            JsonNode plan = JSON.valueToTree(event).path("plan");
            version = plan.path("version").longValue();
            if (version <= expected) {
                then = plan;
            } else {
                String words =
                        "version "
                                + version
                                + " by "
                                + plan.path("changed_by").asText("somebody")
                                + " at "
                                + event.occurredAt()
                                + " ("
                                + why(event)
                                + ")";
                for (FieldChange change : changes(now, plan)) {
                    since.put(change.field(), words);
                }
                since.put("", words);
            }
            now = plan;
        }
        List<Problem.FieldError> errors = new ArrayList<>();
        for (FieldChange change : changes(then, now)) {
            errors.add(
                    new Problem.FieldError(
                            change.field(),
                            "was "
                                    + change.from().asText()
                                    + " at version "
                                    + expected
                                    + " and is "
                                    + change.to().asText()
                                    + " since "
                                    + since.getOrDefault(change.field(), "then")));
        }
        return ProblemException.conflict(
                code,
                "The plan is at version "
                        + version
                        + ", the update was made for version "
                        + expected
                        + Optional.ofNullable(since.get(""))
                                .map(words -> "; it collided with " + words)
                                .orElse("")
                        + ".",
                then.isEmpty() ? List.of() : errors);
    }

    private static List<FieldChange> changes(JsonNode before, JsonNode after) {
        List<FieldChange> changes = new ArrayList<>();
        after.properties()
                .forEach(
                        field -> {
                            JsonNode from = before.path(field.getKey());
                            JsonNode was = from.isMissingNode() ? JSON.nullNode() : from;
                            if (!NO_CHANGE.contains(field.getKey())
                                    && !was.equals(field.getValue())) {
                                changes.add(new FieldChange(field.getKey(), was, field.getValue()));
                            }
                        });
        return changes;
    }

    private static String why(PlanEvent event) {
        return switch (event) {
            case PlanEvent.Opened e -> e.reason().orElse("opened");
            case PlanEvent.Armed e -> e.rearmed() ? "guards again after a restart" : "filled";
            case PlanEvent.Updated e -> e.reason().orElse("updated");
            case PlanEvent.Trailed e -> "the mark of " + e.mark();
            case PlanEvent.Widened e -> "the night to " + e.date();
            case PlanEvent.Triggered e ->
                    e.reason()
                            + e.level().map(level -> " " + level).orElse("")
                            + e.mark().map(mark -> " at a mark of " + mark).orElse("")
                            + (e.gapped() ? ", gapped" : "");
            case PlanEvent.Reduced e -> e.by() + " left";
            case PlanEvent.Closed e -> e.reason();
            case PlanEvent.Refused e -> e.message();
            case PlanEvent.Snapshotted e -> "snapshot";
            case PlanEvent.Rearmed e -> "restart";
        };
    }
}
