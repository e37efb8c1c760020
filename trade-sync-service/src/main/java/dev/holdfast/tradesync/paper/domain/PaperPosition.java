package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What an account holds of a symbol, at average cost.
 *
 * @param quantity signed: a short is negative
 * @param cost what the open quantity was bought for, free of fees; signed like the quantity
 * @param realizedPnl of closed quantity, free of fees, cumulative
 */
public record PaperPosition(BigDecimal quantity, BigDecimal cost, BigDecimal realizedPnl) {

    public static final PaperPosition FLAT =
            new PaperPosition(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * Wider than the ledger's division on purpose: what the two publish must agree in every digit,
     * and not because both rounded alike.
     */
    private static final MathContext DIVISION = new MathContext(60, RoundingMode.HALF_EVEN);

    /** A fill through zero closes first, then opens the rest at its own price. */
    PaperPosition after(Side side, Quantity traded, Price price) {
        BigDecimal signed = side.signed(traded);
        if (quantity.signum() == 0 || quantity.signum() == signed.signum()) {
            return new PaperPosition(
                    quantity.add(signed), cost.add(signed.multiply(price.value())), realizedPnl);
        }
        BigDecimal closed = traded.value().min(quantity.abs());
        boolean whole = closed.compareTo(quantity.abs()) == 0;
        BigDecimal costClosed =
                whole ? cost : cost.multiply(closed).divide(quantity.abs(), DIVISION);
        BigDecimal proceeds =
                closed.multiply(price.value()).multiply(BigDecimal.valueOf(quantity.signum()));
        BigDecimal left = quantity.add(signed);
        BigDecimal costLeft = whole ? left.multiply(price.value()) : cost.subtract(costClosed);
        return new PaperPosition(left, costLeft, realizedPnl.add(proceeds.subtract(costClosed)));
    }
}
