package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
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
 * @param fault what the venue was last said to fail with; empty while it is well
 * @param assigned foreign fills that an operator gave to the portfolio and that were not booked
 *     yet; the last {@value #MAX_EARLY}
 * @param holdingSince when the first of the fills that are held was recorded; empty where none is
 */
public record PortfolioSync(
        PortfolioId portfolio,
        Optional<Account> account,
        Map<ClientOrderId, WorkingOrder> orders,
        Map<Symbol, Cursor> cursors,
        Set<String> movements,
        List<ClientOrderId> cancelledEarly,
        Optional<Instant> through,
        Optional<String> fault,
        List<TradeEvent.FillKey> assigned,
        Optional<Instant> holdingSince) {

    static final int MAX_EARLY = 100;

    public PortfolioSync {
        orders = Collections.unmodifiableMap(new TreeMap<>(orders));
        cursors = Collections.unmodifiableMap(new TreeMap<>(cursors));
        movements = Collections.unmodifiableSet(new TreeSet<>(movements));
        cancelledEarly = List.copyOf(cancelledEarly);
        assigned = List.copyOf(assigned);
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
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /**
     * A version that is not one above the last is passed over, as by every reader. Another venue or
     * another mode is another account, whose fills are read from their beginning.
     */
    public PortfolioSync configured(PortfolioEvent.Configured configured) {
        long last = account.map(Account::version).orElse(0L);
        if (configured.version() != last + 1) {
            return this;
        }
        Account now =
                new Account(
                        configured.venue(),
                        configured.mode(),
                        configured.clientOrderPrefix(),
                        configured.accountPolicy(),
                        configured.version());
        boolean same =
                account.filter(
                                before ->
                                        before.venue().equals(now.venue())
                                                && before.mode() == now.mode())
                        .isPresent();
        return copy(Optional.of(now), orders, same ? cursors : Map.of(), movements, cancelledEarly);
    }

    /** Orders that wait to be sent, asked about or withdrawn. */
    public boolean hasWaitingOrders() {
        return orders.values().stream()
                .anyMatch(order -> order.unconfirmed() || order.cancelReason().isPresent());
    }

    /** Orders that may be at the venue under an id that is not known yet. */
    public boolean hasUnconfirmedOrders() {
        return orders.values().stream().anyMatch(WorkingOrder::unconfirmed);
    }

    /** The order that the venue knows by this id, while it has not ended. */
    public Optional<WorkingOrder> order(OrderId orderId) {
        return orders.values().stream()
                .filter(order -> order.orderId().filter(orderId::equals).isPresent())
                .findFirst();
    }

    PortfolioSync with(WorkingOrder order) {
        Map<ClientOrderId, WorkingOrder> changed = new TreeMap<>(orders);
        changed.put(order.clientOrderId(), order);
        return copy(account, changed, cursors, movements, cancelledEarly);
    }

    PortfolioSync without(ClientOrderId order) {
        Map<ClientOrderId, WorkingOrder> changed = new TreeMap<>(orders);
        changed.remove(order);
        return copy(account, changed, cursors, movements, cancelledEarly);
    }

    PortfolioSync with(Symbol symbol, Cursor cursor) {
        Map<Symbol, Cursor> changed = new TreeMap<>(cursors);
        changed.put(symbol, cursor);
        return copy(account, orders, changed, movements, cancelledEarly);
    }

    PortfolioSync withMovement(String movementId) {
        Set<String> changed = new TreeSet<>(movements);
        changed.add(movementId);
        return copy(account, orders, cursors, changed, cancelledEarly);
    }

    PortfolioSync cancelledEarly(ClientOrderId order) {
        return withCancelledEarly(lastWith(cancelledEarly, order));
    }

    PortfolioSync withCancelledEarly(List<ClientOrderId> changed) {
        return copy(account, orders, cursors, movements, changed);
    }

    PortfolioSync through(Instant instant) {
        return copy(Optional.of(instant), fault, assigned, holdingSince);
    }

    PortfolioSync failingWith(Optional<String> now) {
        return copy(through, now, assigned, holdingSince);
    }

    /** An operator gives a fill to the portfolio; it is booked where its account is synced. */
    public PortfolioSync assign(TradeEvent.FillKey fill) {
        return copy(through, fault, lastWith(assigned, fill), holdingSince);
    }

    PortfolioSync assignmentDone(TradeEvent.FillKey fill) {
        if (!assigned.contains(fill)) {
            return this;
        }
        List<TradeEvent.FillKey> others = new ArrayList<>(assigned);
        others.remove(fill);
        return copy(through, fault, others, holdingSince);
    }

    PortfolioSync holding(Instant recordedAt) {
        return holdingSince.isPresent()
                ? this
                : copy(through, fault, assigned, Optional.of(recordedAt));
    }

    PortfolioSync holdingNothing() {
        return copy(through, fault, assigned, Optional.empty());
    }

    private static <T> List<T> lastWith(List<T> before, T one) {
        List<T> changed = new ArrayList<>(before);
        changed.remove(one);
        changed.add(one);
        return changed.subList(Math.max(0, changed.size() - MAX_EARLY), changed.size());
    }

    private PortfolioSync copy(
            Optional<Account> account,
            Map<ClientOrderId, WorkingOrder> orders,
            Map<Symbol, Cursor> cursors,
            Set<String> movements,
            List<ClientOrderId> cancelledEarly) {
        return new PortfolioSync(
                portfolio,
                account,
                orders,
                cursors,
                movements,
                cancelledEarly,
                through,
                fault,
                assigned,
                holdingSince);
    }

    private PortfolioSync copy(
            Optional<Instant> through,
            Optional<String> fault,
            List<TradeEvent.FillKey> assigned,
            Optional<Instant> holdingSince) {
        return new PortfolioSync(
                portfolio,
                account,
                orders,
                cursors,
                movements,
                cancelledEarly,
                through,
                fault,
                assigned,
                holdingSince);
    }
}
