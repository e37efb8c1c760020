package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.RunId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Approved orders of which nothing is heard. Their headroom stays reserved, whatever became of
 * them: it is never given away on a guess. The venue is asked, and asked again each time the
 * timeout has passed once more, until it speaks of the order.
 */
public final class Unresolved {

    /** For how long nothing may be heard of an order where the limits do not say. */
    static final Duration TIMEOUT = Duration.ofMinutes(15);

    private Unresolved() {}

    /** The state after it and what is to be said. */
    public record Raised(RiskState state, List<RiskEvent.ReservationUnresolved> events) {}

    /**
     * @param now the venue's clock
     */
    public static Raised review(RiskState state, Instant now) {
        Duration timeout = timeout(state);
        Map<ClientOrderId, Reservation> changed = new HashMap<>();
        List<RiskEvent.ReservationUnresolved> events = new ArrayList<>();
        // In order of their ids: the same facts give the same events.
        new TreeMap<>(state.reservations())
                .forEach(
                        (order, reservation) -> {
                            Duration silent = timeout.multipliedBy(reservation.raised() + 1L);
                            if (reservation.heardAt().plus(silent).isAfter(now)) {
                                return;
                            }
                            Reservation raised = reservation.raisedAgain();
                            changed.put(order, raised);
                            events.add(
                                    new RiskEvent.ReservationUnresolved(
                                            state.portfolioId(),
                                            RunId.NONE,
                                            order,
                                            raised.symbol(),
                                            raised.side(),
                                            raised.remaining(),
                                            raised.heardAt(),
                                            raised.raised(),
                                            now));
                        });
        return events.isEmpty()
                ? new Raised(state, events)
                : new Raised(with(state, changed), events);
    }

    private static RiskState with(RiskState state, Map<ClientOrderId, Reservation> changed) {
        Map<ClientOrderId, Reservation> all = new HashMap<>(state.reservations());
        all.putAll(changed);
        return state.withReservations(all);
    }

    /**
     * What the venue has open is known to be alive. Noted a few times within a timeout only: an
     * order that rests for days should not make the state be written with every observation.
     */
    static RiskState observed(RiskState state, VenueEvent.AccountObserved account) {
        Duration fresh = timeout(state).dividedBy(4);
        Map<ClientOrderId, Reservation> changed = new HashMap<>();
        account.openOrders()
                .forEach(
                        open ->
                                open.clientOrderId()
                                        .ifPresent(
                                                order -> {
                                                    Reservation reservation =
                                                            state.reservations().get(order);
                                                    if (reservation != null
                                                            && !reservation
                                                                    .heardAt()
                                                                    .plus(fresh)
                                                                    .isAfter(account.asOf())) {
                                                        changed.put(
                                                                order,
                                                                reservation.heard(account.asOf()));
                                                    }
                                                }));
        return changed.isEmpty() ? state : with(state, changed);
    }

    private static Duration timeout(RiskState state) {
        return state.limits().reservationTimeout().orElse(TIMEOUT);
    }
}
