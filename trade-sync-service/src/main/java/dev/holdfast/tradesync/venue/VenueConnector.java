package dev.holdfast.tradesync.venue;

import java.util.Optional;

/** Brings a venue into the service, where the configuration asks for it. */
public interface VenueConnector {

    /** Empty where this venue is not configured. */
    Optional<VenueAdapter> adapter();
}
