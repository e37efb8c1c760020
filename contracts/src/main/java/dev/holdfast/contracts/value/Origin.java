package dev.holdfast.contracts.value;

/** Where a fill came from: an order of Holdfast, another order on the account, or an import. */
public enum Origin {
    PLATFORM,
    EXTERNAL,
    IMPORTED
}
