package dev.holdfast.tradesync.venue;

import dev.holdfast.contracts.value.Venue;

import java.util.Map;

/**
 * A venue outside this service's own: an artefact of its own, with what it needs beside it, whose
 * {@code META-INF/services} names an implementation with a constructor without arguments. Its jars
 * lie in the directory of {@code holdfast.venue-plugins.directory}.
 */
public interface VenueProvider {

    /** What {@code holdfast.venues.<name>.exchange} says to mean this one. */
    String exchange();

    /**
     * The venue under the name that portfolios give. Nothing is asked of it yet.
     *
     * @param settings of {@code holdfast.venues.<name>.settings}; keys do not belong there, a
     *     provider reads them from the environment or from secret files
     * @throws dev.holdfast.contracts.value.InvalidValue where a setting is missing or wrong; it
     *     stops the start
     */
    VenueAdapter open(Venue venue, Map<String, String> settings);
}
