package dev.holdfast.tradesync.venue;

import java.util.List;

/** Brings venues into the service, where the configuration asks for them. */
public interface VenueConnector {

    /** The venues that are configured; the same ones on every call. */
    List<VenueAdapter> adapters();
}
