package dev.holdfast.contracts.value;

/** Where an order stands at its venue. */
public enum OrderStatus {
    PENDING,
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    EXPIRED,
    REFUSED,
    UNKNOWN
}
