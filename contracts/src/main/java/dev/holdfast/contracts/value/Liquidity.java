package dev.holdfast.contracts.value;

/** Whether a fill added liquidity to the book or took it. */
public enum Liquidity {
    MAKER,
    TAKER,
    UNKNOWN
}
