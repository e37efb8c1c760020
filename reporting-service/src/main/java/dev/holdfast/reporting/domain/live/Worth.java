package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.PortfolioStateEvent.Position;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.reporting.domain.day.Figures;
import dev.holdfast.reporting.domain.entry.Extended;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest valuation, and what each position had made when the day began.
 *
 * @param held what is not flat
 * @param dayStart positions at the newest boundary of the portfolio's timezone
 */
public record Worth(Optional<Stats> stats, Map<Symbol, Held> held, Map<Symbol, Made> dayStart) {

    public static final Worth UNKNOWN = new Worth(Optional.empty(), Map.of(), Map.of());

    /**
     * @param exposureBase its size in the base currency, unsigned
     */
    public record Held(BigDecimal quantity, Optional<BigDecimal> exposureBase) {}

    /** PnL of the open cycle in the quote currency, and of all cycles in the base currency. */
    public record Made(
            Optional<Instant> cycleOpenedAt,
            Optional<BigDecimal> ofCycle,
            Optional<BigDecimal> inBase) {

        static Made by(Position position) {
            return new Made(
                    position.cycleOpenedAt(),
                    Figures.plus(
                            position.unrealizedPnl(), Optional.of(position.cycleRealizedPnl())),
                    Figures.plus(position.unrealizedPnlBase(), position.realizedPnlBase()));
        }
    }

    public Worth valued(Stats now, List<Position> positions) {
        Map<Symbol, Held> next = new HashMap<>();
        for (Position position : positions) {
            if (position.quantity().signum() != 0) {
                next.put(position.symbol(), new Held(position.quantity(), position.exposureBase()));
            }
        }
        return new Worth(Optional.of(now), Map.copyOf(next), dayStart);
    }

    /** A day began with these positions. */
    public Worth dayBegan(List<Position> positions) {
        Map<Symbol, Made> next = new HashMap<>();
        positions.forEach(position -> next.put(position.symbol(), Made.by(position)));
        return new Worth(stats, held, Map.copyOf(next));
    }

    /** The positions with what each made since the day began, and its share of equity. */
    public List<Extended> sheet(Stats now, List<Position> positions) {
        return positions.stream()
                .map(
                        position ->
                                new Extended(
                                        position,
                                        Map.of(
                                                "today_pnl_base",
                                                today(position, now.baseCurrency()),
                                                "share_of_equity",
                                                share(position, now))))
                .toList();
    }

    /**
     * Gross of fees. A cycle that was opened within the day made all of it today; in a foreign
     * currency the change of the figures in the base currency is taken, which includes that of the
     * rate.
     */
    private Optional<BigDecimal> today(Position position, Currency base) {
        Made now = Made.by(position);
        Optional<Made> before = Optional.ofNullable(dayStart.get(position.symbol()));
        if (position.currency().equals(base)) {
            return before.filter(made -> made.cycleOpenedAt.equals(now.cycleOpenedAt))
                    .map(made -> Figures.minus(now.ofCycle, made.ofCycle))
                    .orElse(now.ofCycle);
        }
        return before.map(made -> Figures.minus(now.inBase, made.inBase)).orElse(now.inBase);
    }

    private static Optional<BigDecimal> share(Position position, Stats now) {
        return now.equity()
                .filter(equity -> equity.signum() > 0)
                .flatMap(
                        equity ->
                                position.exposureBase()
                                        .map(e -> e.divide(equity, Decimals.DIVISION))
                                        .map(Decimals::published));
    }
}
