package dev.holdfast.contracts.value;

/**
 * What may be traded: all; what reduces only; nothing of bots (exits by the switch of the halt).
 */
public enum TradingState {
    ACTIVE,
    REDUCING,
    HALTED
}
