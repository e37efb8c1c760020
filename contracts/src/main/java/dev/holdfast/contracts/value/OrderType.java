package dev.holdfast.contracts.value;

/** How an order is priced. */
public enum OrderType {
    MARKET,
    LIMIT,
    STOP
}
