package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Price;

import java.math.BigDecimal;

/** The highest and the lowest price of a symbol in a day. */
public record DayRange(Price high, Price low) {

    static DayRange of(Price price) {
        return new DayRange(price, price);
    }

    /** This range itself where the price is within it. */
    DayRange including(Price price) {
        if (price.compareTo(high) > 0) {
            return new DayRange(price, low);
        }
        return price.compareTo(low) < 0 ? new DayRange(high, price) : this;
    }

    BigDecimal width() {
        return high.value().subtract(low.value());
    }
}
