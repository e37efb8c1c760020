package dev.holdfast.contracts.value;

/** Why a plan leaves its position. */
public enum ExitReason {
    STOP,
    TARGET,
    TRAILING_STOP,
    MAX_AGE,
    TIME_STOP,
    OPERATOR,
    BOT
}
