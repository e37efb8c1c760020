package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What an approved order may still become.
 *
 * @param ordered the quantity approved
 * @param traded how much of it is known as fills
 * @param price what one unit is valued at, in the quote currency: the worse of limit and mark
 * @param payable what one unit may cost in cash: the limit, or the mark of a market order
 * @param stopOf the plan that this stop protects at the venue: a second way out of what the plan
 *     leaves by itself, never one beside it
 * @param filledAtEnd how much was filled in all, once the order has ended; fills that have not
 *     arrived by then stay reserved
 * @param heardAt when it was approved, or when the venue last spoke of it
 * @param raised how often it was said that nothing is heard of it
 */
public record Reservation(
        Symbol symbol,
        Side side,
        Optional<BotVersion> botVersion,
        Quantity ordered,
        Quantity traded,
        Price price,
        Price payable,
        boolean reduceOnly,
        Optional<PlanId> stopOf,
        Optional<Quantity> filledAtEnd,
        Instant heardAt,
        int raised) {

    /** What may still be traded. */
    public Quantity remaining() {
        return filledAtEnd.orElse(ordered).lessAtMost(traded);
    }

    /** {@link #remaining()} as a number, which every decision asks of every reservation. */
    BigDecimal left() {
        BigDecimal whole = filledAtEnd.orElse(ordered).value();
        return traded.isZero() ? whole : whole.subtract(traded.value()).max(BigDecimal.ZERO);
    }

    /** {@link #left()} at the price that it is valued at, in the quote currency. */
    BigDecimal value() {
        return left().multiply(price.value());
    }

    /** What {@link #left()} of a buy may cost in cash. */
    BigDecimal cost() {
        return left().multiply(payable.value());
    }

    /** Whether it counts among the open orders: a plan's stop stands beside them. */
    boolean takesRoom() {
        return isOpen() && stopOf.isEmpty();
    }

    boolean isOpen() {
        return filledAtEnd.isEmpty();
    }

    Reservation withFill(Quantity quantity, Instant at) {
        return new Reservation(
                symbol,
                side,
                botVersion,
                ordered,
                traded.plus(quantity),
                price,
                payable,
                reduceOnly,
                stopOf,
                filledAtEnd,
                later(at),
                0);
    }

    Reservation ended(Quantity filled, Instant at) {
        return new Reservation(
                symbol,
                side,
                botVersion,
                ordered,
                traded,
                price,
                payable,
                reduceOnly,
                stopOf,
                Optional.of(filled),
                later(at),
                0);
    }

    Reservation heard(Instant at) {
        return with(later(at), 0);
    }

    Reservation raisedAgain() {
        return with(heardAt, raised + 1);
    }

    private Reservation with(Instant heard, int times) {
        return new Reservation(
                symbol,
                side,
                botVersion,
                ordered,
                traded,
                price,
                payable,
                reduceOnly,
                stopOf,
                filledAtEnd,
                heard,
                times);
    }

    private Instant later(Instant at) {
        return at.isAfter(heardAt) ? at : heardAt;
    }
}
