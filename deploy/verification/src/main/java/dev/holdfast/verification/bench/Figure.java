package dev.holdfast.verification.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A measured number.
 *
 * @param name in words, unique in its report
 * @param value in {@code unit}
 * @param limit what is promised; empty for what is only worth knowing
 */
record Figure(String name, double value, String unit, Optional<Limit> limit) {

    private static final MathContext SHOWN = new MathContext(4);

    /** What a figure must keep to. */
    sealed interface Limit {

        double bound();

        record AtLeast(double bound) implements Limit {}

        record AtMost(double bound) implements Limit {}
    }

    boolean kept() {
        return limit.map(
                        known ->
                                switch (known) {
                                    case Limit.AtLeast least -> value >= least.bound();
                                    case Limit.AtMost most -> value <= most.bound();
                                })
                .orElse(true);
    }

    /** Four digits: a measurement does not know more. */
    static String shown(double number) {
        BigDecimal rounded = new BigDecimal(number).round(SHOWN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }
}
