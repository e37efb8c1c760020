package dev.holdfast.reporting.store;

import java.time.Instant;
import java.util.Optional;

/** From an instant (inclusive) to another (exclusive); an absent end is open. */
public record Period(Optional<Instant> from, Optional<Instant> to) {

    public static final Period ALL = new Period(Optional.empty(), Optional.empty());
}
