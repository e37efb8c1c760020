package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioStateEvent.CashBalance;
import dev.holdfast.contracts.event.PortfolioStateEvent.Position;
import dev.holdfast.contracts.event.PortfolioStateEvent.Slice;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;

import java.util.List;

/**
 * A ledger at the prices of one moment, as it is published.
 *
 * @param positions by symbol, flat ones included
 * @param prices what was known of the prices that it needed
 */
public record Valuation(
        Stats stats,
        List<Position> positions,
        List<CashBalance> cash,
        List<Slice> slices,
        Prices prices) {

    /** The positions that hold something. */
    public List<Position> open() {
        return positions.stream().filter(position -> position.quantity().signum() != 0).toList();
    }
}
