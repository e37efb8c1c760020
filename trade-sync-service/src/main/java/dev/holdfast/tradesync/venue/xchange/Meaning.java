package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.tradesync.venue.VenueFault;

/** What an exchange means by an error. */
sealed interface Meaning {

    record Faulty(VenueFault fault) implements Meaning {}

    /** The order is not taken, now and later. */
    record Refused(String code) implements Meaning {}

    /** There is no such order, or it has ended. */
    record NoSuchOrder() implements Meaning {}

    String INSUFFICIENT_FUNDS = "INSUFFICIENT_FUNDS";
    String INVALID_ORDER = "INVALID_ORDER";

    static Meaning of(VenueFault fault) {
        return new Faulty(fault);
    }

    static Meaning refused(String code) {
        return new Refused(code);
    }
}
