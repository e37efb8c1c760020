package dev.holdfast.planmonitor.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A command that was not carried out. Nothing was changed by it.
 *
 * @param subject the plan, or for a command of an operator its command id
 * @param expectedVersion the version that an update was made for
 * @param message what is wrong and what would be right
 */
public record Refusal(
        String subject,
        Code code,
        Optional<Long> expectedVersion,
        String message,
        Instant occurredAt) {

    /** Why a command is refused. */
    public enum Code {
        UNKNOWN_PORTFOLIO,
        UNKNOWN_PLAN,
        PLAN_CLOSED,
        PLAN_TRIGGERED,
        PLAN_EXISTS,
        VERSION_CONFLICT,
        INVALID_PLAN_ID,
        ZERO_SIZE,
        NO_POSITION,
        SIZE_BEYOND_POSITION,
        UNKNOWN_SYMBOL,
        TOO_MANY_PLANS,
        NOT_AN_OPERATOR,
        EMPTY_TERMS,
        STOP_BEYOND_ENTRY,
        TARGET_BEHIND_ENTRY,
        STOP_BEYOND_TARGET,
        LEVEL_NOT_ABOVE_ZERO,
        INVALID_STEPS,
        INVALID_TRAIL,
        INVALID_MAX_AGE,
        INVALID_TIME_STOP,
        INVALID_NIGHT
    }
}
