package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;

/** What is said of a fill that waits for somebody to assign it. */
final class WaitingFill {

    private WaitingFill() {}

    static VenueEvent held(VenueFill venueFill, TradeEvent.Fill fill, Instant recordedAt) {
        return new VenueEvent.TradeHeld(
                fill.key().portfolioId(),
                RunId.NONE,
                fill.key().venue(),
                fill.key().tradeId(),
                fill.key().orderId(),
                venueFill.clientOrderId(),
                fill.key().symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.occurredAt(),
                recordedAt);
    }

    static VenueEvent released(TradeEvent.Fill fill, Instant recordedAt) {
        return new VenueEvent.TradeReleased(
                fill.key().portfolioId(),
                RunId.NONE,
                fill.key().venue(),
                fill.key().tradeId(),
                fill.key().orderId(),
                fill.key().symbol(),
                fill.occurredAt(),
                recordedAt);
    }
}
