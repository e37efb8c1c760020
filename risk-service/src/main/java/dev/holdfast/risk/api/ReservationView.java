package dev.holdfast.risk.api;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.risk.domain.Reservation;

import java.time.Instant;
import java.util.Map;

/**
 * An approved order.
 *
 * @param open false where it has ended and fills of it are still to arrive
 * @param raised how often it was said that nothing is heard of it
 */
public record ReservationView(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        Quantity remainingQuantity,
        Price price,
        boolean open,
        Instant heardAt,
        int raised) {

    static ReservationView of(Map.Entry<ClientOrderId, Reservation> entry) {
        Reservation reservation = entry.getValue();
        return new ReservationView(
                entry.getKey(),
                reservation.symbol(),
                reservation.side(),
                reservation.remaining(),
                reservation.price(),
                reservation.filledAtEnd().isEmpty(),
                reservation.heardAt(),
                reservation.raised());
    }
}
