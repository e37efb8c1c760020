package dev.holdfast.contracts.value;

/** Whether orders go to a simulated account or to real money. */
public enum TradingMode {
    PAPER,
    LIVE
}
