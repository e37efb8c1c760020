package dev.holdfast.contracts.value;

/** Whether plans guard again by themselves after a restart of their monitor. */
public enum Rearming {
    ON,
    /** Each waits until it is updated or confirmed. */
    OFF,
    /** All wait for one confirmation of an operator. */
    AFTER_CONFIRMATION
}
