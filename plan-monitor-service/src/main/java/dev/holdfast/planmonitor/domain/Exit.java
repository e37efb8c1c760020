package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan's way out of its position, or of a part of it.
 *
 * @param orderId the order in flight, or the last one where the next waits for its time
 * @param limit the limit of that order; empty at market
 * @param filled how much of that order was filled
 * @param ended how much was filled when the order ended; empty while it is in flight
 * @param attempt which order of this exit it is, from 1; 0 while none was sent
 * @param retryAt when the next one is sent; empty while one is in flight
 * @param escalateAt until when the limit may stand; then the order is withdrawn and what is left
 *     goes at market
 * @param trouble why the last one did not bring the plan out; stays until the plan is out
 */
public record Exit(
        ClientOrderId orderId,
        ExitReason reason,
        Quantity ordered,
        Optional<Price> limit,
        Quantity filled,
        Optional<Quantity> ended,
        int attempt,
        Optional<Instant> retryAt,
        Optional<Instant> escalateAt,
        Optional<String> trouble) {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** The price of an order: at market, or a limit and until when it may stand. */
    record Pricing(Optional<Price> limit, Optional<Instant> escalateAt) {

        static final Pricing MARKET = new Pricing(Optional.empty(), Optional.empty());
    }

    static Exit first(
            ClientOrderId orderId, ExitReason reason, Quantity quantity, Pricing pricing) {
        return new Exit(
                orderId,
                reason,
                quantity,
                pricing.limit(),
                Quantity.ZERO,
                Optional.empty(),
                1,
                Optional.empty(),
                pricing.escalateAt(),
                Optional.empty());
    }

    Exit next(ClientOrderId nextOrderId, Quantity quantity, Pricing pricing) {
        return new Exit(
                nextOrderId,
                reason,
                quantity,
                pricing.limit(),
                Quantity.ZERO,
                Optional.empty(),
                attempt + 1,
                Optional.empty(),
                pricing.escalateAt(),
                trouble);
    }

    Exit filledBy(Quantity quantity) {
        return new Exit(
                orderId,
                reason,
                ordered,
                limit,
                filled.plus(quantity),
                ended,
                attempt,
                retryAt,
                escalateAt,
                trouble);
    }

    Exit ended(Quantity through, Optional<String> cause) {
        return new Exit(
                orderId,
                reason,
                ordered,
                limit,
                filled,
                Optional.of(through),
                attempt,
                retryAt,
                escalateAt,
                cause.or(() -> trouble));
    }

    Exit waitingUntil(Instant at) {
        return new Exit(
                orderId,
                reason,
                ordered,
                limit,
                filled,
                ended,
                attempt,
                Optional.of(at),
                escalateAt,
                trouble);
    }

    /** Its limit has stood long enough: it is being withdrawn. */
    Exit escalated() {
        return new Exit(
                orderId,
                reason,
                ordered,
                limit,
                filled,
                ended,
                attempt,
                retryAt,
                Optional.empty(),
                Optional.of("was not filled at its limit"));
    }

    /** No order is on its way and none waits for its time: there is nothing that could be sold. */
    Exit resting() {
        return still(filled, attempt, Optional.empty());
    }

    /** It waits for its turn: nothing was sent yet. */
    Exit unsent() {
        return still(filled, 0, Optional.empty());
    }

    /** Its first order is sent once the stop at the venue is known to be gone. */
    Exit afterTheStop(Instant at) {
        return still(ordered, 0, Optional.of(at));
    }

    /** Without an order that could be filled. */
    private Exit still(Quantity wanted, int attempts, Optional<Instant> sendAt) {
        return new Exit(
                orderId,
                reason,
                wanted,
                limit,
                filled,
                Optional.of(filled),
                attempts,
                sendAt,
                Optional.empty(),
                trouble);
    }

    /** What of the order may still be filled; zero once it has ended and its fills are known. */
    Quantity inFlight() {
        return ended.orElse(ordered).lessAtMost(filled);
    }

    /** The order has ended and all its fills are known. */
    boolean over() {
        return ended.map(through -> filled.compareTo(through) >= 0).orElse(false);
    }

    boolean whole() {
        return filled.compareTo(ordered) >= 0;
    }

    /** When the clock alone gives it something to do. */
    Optional<Instant> due() {
        return Stream.concat(
                        retryAt.stream(), ended.isPresent() ? Stream.empty() : escalateAt.stream())
                .min(Instant::compareTo);
    }

    /** Doubles with each attempt, in time of the venue. */
    Duration backoff() {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
