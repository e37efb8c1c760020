package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code portfolio-state.v1}: what a portfolio holds and is worth. */
public sealed interface PortfolioStateEvent extends Event {

    /** The whole valuation; an absent number is unknown, and {@code stats.missing} says why. */
    record Valued(
            PortfolioId portfolioId,
            RunId runId,
            Stats stats,
            List<Position> positions,
            List<CashBalance> cashBalances,
            List<Slice> slices,
            Instant occurredAt)
            implements PortfolioStateEvent {}

    /**
     * Cumulative figures in the base currency; the identities between them stand in {@code
     * docs/topics.md}.
     */
    record Stats(
            Currency baseCurrency,
            Instant asOf,
            Optional<BigDecimal> equity,
            Optional<BigDecimal> contributed,
            Map<Currency, BigDecimal> cash,
            Optional<BigDecimal> realizedPnl,
            Optional<BigDecimal> unrealizedPnl,
            Optional<BigDecimal> fxPnl,
            Optional<BigDecimal> grossPnl,
            Optional<BigDecimal> fees,
            Optional<BigDecimal> llmCost,
            Optional<BigDecimal> otherCosts,
            Optional<BigDecimal> netPnl,
            Optional<BigDecimal> exposureNotional,
            Optional<BigDecimal> netExposure,
            long totalTrades,
            long totalOrders,
            int openPositions,
            int openPlans,
            long wins,
            long losses,
            Optional<BigDecimal> drawdown,
            Optional<BigDecimal> maxDrawdown,
            Optional<BigDecimal> turnover,
            Optional<BigDecimal> winRate,
            Optional<BigDecimal> profitFactor,
            Optional<Duration> averageHold,
            Optional<BigDecimal> bestCycle,
            Optional<BigDecimal> worstCycle,
            Optional<Long> roundTrips,
            List<Missing> missing) {}

    /** Amounts in {@code currency}, the quote of the symbol, with twins in the base currency. */
    record Position(
            Symbol symbol,
            Currency currency,
            BigDecimal quantity,
            Optional<BigDecimal> averagePrice,
            BigDecimal cost,
            Optional<Price> mark,
            Optional<Instant> markedAt,
            Optional<BigDecimal> unrealizedPnl,
            BigDecimal realizedPnl,
            BigDecimal cycleRealizedPnl,
            Optional<Instant> cycleOpenedAt,
            Optional<BigDecimal> cyclePeak,
            Optional<BigDecimal> fees,
            Optional<BigDecimal> exposure,
            Optional<BigDecimal> costBase,
            Optional<BigDecimal> unrealizedPnlBase,
            Optional<BigDecimal> realizedPnlBase,
            Optional<BigDecimal> feesBase,
            Optional<BigDecimal> exposureBase,
            long trades,
            Optional<BigDecimal> baselineQuantity) {}

    record CashBalance(Currency currency, BigDecimal venue, BigDecimal offVenue) {}

    /** The part of the portfolio's figures that one bot version, run, symbol, side or tag made. */
    record Slice(
            String by,
            String key,
            Optional<BigDecimal> realizedPnl,
            Optional<BigDecimal> unrealizedPnl,
            Optional<BigDecimal> fxPnl,
            Optional<BigDecimal> grossPnl,
            Optional<BigDecimal> fees,
            Optional<BigDecimal> llmCost,
            Optional<BigDecimal> otherCosts,
            Optional<BigDecimal> netPnl,
            long totalTrades,
            long totalOrders,
            long wins,
            long losses,
            Optional<BigDecimal> turnover,
            Optional<BigDecimal> winRate,
            Optional<BigDecimal> profitFactor,
            Optional<Duration> averageHold,
            Optional<BigDecimal> bestCycle,
            Optional<BigDecimal> worstCycle) {}

    /**
     * Why a number is unknown: {@code what} is {@code mark} (with a symbol) or {@code rate} (with a
     * pair).
     */
    record Missing(String what, Optional<Symbol> symbol, Optional<String> pair) {}
}
