package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is held of a symbol and what came of it.
 *
 * @param quantity of the base; below zero in a short
 * @param cost of what is held, in the quote, with the sign of the quantity; exactly zero when flat
 * @param lots the open parts; their quantities and costs add up to those of the position
 * @param realized in the quote, free of fees, over all cycles
 * @param realizedBase the same in the base currency, at the rates of the closing fills
 * @param fxRealized what rates did to the basis of what was closed, in the base currency
 * @param fees in the quote, at the rates of the fills
 * @param feesBase the same in the base currency
 * @param trades the number of fills
 * @param cycle the cycle that is open, or the last one
 * @param earned what closed cycles came to, by who opened them
 * @param last the last fill that was booked
 * @param baseline how much of the quantity was held before the portfolio traded, signed like it;
 *     empty where nothing was
 */
public record Position(
        Symbol symbol,
        BigDecimal quantity,
        BigDecimal cost,
        List<Lot> lots,
        BigDecimal realized,
        Converted realizedBase,
        Converted fxRealized,
        Converted fees,
        Converted feesBase,
        long trades,
        Optional<Cycle> cycle,
        List<Earned> earned,
        Optional<FillPlace> last,
        Optional<BigDecimal> baseline) {

    public Position {
        lots = List.copyOf(lots);
        earned = List.copyOf(earned);
    }

    public static Position none(Symbol symbol) {
        return new Position(
                symbol,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                List.of(),
                BigDecimal.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean flat() {
        return quantity.signum() == 0;
    }

    /** What the portfolio itself traded of the quantity. */
    BigDecimal traded() {
        return baseline.map(quantity::subtract).orElse(quantity);
    }

    /** The cost of one unit in the quote, free of fees; empty when flat. */
    public Optional<BigDecimal> averagePrice() {
        return flat() ? Optional.empty() : Optional.of(cost.divide(quantity, Decimals.DIVISION));
    }

    /** What the open lots cost in the base currency, at the rates at which they were opened. */
    public Converted costBase() {
        Converted sum = Converted.ZERO;
        for (Lot lot : lots) {
            sum = sum.plus(lot.costBase());
        }
        return sum;
    }
}
