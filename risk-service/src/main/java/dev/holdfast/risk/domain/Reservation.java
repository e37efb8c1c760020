package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.util.Optional;

/**
 * What an approved order may still become.
 *
 * @param ordered the quantity approved
 * @param traded how much of it is known as fills
 * @param price what one unit is valued at, in the quote currency: the worse of limit and mark
 * @param payable what one unit may cost in cash: the limit, or the mark of a market order
 * @param filledAtEnd how much was filled in all, once the order has ended; fills that have not
 *     arrived by then stay reserved
 */
public record Reservation(
        Symbol symbol,
        Side side,
        Quantity ordered,
        Quantity traded,
        Price price,
        Price payable,
        boolean reduceOnly,
        Optional<Quantity> filledAtEnd) {

    /** What may still be traded. */
    public Quantity remaining() {
        return filledAtEnd.orElse(ordered).lessAtMost(traded);
    }

    boolean isOpen() {
        return filledAtEnd.isEmpty();
    }

    Reservation withFill(Quantity quantity) {
        return new Reservation(
                symbol,
                side,
                ordered,
                traded.plus(quantity),
                price,
                payable,
                reduceOnly,
                filledAtEnd);
    }

    Reservation ended(Quantity filled) {
        return new Reservation(
                symbol, side, ordered, traded, price, payable, reduceOnly, Optional.of(filled));
    }
}
