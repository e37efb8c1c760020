package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;

/** Money that came to the account or left it without a trade, under an id that stays the same. */
public record VenueMovement(
        String movementId, MovementKind kind, Money money, String reason, Instant occurredAt) {

    /** Under an id that no other venue gives. */
    public VenueMovement of(Venue venue) {
        return new VenueMovement(venue + "-" + movementId, kind, money, reason, occurredAt);
    }
}
