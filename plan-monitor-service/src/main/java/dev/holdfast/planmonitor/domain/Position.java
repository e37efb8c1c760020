package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is held of a symbol by the fills seen.
 *
 * @param quantity signed, in the base of the symbol
 * @param averagePrice of what is held, without fees; empty where nothing is
 */
public record Position(BigDecimal quantity, Optional<Price> averagePrice) {

    static final Position FLAT = new Position(BigDecimal.ZERO, Optional.empty());

    /** How much is held in the direction of an entry of this side. */
    public Quantity held(Side side) {
        BigDecimal towards = side == Side.BUY ? quantity : quantity.negate();
        return new Quantity(towards.max(BigDecimal.ZERO));
    }

    Position moved(BigDecimal by, Price price) {
        BigDecimal after = Decimals.canonical(quantity.add(by));
        if (after.signum() == 0) {
            return FLAT;
        }
        if (quantity.signum() != after.signum()) {
            return new Position(after, Optional.of(price));
        }
        if (by.signum() != quantity.signum()) {
            return new Position(after, averagePrice);
        }
        BigDecimal before = averagePrice.map(Price::value).orElse(price.value());
        BigDecimal average =
                quantity.multiply(before)
                        .add(by.multiply(price.value()))
                        .divide(after, Decimals.DIVISION);
        return new Position(after, Optional.of(new Price(Decimals.published(average))));
    }
}
