package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a venue admits in orders of a symbol.
 *
 * @param tick the step of prices, in the quote currency
 * @param lot the step of quantities, in the base
 * @param minimumQuantity the least quantity of an order; zero where any lot will do
 * @param minimumNotional the least value of an order, in the quote currency; zero where there is
 *     none
 */
public record Instrument(
        Symbol symbol,
        BigDecimal tick,
        BigDecimal lot,
        BigDecimal minimumQuantity,
        BigDecimal minimumNotional) {

    /** Down to the lot: never more than was approved. */
    public Quantity round(Quantity quantity) {
        return new Quantity(steps(quantity.value(), lot, RoundingMode.DOWN));
    }

    /** To the tick, never worse than asked: a buy rounds down, a sell up. */
    public Price round(Price price, Side side) {
        return new Price(
                steps(price.value(), tick, side == Side.BUY ? RoundingMode.DOWN : RoundingMode.UP));
    }

    /** To the tick, away from the market: a stop never fires before the price that was asked. */
    public Price roundStop(Price price, Side side) {
        return new Price(
                steps(price.value(), tick, side == Side.BUY ? RoundingMode.UP : RoundingMode.DOWN));
    }

    private static BigDecimal steps(BigDecimal number, BigDecimal step, RoundingMode rounding) {
        return number.divide(step, 0, rounding).multiply(step);
    }
}
