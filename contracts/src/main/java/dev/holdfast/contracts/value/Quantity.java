package dev.holdfast.contracts.value;

import java.math.BigDecimal;

/** An amount of the base of a symbol, zero or more; direction is told by a {@link Side}. */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    public Quantity {
        value = Decimals.bounded(value, "quantity");
        if (value.signum() < 0) {
            throw new InvalidValue(
                    "quantity must not be negative, but is " + value.toPlainString());
        }
    }

    public static Quantity of(String value) {
        return new Quantity(Decimals.parse(value, "quantity"));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    /** What remains, or zero where the other is larger. */
    public Quantity lessAtMost(Quantity other) {
        return new Quantity(value.subtract(other.value).max(BigDecimal.ZERO));
    }

    public Quantity min(Quantity other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.text(value);
    }
}
