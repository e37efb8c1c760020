package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;

import java.time.Instant;
import java.util.Optional;

/**
 * An order as it is sent: rounded to the instrument's tick and lot.
 *
 * @param clientOrderId as the venue takes it ({@link ClientOrderIds})
 * @param stopPrice at which an order of type STOP becomes a market order
 */
public record NewOrder(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        OrderType orderType,
        Quantity quantity,
        Optional<Price> limitPrice,
        Optional<Price> stopPrice,
        TimeInForce timeInForce,
        Optional<Instant> expiresAt) {

    public NewOrder withClientOrderId(ClientOrderId id) {
        return new NewOrder(
                id,
                symbol,
                side,
                orderType,
                quantity,
                limitPrice,
                stopPrice,
                timeInForce,
                expiresAt);
    }
}
