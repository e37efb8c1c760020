package dev.holdfast.portfolio.domain;

import java.time.Instant;

/** What booking came to. */
public sealed interface Booking {

    /** The ledger changed from this instant on. */
    record Booked(Journal journal, Instant from) implements Booking {}

    /** It was known already, word for word. */
    record Unchanged() implements Booking {}

    /** It belongs before a fill of its symbol that is in the checkpoint. */
    record TooOld(Instant since) implements Booking {}

    /** A correction of a fill that was never booked, or so long ago that it is not kept. */
    record Unknown() implements Booking {}
}
