package dev.holdfast.runtime.processing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;

/**
 * What identifies a record whose writer counts no sequence: the id that its writer chose, and a
 * digest of what it says. The same id with the same digest is a repetition; with another digest it
 * is a conflict, or a correction.
 *
 * <p>{@code run_id} and {@code recorded_at} are no content. A fill's content is what wire.md calls
 * a correction when it changes.
 */
final class NaturalIds {

    private static final int MAX_LENGTH = 512;
    private static final int DIGEST_BYTES = 16;

    private static final ObjectMapper JSON =
            EventCodec.mapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private NaturalIds() {}

    /**
     * @param skipsRepetition whether a repetition is skipped; a correction that its writer counts
     *     is only noted, since a fill may be corrected back to what it once was
     */
    record NaturalId(String id, byte[] digest, boolean skipsRepetition) {

        boolean sameContent(byte[] other) {
            return Arrays.equals(digest, other);
        }
    }

    /** The identity of this event; empty where its type has none. */
    static Optional<NaturalId> of(Event event, boolean sequenced) {
        return switch (event) {
            case TradeEvent.Synced trade -> Optional.of(fill(trade.fill(), false, true));
            case TradeEvent.Corrected correction ->
                    Optional.of(fill(correction.fill(), correction.cancelled(), !sequenced));
            case OrderIntentEvent.Intended intent ->
                    chosen(event, "order", intent.clientOrderId().value());
            case OrderIntentEvent.CancelIntended cancel ->
                    each(event, "cancel", cancel.clientOrderId().value());
            case CostEvent.LlmCalled call -> chosen(event, "call", call.callId());
            case CostEvent.Incurred cost -> chosen(event, "cost", cost.costId());
            case CashEvent.Moved movement -> chosen(event, "movement", movement.movementId());
            case OperatorCommand command -> chosen(event, "command", command.commandId());
            case RunEvent.Started run -> chosen(event, "run-started", run.runId().value());
            case RunEvent.Ended run -> chosen(event, "run-ended", run.runId().value());
            case PlanCommand.OpenRequested open ->
                    chosen(event, "plan-open", open.planId().value());
            case PlanCommand.UpdateRequested update ->
                    each(event, "plan-update", update.planId().value());
            case PlanCommand.CloseRequested close ->
                    each(event, "plan-close", close.planId().value());
            case PlanCommand.RearmRequested rearm ->
                    each(event, "plan-rearm", rearm.planId().value());
            default -> Optional.empty();
        };
    }

    private static NaturalId fill(TradeEvent.Fill fill, boolean cancelled, boolean skips) {
        TradeEvent.FillKey key = fill.key();
        ObjectNode content = JSON.createObjectNode();
        content.put("side", fill.side().name());
        content.put("quantity", fill.quantity().toString());
        content.put("price", fill.price().toString());
        content.set("fees", JSON.valueToTree(fill.fees()));
        content.put("liquidity", fill.liquidity().name());
        content.put("occurred_at", fill.occurredAt().toString());
        if (cancelled) {
            content.put("cancelled", true);
        }
        String id =
                String.join(
                        "\u001f",
                        "fill",
                        key.portfolioId().value(),
                        key.venue().value(),
                        key.symbol().toString(),
                        key.orderId().value(),
                        key.tradeId().value());
        return new NaturalId(bounded(id), digest(content), skips);
    }

    /** The writer chose the id: other content under it is a conflict. */
    private static Optional<NaturalId> chosen(Event event, String kind, String id) {
        return Optional.of(new NaturalId(id(event, kind, id), content(event), true));
    }

    /** Any number of these may refer to the same thing: each is known by all that it says. */
    private static Optional<NaturalId> each(Event event, String kind, String about) {
        byte[] content = content(event);
        String id = about + "\u001f" + HexFormat.of().formatHex(content);
        return Optional.of(new NaturalId(id(event, kind, id), content, true));
    }

    private static String id(Event event, String kind, String id) {
        return bounded(String.join("\u001f", kind, event.portfolioId().value(), id));
    }

    private static String bounded(String id) {
        return id.length() <= MAX_LENGTH
                ? id
                : HexFormat.of().formatHex(sha256(id.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] content(Event event) {
        ObjectNode tree = JSON.valueToTree(event);
        tree.remove("run_id");
        tree.remove("recorded_at");
        // A field that a later version adds and this writer leaves out must not change the digest.
        for (Iterator<JsonNode> fields = tree.iterator(); fields.hasNext(); ) {
            if (fields.next().isNull()) {
                fields.remove();
            }
        }
        return digest(tree);
    }

    private static byte[] digest(ObjectNode content) {
        try {
            return Arrays.copyOf(sha256(JSON.writeValueAsBytes(content)), DIGEST_BYTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree must be writable.", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
