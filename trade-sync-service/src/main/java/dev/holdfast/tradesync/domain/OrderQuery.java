package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Optional;

/**
 * Which order is asked for.
 *
 * @param clientOrderId as the venue was given it ({@link ClientOrderIds})
 * @param orderId the venue's own, where it is known: the surer and cheaper question
 * @param approvedAt it cannot have been placed before
 */
public record OrderQuery(
        Symbol symbol,
        ClientOrderId clientOrderId,
        Optional<OrderId> orderId,
        Instant approvedAt) {}
