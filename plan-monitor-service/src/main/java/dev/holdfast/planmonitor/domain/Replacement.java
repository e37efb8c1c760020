package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The room for plans on a symbol. One too many is refused or, by policy, takes the place of the
 * oldest one that guards the same side and is settled: it takes over what that one guards, so that
 * nothing is left without a guard.
 */
final class Replacement {

    private Replacement() {}

    /** Whether another plan fits. */
    static boolean isFull(Turn turn, Symbol symbol) {
        return turn.policy()
                .maxPerSymbol()
                .map(most -> turn.book().table().of(symbol).byAge().size() >= most)
                .orElse(false);
    }

    /** The plan whose place another one may take: empty where it has to be refused. */
    static Optional<Plan> replaceable(Turn turn, Symbol symbol, Side side) {
        if (!turn.policy().replaceOldest()) {
            return Optional.empty();
        }
        return turn.book().table().of(symbol).byAge().values().stream()
                .flatMap(id -> turn.plan(id).stream())
                .filter(plan -> plan.side() == side)
                .filter(plan -> !plan.leaving() && plan.step().isEmpty())
                .filter(plan -> !plan.entry().working())
                .findFirst();
    }

    /** Closes the replaced plan; what it guarded goes to the one that follows. */
    static Entry.Inherited replace(Turn turn, Plan replaced, String by, Instant at) {
        turn.closed(replaced, "REPLACED by " + by, at);
        return new Entry.Inherited(
                replaced.quantity(),
                replaced.entry()
                        .price()
                        .map(price -> price.value().multiply(replaced.quantity().value()))
                        .orElse(BigDecimal.ZERO));
    }

    static Quantity guardedBy(Optional<Plan> replaced) {
        return replaced.map(Plan::quantity).orElse(Quantity.ZERO);
    }

    static Terms.Fault tooMany(Turn turn, Symbol symbol) {
        return new Terms.Fault(
                Refusal.Code.TOO_MANY_PLANS,
                symbol
                        + " has as many plans as the portfolio allows, "
                        + turn.policy().maxPerSymbol().orElseThrow()
                        + ", and none that may be replaced");
    }
}
