package dev.holdfast.contracts.value;

/**
 * How long an order stands: until cancelled, now or not at all in part, now or not at all in whole,
 * until its expiry.
 */
public enum TimeInForce {
    GTC,
    IOC,
    FOK,
    GTD
}
