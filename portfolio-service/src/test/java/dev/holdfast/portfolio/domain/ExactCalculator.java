package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a position comes to, worked out in another way than the ledger does: with whole thousandths
 * and cents, and exact fractions where a cost is shared. It shares no code with the ledger and is
 * written to be read, not to be fast.
 */
final class ExactCalculator {

    /** An exact fraction, above zero or below, in lowest terms. */
    record Fraction(BigInteger numerator, BigInteger denominator) {

        static final Fraction ZERO = of(0);

        static Fraction of(long whole) {
            return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
        }

        Fraction plus(Fraction other) {
            return reduced(
                    numerator
                            .multiply(other.denominator)
                            .add(other.numerator.multiply(denominator)),
                    denominator.multiply(other.denominator));
        }

        Fraction minus(Fraction other) {
            return plus(new Fraction(other.numerator.negate(), other.denominator));
        }

        Fraction times(long numerators, long denominators) {
            return reduced(
                    numerator.multiply(BigInteger.valueOf(numerators)),
                    denominator.multiply(BigInteger.valueOf(denominators)));
        }

        private static Fraction reduced(BigInteger numerator, BigInteger denominator) {
            if (numerator.signum() == 0) {
                return new Fraction(BigInteger.ZERO, BigInteger.ONE);
            }
            BigInteger divisor = numerator.gcd(denominator);
            if (denominator.signum() < 0) {
                divisor = divisor.negate();
            }
            return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
        }

        /** Whether a decimal is this fraction of a number, but for so small a difference. */
        boolean isCloseTo(BigDecimal decimal, BigDecimal tolerance) {
            BigDecimal difference =
                    decimal.multiply(new BigDecimal(denominator))
                            .subtract(new BigDecimal(numerator));
            return difference.abs().compareTo(tolerance.multiply(new BigDecimal(denominator))) <= 0;
        }
    }

    /** Quantity in thousandths, price in cents. */
    private record Part(long quantity, long price) {}

    private final CostBasis basis;
    private final List<Part> parts = new ArrayList<>();
    long quantity;
    Fraction cost = Fraction.ZERO;
    Fraction realized = Fraction.ZERO;
    Fraction cycle = Fraction.ZERO;
    long fees;
    long wins;
    long losses;

    ExactCalculator(CostBasis basis) {
        this.basis = basis;
    }

    /** All amounts of money are in hundred-thousandths: thousandths times cents. */
    void fill(long change, long price, long quoteFee, long baseFee) {
        trade(change, price);
        fees += quoteFee;
        if (baseFee != 0) {
            fees += baseFee * price;
            trade(-baseFee, price);
        }
    }

    private void trade(long change, long price) {
        boolean closes = quantity != 0 && Long.signum(quantity) != Long.signum(change);
        long closing = closes ? Math.min(Math.abs(change), Math.abs(quantity)) : 0;
        if (closing > 0) {
            close(closing, price);
        }
        long rest = Math.abs(change) - closing;
        if (rest > 0) {
            long opened = Long.signum(change) * rest;
            if (quantity == 0) {
                cycle = Fraction.ZERO;
            }
            parts.add(new Part(opened, price));
            quantity += opened;
            cost = cost.plus(Fraction.of(opened * price));
        }
    }

    private void close(long closing, long price) {
        int sign = Long.signum(quantity);
        Fraction taken =
                basis == CostBasis.AVERAGE
                        ? cost.times(closing, Math.abs(quantity))
                        : Fraction.of(take(closing));
        Fraction gain = Fraction.of(sign * closing * price).minus(taken);
        cost = cost.minus(taken);
        quantity -= sign * closing;
        realized = realized.plus(gain);
        cycle = cycle.plus(gain);
        if (quantity == 0) {
            wins += cycle.numerator().signum() > 0 ? 1 : 0;
            losses += cycle.numerator().signum() < 0 ? 1 : 0;
            parts.clear();
        }
    }

    /** Takes units one part after the other; answers with their cost. */
    private long take(long closing) {
        long rest = closing;
        long taken = 0;
        while (rest > 0) {
            int next = next();
            Part part = parts.get(next);
            long units = Math.min(rest, Math.abs(part.quantity()));
            int sign = Long.signum(part.quantity());
            taken += sign * units * part.price();
            rest -= units;
            if (units == Math.abs(part.quantity())) {
                parts.remove(next);
            } else {
                parts.set(next, new Part(part.quantity() - sign * units, part.price()));
            }
        }
        return taken;
    }

    private int next() {
        int next = 0;
        for (int i = 1; i < parts.size(); i++) {
            boolean better =
                    switch (basis) {
                        case LIFO -> true;
                        case HIFO -> parts.get(i).price() > parts.get(next).price();
                        case FIFO, AVERAGE -> false;
                    };
            next = better ? i : next;
        }
        return next;
    }
}
