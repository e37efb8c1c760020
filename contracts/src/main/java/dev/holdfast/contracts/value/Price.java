package dev.holdfast.contracts.value;

import java.math.BigDecimal;

/**
 * A price in the quote currency for one unit of the base; zero or more (the price of a fill is
 * above zero).
 */
public record Price(BigDecimal value) implements Comparable<Price> {

    public Price {
        value = Decimals.bounded(value, "price");
        if (value.signum() < 0) {
            throw new InvalidValue("price must not be negative, but is " + value.toPlainString());
        }
    }

    public static Price of(String value) {
        return new Price(Decimals.parse(value, "price"));
    }

    @Override
    public int compareTo(Price other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.text(value);
    }
}
