package dev.holdfast.contracts.value;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an account held before its portfolio traded. Fills of it are booked like any other and carry
 * the tag {@value #TAG}, which no order can carry; how much of a position is still baseline follows
 * from the fills in their order, by one rule for everybody who counts it.
 */
public final class Baseline {

    /** The tag of fills that are baseline. */
    public static final String TAG = "baseline";

    private Baseline() {}

    public static boolean marks(Optional<String> tag) {
        return tag.filter(TAG::equals).isPresent();
    }

    /**
     * How much of a position is baseline after a fill. A baseline fill adds what it moved. Any
     * other takes off what was traded first: the baseline falls only when the position falls below
     * it, and what was sold of it does not come back.
     *
     * @param baseline before the fill, signed as the position
     * @param moved what the fill did to the position, signed, fees in the asset included
     * @param marked whether the fill is baseline
     * @param position after the fill, signed
     */
    public static BigDecimal after(
            BigDecimal baseline, BigDecimal moved, boolean marked, BigDecimal position) {
        BigDecimal then = marked ? baseline.add(moved) : baseline;
        if (then.signum() == 0 || then.signum() != position.signum()) {
            return BigDecimal.ZERO;
        }
        return then.abs().compareTo(position.abs()) <= 0 ? then : position;
    }
}
