package dev.holdfast.local.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Prices of a stretch of the venue's time, from {@code start} (inclusive) to its end. */
record Bar(Instant start, BigDecimal high, BigDecimal low, BigDecimal close) {

    static Bar first(Instant start, BigDecimal price) {
        return new Bar(start, price, price, price);
    }

    Bar with(BigDecimal price) {
        return new Bar(start, high.max(price), low.min(price), price);
    }

    /** The start of the bar that an instant belongs to. */
    static Instant startOf(Instant at, Duration length) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
