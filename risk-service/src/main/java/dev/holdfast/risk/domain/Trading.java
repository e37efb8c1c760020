package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.TradingState;

import java.util.Optional;

/**
 * What holds for all orders of the portfolio.
 *
 * @param allowExits whether plan exits and operators pass while HALTED
 * @param quarantined why the ledger cannot be trusted, if it cannot
 * @param degraded why the venue cannot be relied on, if it cannot
 */
public record Trading(
        TradingState state,
        boolean allowExits,
        Optional<String> quarantined,
        Optional<String> degraded) {

    public static final Trading ACTIVE =
            new Trading(TradingState.ACTIVE, true, Optional.empty(), Optional.empty());

    Trading switched(TradingState to, boolean exits) {
        return new Trading(to, exits, quarantined, degraded);
    }

    Trading withQuarantine(Optional<String> cause) {
        return new Trading(state, allowExits, cause, degraded);
    }

    Trading withDegraded(Optional<String> cause) {
        return new Trading(state, allowExits, quarantined, cause);
    }
}
