package dev.holdfast.tradesync.venue;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Optional;

/** What a symbol is worth at a venue, by the venue's clock. */
public record Quote(
        Symbol symbol, Price last, Optional<Price> bid, Optional<Price> ask, Instant at) {}
