package dev.holdfast.tradesync.venue;

import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.Account;

import io.quarkus.arc.All;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;

/** The venues that this service can speak to. */
@ApplicationScoped
public class Venues {

    private final List<VenueConnector> connectors;

    Venues(@All List<VenueConnector> connectors) {
        this.connectors = connectors;
    }

    /** The adapter for a portfolio's venue in its mode; empty where none serves it. */
    public Optional<VenueAdapter> serving(Account account) {
        return all().stream()
                .filter(adapter -> serves(adapter, account.venue(), account.mode()))
                .findFirst();
    }

    public List<VenueAdapter> all() {
        return connectors.stream().flatMap(connector -> connector.adapters().stream()).toList();
    }

    private static boolean serves(VenueAdapter adapter, Venue venue, TradingMode mode) {
        return adapter.venue().equals(venue) && adapter.mode() == mode;
    }
}
