package dev.holdfast.contracts.value;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Exact decimals as the wire carries them: plain notation, at most {@value #MAX_INTEGER_DIGITS}
 * digits before and {@value #MAX_SCALE} after the point. Sums and products are exact; a division is
 * {@link #DIVISION}.
 */
public final class Decimals {

    public static final int MAX_INTEGER_DIGITS = 20;
    public static final int MAX_SCALE = 18;

    /** The one context in which anything is ever rounded: 34 digits, half even. */
    public static final MathContext DIVISION = MathContext.DECIMAL128;

    /** As long as either part of a number may be written; how large it may be is judged after. */
    private static final int MOST_DIGITS = 40;

    /** {@link BigDecimal#toString()} writes numbers of fewer digits before the point with one. */
    private static final int EXPONENT_FROM = -6;

    private Decimals() {}

    /**
     * Reads plain notation within the bounds of the wire.
     *
     * @throws InvalidValue for anything else: exponents, NaN, blanks, too many digits
     */
    public static BigDecimal parse(String text, String what) {
        if (text == null || !plain(text)) {
            throw new InvalidValue(
                    what + " must be a decimal in plain notation, such as \"812.40\"");
        }
        return bounded(new BigDecimal(text), what);
    }

    /** {@code -?\d+(\.\d+)?} with at most {@value #MOST_DIGITS} digits in a part. */
    private static boolean plain(String text) {
        int whole = text.startsWith("-") ? 1 : 0;
        int point = endOfDigits(text, whole);
        if (point == text.length()) {
            return point > whole;
        }
        int end = endOfDigits(text, point + 1);
        return point > whole
                && text.charAt(point) == '.'
                && end > point + 1
                && end == text.length();
    }

    private static int endOfDigits(String text, int from) {
        int end = Math.min(text.length(), from + MOST_DIGITS);
        int at = from;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The same number without trailing zeros, if it is within the bounds of the wire. */
    public static BigDecimal bounded(BigDecimal number, String what) {
        BigDecimal canonical = canonical(number);
        if (canonical.scale() > MAX_SCALE
                || canonical.precision() - canonical.scale() > MAX_INTEGER_DIGITS) {
            throw new InvalidValue(
                    what
                            + " must have at most "
                            + MAX_INTEGER_DIGITS
                            + " digits before and "
                            + MAX_SCALE
                            + " after the point");
        }
        return canonical;
    }

    /**
     * The same number without trailing zeros and never with a negative scale, so that equal numbers
     * are equal.
     */
    public static BigDecimal canonical(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (number.scale() <= 0) {
            return number.setScale(0);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() == number.scale()) {
            return number; // which may know its text already
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Plain notation, without an exponent. */
    public static String text(BigDecimal number) {
        // Of most numbers both are the same, and a number remembers this one.
        boolean plain = number.scale() >= 0 && number.precision() - number.scale() > EXPONENT_FROM;
        return plain ? number.toString() : number.toPlainString();
    }

    /**
     * A derived number (an average, a converted amount) as it is published: rounded half even to
     * {@value #MAX_SCALE} places. State keeps the full precision; only what leaves is rounded.
     */
    public static BigDecimal published(BigDecimal number) {
        return canonical(
                number.scale() > MAX_SCALE
                        ? number.setScale(MAX_SCALE, java.math.RoundingMode.HALF_EVEN)
                        : number);
    }
}
