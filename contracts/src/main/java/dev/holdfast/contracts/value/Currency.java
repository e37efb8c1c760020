package dev.holdfast.contracts.value;

/** A currency or asset code, such as {@code USD} or {@code BTC}. */
public record Currency(String value) implements Comparable<Currency> {

    public Currency {
        Text.matching(Text.CURRENCY, value, "currency");
    }

    public static Currency of(String value) {
        return new Currency(value);
    }

    @Override
    public int compareTo(Currency other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
