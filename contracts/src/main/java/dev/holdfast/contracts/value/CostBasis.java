package dev.holdfast.contracts.value;

/** Which units of a position a closing fill is taken to close. */
public enum CostBasis {
    AVERAGE,
    FIFO,
    LIFO,
    HIFO
}
