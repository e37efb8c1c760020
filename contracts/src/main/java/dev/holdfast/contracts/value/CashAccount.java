package dev.holdfast.contracts.value;

/** Where cash stands: on the exchange, or owed and owned elsewhere. */
public enum CashAccount {
    VENUE,
    OFF_VENUE
}
