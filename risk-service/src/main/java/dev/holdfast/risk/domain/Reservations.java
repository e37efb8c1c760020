package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Symbol;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What approved orders may still become, by client order id. Immutable. Beside them stands what
 * they come to per symbol, so that a decision need not add up all that is on its way.
 */
final class Reservations extends AbstractMap<ClientOrderId, Reservation> {

    static final Reservations NONE = new Reservations(Map.of(), Map.of());

    private final Map<ClientOrderId, Reservation> byOrder;
    private final Map<Symbol, Pending> bySymbol;

    private Reservations(Map<ClientOrderId, Reservation> byOrder, Map<Symbol, Pending> bySymbol) {
        this.byOrder = byOrder;
        this.bySymbol = bySymbol;
    }

    static Reservations of(Map<ClientOrderId, Reservation> orders) {
        if (orders instanceof Reservations reservations) {
            return reservations;
        }
        Map<Symbol, Pending> pending = new HashMap<>();
        for (Reservation reservation : orders.values()) {
            pending.merge(
                    reservation.symbol(),
                    Pending.NONE.with(reservation),
                    (sum, one) -> sum.with(reservation));
        }
        return new Reservations(new HashMap<>(orders), pending);
    }

    /** Nothing stays reserved for what is all traded. */
    Reservations with(ClientOrderId order, Reservation reservation) {
        Map<ClientOrderId, Reservation> orders = new HashMap<>(byOrder);
        Map<Symbol, Pending> pending = new HashMap<>(bySymbol);
        Reservation before = orders.remove(order);
        if (before != null) {
            Pending rest = pending.get(before.symbol()).without(before);
            if (rest.orders().isEmpty()) {
                pending.remove(before.symbol());
            } else {
                pending.put(before.symbol(), rest);
            }
        }
        if (!reservation.remaining().isZero()) {
            orders.put(order, reservation);
            pending.put(reservation.symbol(), on(pending, reservation.symbol()).with(reservation));
        }
        return new Reservations(orders, pending);
    }

    /** What they come to on a symbol. */
    Pending on(Symbol symbol) {
        return on(bySymbol, symbol);
    }

    private static Pending on(Map<Symbol, Pending> pending, Symbol symbol) {
        return pending.getOrDefault(symbol, Pending.NONE);
    }

    Map<Symbol, Pending> bySymbol() {
        return Collections.unmodifiableMap(bySymbol);
    }

    @Override
    public Reservation get(Object order) {
        return byOrder.get(order);
    }

    @Override
    public boolean containsKey(Object order) {
        return byOrder.containsKey(order);
    }

    @Override
    public Set<Entry<ClientOrderId, Reservation>> entrySet() {
        return Collections.unmodifiableMap(byOrder).entrySet();
    }
}
