package dev.holdfast.contracts.value;

/** What a bot wants of an order whose size alone is too much for the caps. */
public enum OnExcess {
    /** Refuse it, and say what would have fitted. */
    REJECT,
    /** Approve the largest quantity that passes every check. */
    RESIZE
}
