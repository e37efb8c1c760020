package dev.holdfast.contracts.value;

/** Where a plan stands in its life. */
public enum PlanStatus {
    OPEN,
    ARMED,
    TRIGGERED,
    CLOSED
}
