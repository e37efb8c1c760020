package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Side;

/**
 * What the cycles that somebody opened on one side of a position came to.
 *
 * @param side of the fills that opened them
 */
public record Earned(Attribution by, Side side, Outcomes outcomes) {

    boolean sameOwner(Cycle cycle) {
        return side == cycle.side() && by.equals(cycle.openedBy());
    }
}
