package dev.holdfast.contracts.value;

import java.util.regex.Pattern;

/**
 * What every textual id on the wire must look like; the shapes are those of {@code docs/topics.md}.
 */
final class Text {

    static final Pattern PORTFOLIO_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    static final Pattern CURRENCY = Pattern.compile("[A-Z0-9.]{1,12}");
    static final Pattern SYMBOL_BASE = Pattern.compile("[A-Z0-9.:_-]{1,24}");
    static final Pattern VENUE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MOST_PRINTABLE = 128;
    static final Pattern PRINTABLE =
            Pattern.compile("[\\x20-\\x7E\\u00A0-\\uFFFD]{1," + MOST_PRINTABLE + "}");

    private Text() {}

    static String matching(Pattern shape, String value, String what) {
        if (value == null || !(plain(shape, value) || shape.matcher(value).matches())) {
            throw new InvalidValue(
                    what + " must match " + shape.pattern() + ", not '" + shortened(value) + "'");
        }
        return value;
    }

    /** What nearly every id is, told without an expression. */
    private static boolean plain(Pattern shape, String value) {
        if (shape != PRINTABLE || value.isEmpty() || value.length() > MOST_PRINTABLE) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String shortened(String value) {
        return value == null || value.length() <= 140 ? value : value.substring(0, 140) + "…";
    }
}
