package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.Quantity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A plan's way out of its position.
 *
 * @param orderId the order in flight, or the last one where the next waits for its time
 * @param filled how much of that order was filled
 * @param ended how much was filled when the order ended; empty while it is in flight
 * @param attempt which order of this exit it is, from 1
 * @param retryAt when the next one is sent; empty while one is in flight
 * @param trouble why the last one did not bring the plan out; stays until the plan is out
 */
public record Exit(
        ClientOrderId orderId,
        ExitReason reason,
        Quantity ordered,
        Quantity filled,
        Optional<Quantity> ended,
        int attempt,
        Optional<Instant> retryAt,
        Optional<String> trouble) {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    static Exit first(ClientOrderId orderId, ExitReason reason, Quantity quantity) {
        return new Exit(
                orderId,
                reason,
                quantity,
                Quantity.ZERO,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty());
    }

    Exit next(ClientOrderId nextOrderId, Quantity quantity) {
        return new Exit(
                nextOrderId,
                reason,
                quantity,
                Quantity.ZERO,
                Optional.empty(),
                attempt + 1,
                Optional.empty(),
                trouble);
    }

    Exit filledBy(Quantity quantity) {
        return new Exit(
                orderId, reason, ordered, filled.plus(quantity), ended, attempt, retryAt, trouble);
    }

    Exit ended(Quantity through, Optional<String> cause) {
        return new Exit(
                orderId,
                reason,
                ordered,
                filled,
                Optional.of(through),
                attempt,
                retryAt,
                cause.or(() -> trouble));
    }

    Exit waitingUntil(Instant at) {
        return new Exit(orderId, reason, ordered, filled, ended, attempt, Optional.of(at), trouble);
    }

    /** What of the order may still be filled; zero once it has ended and its fills are known. */
    Quantity inFlight() {
        return ended.orElse(ordered).lessAtMost(filled);
    }

    /** The order has ended and all its fills are known. */
    boolean over() {
        return ended.map(through -> filled.compareTo(through) >= 0).orElse(false);
    }

    /** Doubles with each attempt, in time of the venue. */
    Duration backoff() {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
