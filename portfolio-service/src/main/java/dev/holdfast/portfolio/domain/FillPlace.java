package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/** What decides where among the fills of its symbol a fill stands; see {@link FillOrder}. */
public record FillPlace(
        Instant at,
        Optional<String> venueSequence,
        TradeId tradeId,
        OrderId orderId,
        Venue venue) {}
