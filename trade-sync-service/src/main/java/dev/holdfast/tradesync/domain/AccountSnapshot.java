package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.VenueEvent;

import java.time.Instant;
import java.util.List;

/**
 * What the account held at one moment.
 *
 * @param asOf by the venue's clock: every fill up to and at this instant is in the balances
 */
public record AccountSnapshot(
        List<VenueEvent.Balance> balances, List<VenueOrder> openOrders, Instant asOf) {

    public AccountSnapshot {
        balances = List.copyOf(balances);
        openOrders = List.copyOf(openOrders);
    }
}
