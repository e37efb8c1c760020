package dev.holdfast.risk.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.web.ProblemException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An intent as REST takes it: the record of the topic, with defaults for what the path says. */
final class IntentRequest {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private IntentRequest() {}

    /**
     * Reads it. {@code portfolio_id} may be left out; {@code run_id} is {@code -}, {@code
     * time_in_force} GTC and {@code reduce_only} false unless given.
     *
     * @param now what {@code occurred_at} is unless given
     * @throws ProblemException naming the field at fault
     */
    static OrderIntentEvent.Intended read(PortfolioId portfolio, String body, Instant now) {
        return read(portfolio, object(body), now);
    }

    /** The same for an order that nobody wants placed: it needs no id. */
    static OrderIntentEvent.Intended readHypothetical(
            PortfolioId portfolio, String body, Instant now) {
        ObjectNode tree = object(body);
        putIfAbsent(tree, "client_order_id", "what-if");
        return read(portfolio, tree, now);
    }

    private static OrderIntentEvent.Intended read(
            PortfolioId portfolio, ObjectNode tree, Instant now) {
        if (tree.hasNonNull("portfolio_id")
                && !portfolio.value().equals(tree.get("portfolio_id").asText())) {
            throw ProblemException.field(
                    "portfolio_id", "must be the portfolio of the path, " + portfolio);
        }
        if (tree.hasNonNull("type") && !"order.intended".equals(tree.get("type").asText())) {
            throw ProblemException.field("type", "must be order.intended");
        }
        tree.put("type", "order.intended");
        tree.put("portfolio_id", portfolio.value());
        putIfAbsent(tree, "run_id", "-");
        putIfAbsent(tree, "time_in_force", "GTC");
        putIfAbsent(tree, "occurred_at", now.toString());
        if (!tree.hasNonNull("reduce_only")) {
            tree.put("reduce_only", false);
        }
        return switch (EventCodec.decode(
                Topic.ORDER_INTENTS, tree.toString().getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> (OrderIntentEvent.Intended) known.event();
            case EventCodec.Decoded.UnknownType unknown ->
                    throw ProblemException.field("type", "must be order.intended");
            case EventCodec.Decoded.Invalid invalid ->
                    throw ProblemException.field(invalid.field(), invalid.message());
        };
    }

    private static void putIfAbsent(ObjectNode tree, String field, String value) {
        if (!tree.hasNonNull(field)) {
            tree.put(field, value);
        }
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

    /** Whether the decision is about this very order, whenever it was asked. */
    static boolean isAbout(RiskEvent decision, OrderIntentEvent.Intended asked) {
        return switch (decision) {
            case RiskEvent.Approved approved ->
                    same(
                            approved.requestedQuantity()
                                    .map(approved.order()::sized)
                                    .orElse(approved.order()),
                            asked);
            case RiskEvent.Rejected rejected ->
                    rejected.order().filter(order -> same(order, asked)).isPresent();
            case RiskEvent.LimitWarned warned -> false;
            case RiskEvent.TradingStateChanged changed -> false;
            case RiskEvent.ReservationUnresolved unresolved -> false;
        };
    }

    private static boolean same(OrderIntentEvent.Intended one, OrderIntentEvent.Intended other) {
        return one.equals(
                new OrderIntentEvent.Intended(
                        other.portfolioId(),
                        other.runId(),
                        other.botVersion(),
                        other.clientOrderId(),
                        other.symbol(),
                        other.side(),
                        other.orderType(),
                        other.quantity(),
                        other.limitPrice(),
                        other.stopPrice(),
                        other.timeInForce(),
                        other.expiresAt(),
                        other.reduceOnly(),
                        other.plan(),
                        other.planId(),
                        other.tag(),
                        other.reason(),
                        other.onExcess(),
                        one.occurredAt()));
    }
}
