package dev.holdfast.contracts.value;

/** What one risk check says. */
public enum Verdict {
    PASS,
    WARN,
    REJECT
}
