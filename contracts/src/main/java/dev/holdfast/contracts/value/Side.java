package dev.holdfast.contracts.value;

import java.math.BigDecimal;

/** Which way an order or fill goes. */
public enum Side {
    BUY,
    SELL;

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** The change of position: positive for a buy, negative for a sell. */
    public BigDecimal signed(Quantity quantity) {
        return this == BUY ? quantity.value() : quantity.value().negate();
    }
}
