package dev.holdfast.contracts.market;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/** What a symbol was last seen at. */
public record Mark(
        Venue venue,
        Symbol symbol,
        Price price,
        Optional<Price> bid,
        Optional<Price> ask,
        Instant at) {}
