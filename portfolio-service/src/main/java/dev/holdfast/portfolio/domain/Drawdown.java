package dev.holdfast.portfolio.domain;

import java.math.BigDecimal;

/**
 * How far the net PnL stands below its all-time high, over the beginnings of days and now. Net PnL
 * knows no deposits and withdrawals, so neither does this. In the base currency.
 *
 * @param peak the highest net PnL, at least zero: a portfolio begins with none
 * @param deepest the largest distance from a peak that was seen
 */
public record Drawdown(BigDecimal peak, BigDecimal deepest) {

    public static final Drawdown NONE = new Drawdown(BigDecimal.ZERO, BigDecimal.ZERO);

    public Drawdown seeing(BigDecimal netPnl) {
        BigDecimal higher = peak.max(netPnl);
        BigDecimal deeper = deepest.max(higher.subtract(netPnl));
        return higher.compareTo(peak) == 0 && deeper.compareTo(deepest) == 0
                ? this
                : new Drawdown(higher, deeper);
    }

    BigDecimal below(BigDecimal netPnl) {
        return peak.subtract(netPnl);
    }
}
