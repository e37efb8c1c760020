package dev.holdfast.contracts.value;

/** A bot's reading of the market; scales the trail to breakeven (low 1.5, high 0.7). */
public enum Volatility {
    LOW,
    NORMAL,
    HIGH
}
