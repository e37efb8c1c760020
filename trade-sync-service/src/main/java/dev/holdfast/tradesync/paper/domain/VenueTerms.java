package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * On what terms the paper venue trades its symbol.
 *
 * @param tick the step of prices
 * @param lot the step of quantities
 * @param minimumNotional the least value of an order, in the quote currency
 * @param makerBps fee of a fill that rested in the book, in hundredths of a percent of its value
 * @param takerBps fee of a fill that took
 * @param slippageBps by how much a taker's price is worse than the print
 * @param participation which part of a print's volume may be taken, above 0 and at most 1
 * @param margin whether balances may go below zero, so that shorts are possible
 */
public record VenueTerms(
        Symbol symbol,
        BigDecimal tick,
        BigDecimal lot,
        BigDecimal minimumNotional,
        BigDecimal makerBps,
        BigDecimal takerBps,
        BigDecimal slippageBps,
        BigDecimal participation,
        boolean margin) {

    private static final int BPS_SCALE = 4;

    /** One and some basis points are exact in decimals. */
    private static final BigDecimal BPS = new BigDecimal("0.0001");

    /**
     * @throws InvalidValue where a number makes no sense, or fees could not be told exactly within
     *     the digits of the wire
     */
    public VenueTerms {
        positive(tick, "tick");
        positive(lot, "lot");
        notNegative(minimumNotional, "minimum notional");
        notNegative(slippageBps, "slippage");
        positive(participation, "participation");
        if (participation.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidValue("participation must be at most 1, not " + participation);
        }
        int digits =
                scale(tick) + scale(lot) + BPS_SCALE + Math.max(scale(makerBps), scale(takerBps));
        if (digits > Decimals.MAX_SCALE) {
            throw new InvalidValue(
                    "tick, lot and fees have so many decimals that a fee needs "
                            + digits
                            + " places, and the wire has "
                            + Decimals.MAX_SCALE);
        }
    }

    /** Exact. */
    Money fee(Quantity quantity, Price price, Liquidity liquidity) {
        BigDecimal bps = liquidity == Liquidity.MAKER ? makerBps : takerBps;
        return new Money(
                quantity.value().multiply(price.value()).multiply(bps).multiply(BPS),
                symbol.quote());
    }

    /** What a taker pays or gets: worse than the print by the slippage, to the tick. */
    Price slipped(Price print, Side side) {
        BigDecimal shift = print.value().multiply(slippageBps).multiply(BPS);
        return switch (side) {
            case BUY -> toTick(print.value().add(shift), RoundingMode.UP);
            case SELL -> toTick(print.value().subtract(shift), RoundingMode.DOWN);
        };
    }

    Quantity toLot(BigDecimal quantity) {
        return new Quantity(
                quantity.max(BigDecimal.ZERO).divide(lot, 0, RoundingMode.DOWN).multiply(lot));
    }

    /** How much of the print's volume is there for the taking. */
    Quantity volume(Print print) {
        return toLot(print.quantity().value().multiply(participation));
    }

    /** Value and taker's fee of one unit at a price: what a buy needs in cash. */
    BigDecimal costOfOne(Price price, Liquidity liquidity) {
        BigDecimal bps = liquidity == Liquidity.MAKER ? makerBps : takerBps;
        return price.value().multiply(BigDecimal.ONE.add(bps.multiply(BPS)));
    }

    private Price toTick(BigDecimal price, RoundingMode rounding) {
        return new Price(price.divide(tick, 0, rounding).multiply(tick).max(tick));
    }

    private static int scale(BigDecimal number) {
        return Decimals.canonical(number).scale();
    }

    private static void positive(BigDecimal number, String what) {
        if (number.signum() <= 0) {
            throw new InvalidValue(what + " must be above zero, not " + number.toPlainString());
        }
    }

    private static void notNegative(BigDecimal number, String what) {
        if (number.signum() < 0) {
            throw new InvalidValue(
                    what + " must not be negative, but is " + number.toPlainString());
        }
    }
}
