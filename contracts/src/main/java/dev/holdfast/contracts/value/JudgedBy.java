package dev.holdfast.contracts.value;

/** Which price of a mark the levels of a plan are held against. */
public enum JudgedBy {
    /**
     * What a close would get: the bid for longs, the ask for shorts, the last price without them.
     */
    CLOSING_PRICE,
    LAST_PRICE
}
