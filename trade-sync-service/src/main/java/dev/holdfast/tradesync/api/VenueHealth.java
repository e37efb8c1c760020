package dev.holdfast.tradesync.api;

import dev.holdfast.tradesync.sync.VenueStates;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.Venues;

import io.smallrye.health.api.Wellness;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import java.util.Locale;
import java.util.Map;

/**
 * How each venue is, by name. A venue that is out of reach is no reason to restart the service or
 * to take it out of service: it is shown under wellness and not under readiness.
 */
@Wellness
@ApplicationScoped
public class VenueHealth implements HealthCheck {

    private static final String WELL = "OK";

    private final Venues venues;
    private final VenueStates states;

    VenueHealth(Venues venues, VenueStates states) {
        this.venues = venues;
        this.states = states;
    }

    @Override
    public HealthCheckResponse call() {
        Map<VenueStates.Key, VenueStates.State> known = states.all();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("venues").up();
        venues.all()
                .forEach(
                        venue ->
                                answer.withData(
                                        name(new VenueStates.Key(venue.venue(), venue.mode())),
                                        WELL));
        known.forEach(
                (key, state) -> {
                    answer.withData(name(key), state.fault().map(VenueFault::name).orElse(WELL));
                    state.fault()
                            .ifPresent(
                                    fault ->
                                            answer.withData(name(key) + ".reason", state.message())
                                                    .withData(
                                                            name(key) + ".new_orders",
                                                            state.open() ? "WAIT" : "SENT"));
                });
        return answer.status(known.values().stream().noneMatch(VenueStates.State::open)).build();
    }

    private static String name(VenueStates.Key key) {
        return key.venue() + "." + key.mode().name().toLowerCase(Locale.ROOT);
    }
}
