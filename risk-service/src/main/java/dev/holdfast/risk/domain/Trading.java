package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.TradingState;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What holds for all orders of the portfolio: the strictest of what was ordered for it, what was
 * ordered for all portfolios, and what its circuit breakers hold.
 *
 * @param breakers what holds entries by itself, and will let go by itself or by an operator
 * @param enrolled whether the portfolio is to be told what is ordered for all
 */
public record Trading(
        Setting ordered, Setting forAll, Map<Reason, Hold> breakers, boolean enrolled) {

    public static final Trading ACTIVE =
            new Trading(Setting.ACTIVE, Setting.ACTIVE, Map.of(), false);

    public Trading {
        breakers = Collections.unmodifiableMap(new TreeMap<>(breakers));
    }

    /**
     * A trading state.
     *
     * @param allowExits whether plan exits and operators pass while HALTED
     */
    public record Setting(TradingState state, boolean allowExits) {

        public static final Setting ACTIVE = new Setting(TradingState.ACTIVE, true);

        /** What an open circuit breaker comes to. */
        static final Setting ENTRIES_HELD = new Setting(TradingState.REDUCING, true);

        static Setting strictest(Setting one, Setting other) {
            return one.strictness() >= other.strictness() ? one : other;
        }

        private int strictness() {
            return switch (state) {
                case ACTIVE -> 0;
                case REDUCING -> 1;
                case HALTED -> allowExits ? 2 : 3;
            };
        }
    }

    /** Why and since when a breaker is open. */
    public record Hold(String cause, Instant since) {}

    /** What people ordered, for the portfolio and for all. */
    Setting byOrder() {
        return Setting.strictest(ordered, forAll);
    }

    /** What may be traded, all things considered. */
    public Setting effective() {
        return breakers.isEmpty() ? byOrder() : Setting.strictest(byOrder(), Setting.ENTRIES_HELD);
    }

    public Optional<Hold> hold(Reason breaker) {
        return Optional.ofNullable(breakers.get(breaker));
    }

    Trading ordered(Setting setting) {
        return new Trading(setting, forAll, breakers, enrolled);
    }

    Trading orderedForAll(Setting setting) {
        return new Trading(ordered, setting, breakers, enrolled);
    }

    /** Opens a breaker; one that is open keeps its first cause. */
    Trading opened(Reason breaker, String cause, Instant at) {
        if (breakers.containsKey(breaker)) {
            return this;
        }
        Map<Reason, Hold> open = new TreeMap<>(breakers);
        open.put(breaker, new Hold(cause, at));
        return new Trading(ordered, forAll, open, enrolled);
    }

    Trading released(Reason breaker) {
        if (!breakers.containsKey(breaker)) {
            return this;
        }
        Map<Reason, Hold> open = new TreeMap<>(breakers);
        open.remove(breaker);
        return new Trading(ordered, forAll, open, enrolled);
    }

    Trading enrol() {
        return new Trading(ordered, forAll, breakers, true);
    }
}
