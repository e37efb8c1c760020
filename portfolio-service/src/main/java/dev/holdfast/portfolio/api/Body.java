package dev.holdfast.portfolio.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.runtime.web.Problem.FieldError;
import dev.holdfast.runtime.web.ProblemException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The body of a request that becomes an event: it is read by the rules of the topic, so that REST
 * and topic refuse the same things in the same words.
 */
final class Body {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private final ObjectNode fields;

    private Body(ObjectNode fields) {
        this.fields = fields;
    }

    static Body of(String json) {
        try {
            if (JSON.readTree(json == null ? "" : json) instanceof ObjectNode fields) {
                return new Body(fields);
            }
            throw ProblemException.field("body", "must be a JSON object");
        } catch (JsonProcessingException e) {
            throw ProblemException.field(
                    "body",
                    "is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    String text(String field) {
        JsonNode value = fields.get(field);
        if (value == null || !value.isTextual()) {
            throw ProblemException.field(field, "is missing; it must be a JSON string");
        }
        return value.textValue();
    }

    /** False where it is absent. */
    boolean flag(String field) {
        JsonNode value = fields.get(field);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ProblemException.field(field, "must be true or false");
        }
        return value.booleanValue();
    }

    /** The path says which portfolio it is; a body that names another one is a mistake. */
    Body of(PortfolioId portfolio) {
        if (has("portfolio_id") && !text("portfolio_id").equals(portfolio.value())) {
            throw ProblemException.field(
                    "portfolio_id", "must be " + portfolio + ", as in the path, or be left out");
        }
        fields.put("portfolio_id", portfolio.value());
        return this;
    }

    Body orElse(String field, String value) {
        if (!has(field)) {
            fields.put(field, value);
        }
        return this;
    }

    Body orElse(String field, JsonNode value) {
        if (!has(field)) {
            fields.set(field, value);
        }
        return this;
    }

    Body orElse(String field, Object value) {
        return orElse(field, JSON.<JsonNode>valueToTree(value));
    }

    /** An object whose absent fields are those of a default. */
    Body completed(String field, Object defaults) {
        ObjectNode whole = JSON.valueToTree(defaults);
        if (fields.get(field) instanceof ObjectNode given) {
            refuseOthers(given, names(whole), field + ".");
            whole.setAll(given);
        } else if (has(field)) {
            throw ProblemException.field(field, "must be a JSON object");
        }
        fields.set(field, whole);
        return this;
    }

    /**
     * Refuses fields that nothing would come of: a limit that is misspelt is a limit that is not
     * there.
     */
    Body only(Set<String> known) {
        refuseOthers(fields, known, "");
        return this;
    }

    private static void refuseOthers(ObjectNode given, Set<String> known, String path) {
        List<FieldError> errors = new ArrayList<>();
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                errors.add(
                        new FieldError(
                                path + name,
                                "is not known; known are " + String.join(", ", known)));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static Set<String> names(ObjectNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * The event that the body stands for.
     *
     * @param now where the body gives no time
     */
    <E extends Event> E event(Topic topic, String type, Class<E> expected, Instant now) {
        fields.put("type", type);
        orElse("run_id", RunId.NONE.value());
        orElse("occurred_at", now.toString());
        try {
            return switch (EventCodec.decode(topic, JSON.writeValueAsBytes(fields))) {
                case EventCodec.Decoded.Known known -> expected.cast(known.event());
                case EventCodec.Decoded.Invalid invalid ->
                        throw ProblemException.field(
                                invalid.field().isEmpty() ? "body" : invalid.field(),
                                invalid.message());
                case EventCodec.Decoded.UnknownType unknown ->
                        throw ProblemException.field("type", "must be one of " + topic.types());
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read must be writable", e);
        }
    }
}
