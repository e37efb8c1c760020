package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Optional;

/**
 * An order as the venue knows it.
 *
 * @param filled cumulative
 * @param reason why it ended without being filled whole, where the venue says
 * @param updatedAt when its status last changed, by the venue's clock
 */
public record VenueOrder(
        OrderId orderId,
        Optional<ClientOrderId> clientOrderId,
        Symbol symbol,
        Side side,
        OrderStatus status,
        Quantity quantity,
        Quantity filled,
        Optional<Price> limitPrice,
        Optional<String> reason,
        Instant updatedAt) {

    VenueOrder withClientOrderId(Optional<ClientOrderId> id) {
        return new VenueOrder(
                orderId, id, symbol, side, status, quantity, filled, limitPrice, reason, updatedAt);
    }

    VenueEvent.OpenOrder open() {
        return new VenueEvent.OpenOrder(
                orderId, clientOrderId, symbol, side, quantity, filled, limitPrice);
    }
}
