package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What closed cycles came to, in the base currency and free of fees. A cycle whose result is
 * exactly zero is neither a win nor a loss.
 *
 * @param cycles how many were closed
 * @param won the sum of the results above zero
 * @param lost the sum of the results below zero, without the sign
 * @param best the highest result; empty before the first cycle and where one is unknown
 * @param held the sum of the times from opening to closing
 */
public record Outcomes(
        long cycles,
        long wins,
        long losses,
        Converted won,
        Converted lost,
        Optional<BigDecimal> best,
        Optional<BigDecimal> worst,
        Duration held) {

    public static final Outcomes NONE =
            new Outcomes(
                    0,
                    0,
                    0,
                    Converted.ZERO,
                    Converted.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO);

    /** Whether it was won is told in the quote, which no missing rate can hide. */
    static Outcomes of(Cycle cycle) {
        int sign = cycle.realized().signum();
        Converted result = cycle.realizedBase();
        return new Outcomes(
                1,
                sign > 0 ? 1 : 0,
                sign < 0 ? 1 : 0,
                sign > 0 ? result : Converted.ZERO,
                sign < 0 ? result.negate() : Converted.ZERO,
                result.value(),
                result.value(),
                cycle.closedAt()
                        .map(closed -> Duration.between(cycle.openedAt(), closed))
                        .orElse(Duration.ZERO));
    }

    static Outcomes sum(List<Outcomes> parts) {
        Outcomes sum = NONE;
        for (Outcomes part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }

    Outcomes plus(Outcomes more) {
        if (cycles == 0) {
            return more;
        }
        if (more.cycles == 0) {
            return this;
        }
        return new Outcomes(
                cycles + more.cycles,
                wins + more.wins,
                losses + more.losses,
                won.plus(more.won),
                lost.plus(more.lost),
                best.flatMap(one -> more.best.map(one::max)),
                worst.flatMap(one -> more.worst.map(one::min)),
                held.plus(more.held));
    }

    /** Wins per closed cycle, between 0 and 1; empty before the first cycle. */
    Optional<BigDecimal> winRate() {
        return cycles == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(wins)
                                .divide(BigDecimal.valueOf(cycles), Decimals.DIVISION));
    }

    /** What was won per unit lost; empty while nothing was lost. */
    Optional<BigDecimal> profitFactor() {
        return won.value()
                .flatMap(
                        gain ->
                                lost.value()
                                        .filter(loss -> loss.signum() > 0)
                                        .map(loss -> gain.divide(loss, Decimals.DIVISION)));
    }

    /** Whole seconds; empty before the first cycle. */
    Optional<Duration> averageHold() {
        return cycles == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(held.dividedBy(cycles).toSeconds()));
    }
}
