package dev.holdfast.contracts.value;

/** A currency or asset code, such as {@code USD} or {@code BTC}. */
public record Currency(String value) implements Comparable<Currency> {

    private static final Shared<Currency> KNOWN = new Shared<>(Currency::new);

    public Currency {
        Text.matching(Text.CURRENCY, value, "currency");
    }

    public static Currency of(String value) {
        return KNOWN.of(value);
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
