package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a portfolio earned day by day, as a share of the equity with which the day began. The PnL
 * knows no deposits, so neither do the returns. A day of which either figure is unknown, or that
 * began without equity, is left out.
 *
 * @param returns one for each day that counts, in their order
 */
public record DailyReturns(List<BigDecimal> returns) {

    /** Days of trading a year: markets that never close. */
    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);

    /** Where a day begins. */
    public record Start(Instant at, Optional<BigDecimal> equity, Optional<BigDecimal> netPnl) {}

    public DailyReturns {
        returns = List.copyOf(returns);
    }

    /** From where days begin, in their order: each but the last begins a day. */
    public static DailyReturns between(List<Start> starts) {
        List<BigDecimal> returns = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            Start begin = starts.get(i - 1);
            Optional<BigDecimal> earned =
                    new Sum().add(starts.get(i).netPnl()).subtract(begin.netPnl()).value();
            earned.flatMap(
                            gain ->
                                    begin.equity()
                                            .filter(equity -> equity.signum() > 0)
                                            .map(equity -> gain.divide(equity, Decimals.DIVISION)))
                    .ifPresent(returns::add);
        }
        return new DailyReturns(returns);
    }

    /**
     * The mean over the standard deviation of the sample, a year's worth, over a riskless rate of
     * zero. Empty before two days, and where every day was alike. Source: W. F. Sharpe, The Sharpe
     * Ratio (1994).
     */
    public Optional<BigDecimal> sharpe() {
        if (returns.size() < 2) {
            return Optional.empty();
        }
        BigDecimal mean = mean();
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal one : returns) {
            squares = squares.add(one.subtract(mean).pow(2));
        }
        return yearly(mean, squares, returns.size() - 1);
    }

    /**
     * The mean over the downside deviation from zero, a year's worth: only losing days count
     * against it, over the number of all days. Empty before two days, and without a losing one.
     * Source: F. A. Sortino and L. N. Price (1994).
     */
    public Optional<BigDecimal> sortino() {
        if (returns.size() < 2) {
            return Optional.empty();
        }
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal one : returns) {
            squares = squares.add(one.min(BigDecimal.ZERO).pow(2));
        }
        return yearly(mean(), squares, returns.size());
    }

    private BigDecimal mean() {
        return returns.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(returns.size()), Decimals.DIVISION);
    }

    private static Optional<BigDecimal> yearly(BigDecimal mean, BigDecimal squares, int days) {
        if (squares.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal deviation =
                squares.divide(BigDecimal.valueOf(days), Decimals.DIVISION).sqrt(Decimals.DIVISION);
        return Optional.of(
                mean.multiply(DAYS_A_YEAR.sqrt(Decimals.DIVISION))
                        .divide(deviation, Decimals.DIVISION));
    }
}
