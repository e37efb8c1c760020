package dev.holdfast.contracts.value;

/** Why cash moved; the kind gives the sign, but an adjustment carries its own. */
public enum MovementKind {
    DEPOSIT,
    WITHDRAWAL,
    TRANSFER_IN,
    TRANSFER_OUT,
    ADJUSTMENT
}
