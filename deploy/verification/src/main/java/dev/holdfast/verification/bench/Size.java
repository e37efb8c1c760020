package dev.holdfast.verification.bench;

/**
 * How much of a benchmark's load is run.
 *
 * @param share above zero; 1 is the whole
 */
record Size(double share) {

    static final Size WHOLE = new Size(1);

    Size {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("The scale is above 0 and at most 1: " + share);
        }
    }

    /** This share of a count, at least {@code least} of it. */
    int of(int whole, int least) {
        return (int) Math.max(Math.min(least, whole), Math.round(whole * share));
    }

    int of(int whole) {
        return of(whole, 1);
    }
}
