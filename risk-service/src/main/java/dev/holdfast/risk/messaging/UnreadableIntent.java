package dev.holdfast.risk.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.risk.domain.Gate;
import dev.holdfast.risk.domain.Reason;
import dev.holdfast.risk.domain.RiskState;
import dev.holdfast.runtime.handler.Unreadable;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * An intent that says which order it is about and is wrong in something else: whoever sent it gets
 * a refusal, beside the dead letter.
 */
public record UnreadableIntent(
        ClientOrderId order,
        RunId run,
        Optional<BotVersion> version,
        Reason reason,
        String message) {

    private static final ObjectMapper JSON = EventCodec.mapper();

    /** Empty where not even the order can be told. */
    public static Optional<UnreadableIntent> of(Unreadable record) {
        if (record.topic() != Topic.ORDER_INTENTS) {
            return Optional.empty();
        }
        JsonNode tree = read(record.value());
        if (!"order.intended".equals(tree.path("type").asText())) {
            return Optional.empty();
        }
        String message =
                record.field().isEmpty()
                        ? record.message()
                        : record.field() + ": " + record.message();
        return field(tree, "client_order_id", ClientOrderId::of)
                .map(
                        order ->
                                new UnreadableIntent(
                                        order,
                                        field(tree, "run_id", RunId::of).orElse(RunId.NONE),
                                        field(tree, "bot_version", BotVersion::of),
                                        reason(record.field()),
                                        message));
    }

    public Gate.Decision refuse(RiskState state, Instant at) {
        return Gate.refuse(state, order, run, version, reason, message, at);
    }

    private static Reason reason(String field) {
        String outermost = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        return switch (outermost) {
            case "quantity" -> Reason.INVALID_QUANTITY;
            case "limit_price" -> Reason.INVALID_PRICE;
            case "side" -> Reason.INVALID_SIDE;
            case "symbol" -> Reason.INVALID_SYMBOL;
            case "order_type" -> Reason.INVALID_ORDER_TYPE;
            case "time_in_force", "expires_at" -> Reason.INVALID_TIME_IN_FORCE;
            case "plan" -> Reason.INVALID_PLAN;
            default -> Reason.INVALID_INTENT;
        };
    }

    private static JsonNode read(byte[] value) {
        try {
            JsonNode tree = value == null ? null : JSON.readTree(value);
            return tree == null ? JSON.createObjectNode() : tree;
        } catch (IOException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static <T> Optional<T> field(JsonNode tree, String name, Function<String, T> type) {
        try {
            return Optional.of(tree.path(name))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .map(type);
        } catch (InvalidValue notOfItsShape) {
            return Optional.empty();
        }
    }
}
