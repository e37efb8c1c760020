package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.time.Instant;
import java.util.Optional;

/**
 * The stop order of a plan at its venue: the second line of defence, for when nobody is there to
 * send the exit.
 *
 * @param order its order, and what became of it
 * @param price at which the venue sells, or buys, at market
 */
public record ProtectiveStop(Exit order, Price price, Stage stage) {

    /** What is wanted of it. */
    public enum Stage {
        /** It was asked for, and shall stand. */
        STANDING,
        /** It was cancelled; another may follow once it is known to be gone. */
        WITHDRAWN,
        /** It ended without our doing and is asked for again when its time has come. */
        WAITING,
        /** The venue takes no stops. */
        GIVEN_UP
    }

    static ProtectiveStop asked(
            ClientOrderId orderId,
            ExitReason reason,
            Quantity quantity,
            Price price,
            Optional<ProtectiveStop> before) {
        Exit order =
                before.filter(stop -> stop.stage == Stage.WAITING)
                        .map(stop -> stop.order.next(orderId, quantity, Exit.Pricing.MARKET))
                        .orElseGet(
                                () -> Exit.first(orderId, reason, quantity, Exit.Pricing.MARKET));
        return new ProtectiveStop(order, price, Stage.STANDING);
    }

    /** Whether the venue may still fill some of it. */
    boolean inFlight() {
        return !order.over() && !order.inFlight().isZero();
    }

    boolean is(ClientOrderId orderId) {
        return order.orderId().equals(orderId);
    }

    ProtectiveStop filledBy(Quantity quantity) {
        return new ProtectiveStop(order.filledBy(quantity), price, stage);
    }

    ProtectiveStop withdrawn() {
        return new ProtectiveStop(order, price, Stage.WITHDRAWN);
    }

    ProtectiveStop givenUp() {
        return new ProtectiveStop(order.unsent(), price, Stage.GIVEN_UP);
    }

    /** Its order ended, with so much filled; {@code trouble} says why where it was not whole. */
    ProtectiveStop ended(Quantity through, Optional<String> trouble, Instant at) {
        Exit over = order.ended(through, trouble);
        boolean unasked = stage == Stage.STANDING && through.compareTo(order.ordered()) < 0;
        return unasked
                ? new ProtectiveStop(
                        over.waitingUntil(at.plus(over.backoff())), price, Stage.WAITING)
                : new ProtectiveStop(over, price, stage);
    }

    /** Nobody waits for it any more. */
    ProtectiveStop abandoned() {
        return new ProtectiveStop(order.unsent(), price, Stage.WITHDRAWN);
    }
}
