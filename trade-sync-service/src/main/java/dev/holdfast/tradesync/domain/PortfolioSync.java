package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is kept of one portfolio: where it trades, its orders that have not ended, and how far
 * its fills are known.
 *
 * @param orders by client order id
 * @param cursors by symbol
 * @param movements ids of the cash movements that were published
 * @param cancelledEarly orders whose cancellation arrived before their approval; the last {@value
 *     #MAX_EARLY}
 * @param through the venue's time through which all fills are known
 * @param degraded whether the venue was last said to be out of reach
 */
public record PortfolioSync(
        PortfolioId portfolio,
        Optional<Account> account,
        Map<ClientOrderId, WorkingOrder> orders,
        Map<Symbol, Cursor> cursors,
        Set<String> movements,
        List<ClientOrderId> cancelledEarly,
        Optional<Instant> through,
        boolean degraded) {

    static final int MAX_EARLY = 100;

    public PortfolioSync {
        orders = Collections.unmodifiableMap(new TreeMap<>(orders));
        cursors = Collections.unmodifiableMap(new TreeMap<>(cursors));
        movements = Collections.unmodifiableSet(new TreeSet<>(movements));
        cancelledEarly = List.copyOf(cancelledEarly);
    }

    public static PortfolioSync initial(PortfolioId portfolio) {
        return new PortfolioSync(
                portfolio,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    /** A version that is not one above the last is passed over, as by every reader. */
    public PortfolioSync configured(PortfolioEvent.Configured configured) {
        long last = account.map(Account::version).orElse(0L);
        if (configured.version() != last + 1) {
            return this;
        }
        return new PortfolioSync(
                portfolio,
                Optional.of(
                        new Account(
                                configured.venue(),
                                configured.mode(),
                                configured.clientOrderPrefix(),
                                configured.version())),
                orders,
                cursors,
                movements,
                cancelledEarly,
                through,
                degraded);
    }

    Optional<WorkingOrder> order(OrderId orderId) {
        return orders.values().stream()
                .filter(order -> order.orderId().filter(orderId::equals).isPresent())
                .findFirst();
    }

    PortfolioSync with(WorkingOrder order) {
        Map<ClientOrderId, WorkingOrder> changed = new TreeMap<>(orders);
        changed.put(order.clientOrderId(), order);
        return withOrders(changed);
    }

    PortfolioSync without(ClientOrderId order) {
        Map<ClientOrderId, WorkingOrder> changed = new TreeMap<>(orders);
        changed.remove(order);
        return withOrders(changed);
    }

    private PortfolioSync withOrders(Map<ClientOrderId, WorkingOrder> changed) {
        return new PortfolioSync(
                portfolio, account, changed, cursors, movements, cancelledEarly, through, degraded);
    }

    PortfolioSync with(Symbol symbol, Cursor cursor) {
        Map<Symbol, Cursor> changed = new TreeMap<>(cursors);
        changed.put(symbol, cursor);
        return new PortfolioSync(
                portfolio, account, orders, changed, movements, cancelledEarly, through, degraded);
    }

    PortfolioSync withMovement(String movementId) {
        Set<String> changed = new TreeSet<>(movements);
        changed.add(movementId);
        return new PortfolioSync(
                portfolio, account, orders, cursors, changed, cancelledEarly, through, degraded);
    }

    PortfolioSync cancelledEarly(ClientOrderId order) {
        List<ClientOrderId> changed = new ArrayList<>(cancelledEarly);
        changed.remove(order);
        changed.add(order);
        return withCancelledEarly(
                changed.subList(Math.max(0, changed.size() - MAX_EARLY), changed.size()));
    }

    PortfolioSync withCancelledEarly(List<ClientOrderId> changed) {
        return new PortfolioSync(
                portfolio, account, orders, cursors, movements, changed, through, degraded);
    }

    PortfolioSync through(Instant instant) {
        return new PortfolioSync(
                portfolio,
                account,
                orders,
                cursors,
                movements,
                cancelledEarly,
                Optional.of(instant),
                degraded);
    }

    PortfolioSync degraded(boolean now) {
        return new PortfolioSync(
                portfolio, account, orders, cursors, movements, cancelledEarly, through, now);
    }
}
