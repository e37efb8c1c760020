package org.example.venue;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueProvider;

import org.example.vendor.Exchange;

import java.util.Map;

/** Named in META-INF/services: brings the venue that {@code exchange=brought} means. */
public final class BroughtProvider implements VenueProvider {

    @Override
    public String exchange() {
        return "brought";
    }

    @Override
    public VenueAdapter open(Venue venue, Map<String, String> settings) {
        if (!settings.containsKey("port")) {
            throw new InvalidValue("holdfast.venues." + venue + ".settings.port is missing.");
        }
        return new BroughtVenue(venue, Exchange.connect(settings.get("port")));
    }
}
