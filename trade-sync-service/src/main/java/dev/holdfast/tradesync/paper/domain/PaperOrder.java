package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;

import java.time.Instant;
import java.util.Optional;

/**
 * An order in the paper venue's book.
 *
 * @param id counted by the venue; of two orders at one price the lower one is served first
 * @param stopPrice of a STOP whose price the tape has not reached yet; without it it is at market
 * @param resting a print went by that did not fill it: from then on it is a maker
 * @param filled cumulative
 * @param reason why it ended without being filled whole
 */
public record PaperOrder(
        long id,
        PortfolioId account,
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        OrderType orderType,
        Quantity quantity,
        Optional<Price> limitPrice,
        Optional<Price> stopPrice,
        TimeInForce timeInForce,
        Optional<Instant> expiresAt,
        boolean resting,
        Quantity filled,
        OrderStatus status,
        Optional<String> reason,
        Instant placedAt,
        Instant updatedAt) {

    public boolean open() {
        return status == OrderStatus.OPEN || status == OrderStatus.PARTIALLY_FILLED;
    }

    Quantity remaining() {
        return quantity.lessAtMost(filled);
    }

    /** Whether the tape, having printed this price, has traded at or through the order. */
    boolean reachedBy(Price print) {
        if (stopPrice.isPresent()) {
            return switch (side) {
                case BUY -> print.compareTo(stopPrice.get()) >= 0;
                case SELL -> print.compareTo(stopPrice.get()) <= 0;
            };
        }
        return limitPrice
                .map(
                        limit ->
                                switch (side) {
                                    case BUY -> print.compareTo(limit) <= 0;
                                    case SELL -> print.compareTo(limit) >= 0;
                                })
                .orElse(true);
    }

    PaperOrder filledBy(Quantity more, Instant at) {
        Quantity cumulative = filled.plus(more);
        return with(
                resting,
                cumulative,
                cumulative.compareTo(quantity) >= 0
                        ? OrderStatus.FILLED
                        : OrderStatus.PARTIALLY_FILLED,
                reason,
                at);
    }

    /** The tape has reached its stop: from now on it is at market. */
    PaperOrder atMarket() {
        return stopPrice.isEmpty()
                ? this
                : with(Optional.empty(), resting, filled, status, reason, updatedAt);
    }

    PaperOrder rests() {
        return with(true, filled, status, reason, updatedAt);
    }

    PaperOrder expired() {
        return with(
                resting,
                filled,
                OrderStatus.EXPIRED,
                Optional.of("its time was over"),
                expiresAt.orElse(updatedAt));
    }

    public PaperOrder cancelled(String why, Instant at) {
        return with(resting, filled, OrderStatus.CANCELLED, Optional.of(why), at);
    }

    private PaperOrder with(
            boolean resting,
            Quantity filled,
            OrderStatus status,
            Optional<String> reason,
            Instant at) {
        return with(stopPrice, resting, filled, status, reason, at);
    }

    private PaperOrder with(
            Optional<Price> stopPrice,
            boolean resting,
            Quantity filled,
            OrderStatus status,
            Optional<String> reason,
            Instant at) {
        return new PaperOrder(
                id,
                account,
                clientOrderId,
                symbol,
                side,
                orderType,
                quantity,
                limitPrice,
                stopPrice,
                timeInForce,
                expiresAt,
                resting,
                filled,
                status,
                reason,
                placedAt,
                at);
    }
}
