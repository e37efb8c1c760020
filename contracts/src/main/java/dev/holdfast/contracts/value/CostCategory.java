package dev.holdfast.contracts.value;

/** What a cost was for. */
public enum CostCategory {
    FUNDING,
    BORROW,
    DATA,
    INFRASTRUCTURE,
    FEE,
    OTHER
}
