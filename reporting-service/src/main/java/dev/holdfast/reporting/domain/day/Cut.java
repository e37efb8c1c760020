package dev.holdfast.reporting.domain.day;

import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cumulative figures of a portfolio at one instant, in its base currency: everything before
 * {@code at} counts, nothing at or after it. A day is the difference of two of them.
 *
 * @param provisional the fills were not confirmed through {@code at}
 */
public record Cut(
        Instant at,
        boolean provisional,
        Optional<BigDecimal> equity,
        Optional<BigDecimal> contributed,
        Optional<BigDecimal> realizedPnl,
        Optional<BigDecimal> unrealizedPnl,
        Optional<BigDecimal> fxPnl,
        Optional<BigDecimal> fees,
        Optional<BigDecimal> llmCost,
        Optional<BigDecimal> otherCosts,
        Optional<BigDecimal> netPnl,
        long trades,
        long orders,
        long roundTrips,
        List<Missing> missing) {

    public static Cut of(Instant at, boolean provisional, Stats stats) {
        return new Cut(
                at,
                provisional,
                stats.equity(),
                stats.contributed(),
                stats.realizedPnl(),
                stats.unrealizedPnl(),
                stats.fxPnl(),
                stats.fees(),
                stats.llmCost(),
                stats.otherCosts(),
                stats.netPnl(),
                stats.totalTrades(),
                stats.totalOrders(),
                stats.roundTrips().orElse(stats.wins() + stats.losses()),
                stats.missing());
    }

    /** Before anything happened: all figures are known, and zero. */
    public static Cut beginning(Instant at) {
        Optional<BigDecimal> zero = Optional.of(BigDecimal.ZERO);
        return new Cut(
                at, false, zero, zero, zero, zero, zero, zero, zero, zero, zero, 0, 0, 0,
                List.of());
    }

    /** No valuation was taken at this instant. */
    static Cut unknown(Instant at, Cut next) {
        Optional<BigDecimal> none = Optional.empty();
        return new Cut(
                at,
                true,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                next.trades,
                next.orders,
                next.roundTrips,
                List.of(new Missing("snapshot", Optional.empty(), Optional.empty())));
    }

    /** Whether anything had happened by then. */
    boolean isUntouched() {
        return trades == 0
                && contributed.map(c -> c.signum() == 0).orElse(false)
                && netPnl.map(n -> n.signum() == 0).orElse(false);
    }

    Cut confirmed() {
        return new Cut(
                at,
                false,
                equity,
                contributed,
                realizedPnl,
                unrealizedPnl,
                fxPnl,
                fees,
                llmCost,
                otherCosts,
                netPnl,
                trades,
                orders,
                roundTrips,
                missing);
    }
}
