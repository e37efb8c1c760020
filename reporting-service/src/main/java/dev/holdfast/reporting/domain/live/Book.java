package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanEvent.Plan;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders and plans that stand: a fold of their topics. The topics are not in order among each
 * other, so an order can be done before its approval is seen; the ids of orders that were done
 * lately are remembered for that.
 *
 * @param orders not done
 * @param plans not closed
 * @param done the newest {@value #DONE_KEPT}, and when
 */
public record Book(
        Map<ClientOrderId, OrderLine> orders,
        Map<PlanId, PlanLine> plans,
        Map<ClientOrderId, Instant> done) {

    private static final int DONE_KEPT = 256;

    public static final Book EMPTY = new Book(Map.of(), Map.of(), Map.of());

    public Book {
        orders = Map.copyOf(orders);
        plans = Map.copyOf(plans);
        done = Map.copyOf(done);
    }

    /** A book and the line that an event changed, where it changed one. */
    public record Ordered(Book book, Optional<OrderLine> changed) {}

    /** A book and the plan that an event changed, where it changed one. */
    public record Planned(Book book, Optional<PlanLine> changed) {}

    Ordered approved(RiskEvent.Approved approved) {
        ClientOrderId id = approved.clientOrderId();
        if (orders.containsKey(id) || done.containsKey(id)) {
            return new Ordered(this, Optional.empty());
        }
        OrderLine line = OrderLine.approved(approved);
        return new Ordered(withOrders(put(orders, id, line)), Optional.of(line));
    }

    Ordered ordered(OrderEvent event) {
        ClientOrderId id = event.clientOrderId();
        if (done.containsKey(id)) {
            return new Ordered(this, Optional.empty());
        }
        OrderLine line =
                Optional.ofNullable(orders.get(id))
                        .orElseGet(() -> OrderLine.unseen(event))
                        .after(event);
        if (!line.finished()) {
            return new Ordered(withOrders(put(orders, id, line)), Optional.of(line));
        }
        Map<ClientOrderId, Instant> finished = put(done, id, event.occurredAt());
        if (finished.size() > DONE_KEPT) {
            finished.remove(
                    Collections.min(
                                    finished.entrySet(),
                                    Map.Entry.<ClientOrderId, Instant>comparingByValue()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .getKey());
        }
        return new Ordered(new Book(without(orders, id), plans, finished), Optional.of(line));
    }

    /** An order of which nothing was heard for too long, unless its venue has told of it since. */
    Ordered unresolved(RiskEvent.ReservationUnresolved raised) {
        return changed(
                Optional.ofNullable(orders.get(raised.clientOrderId()))
                        .filter(
                                known ->
                                        known.status() == OrderStatus.PENDING
                                                || !known.heardAt().isAfter(raised.heardAt()))
                        .map(known -> known.heard(known.heardAt(), Optional.of(raised.heardAt()))));
    }

    /** What the venue has open is heard of; that changes what is seen of it where it was raised. */
    Ordered observed(VenueEvent.OpenOrder open, Instant at) {
        Optional<OrderLine> known = open.clientOrderId().map(orders::get);
        Ordered heard =
                changed(
                        known.filter(line -> line.heardAt().isBefore(at))
                                .map(line -> line.heard(at, Optional.empty())));
        boolean wasRaised = known.flatMap(OrderLine::unheardSince).isPresent();
        return new Ordered(heard.book, heard.changed.filter(line -> wasRaised));
    }

    private Ordered changed(Optional<OrderLine> line) {
        Book next = line.map(l -> withOrders(put(orders, l.clientOrderId(), l))).orElse(this);
        return new Ordered(next, line);
    }

    /** A plan as it now stands; an older version than the known one changes nothing. */
    Planned planned(Plan plan, RunId runId) {
        Optional<PlanLine> known = Optional.ofNullable(plans.get(plan.planId()));
        if (known.map(line -> line.plan().version() > plan.version()).orElse(false)) {
            return new Planned(this, Optional.empty());
        }
        PlanLine line = known.map(k -> k.now(plan)).orElseGet(() -> PlanLine.first(plan, runId));
        Map<PlanId, PlanLine> next =
                plan.status() == PlanStatus.CLOSED
                        ? without(plans, plan.planId())
                        : put(plans, plan.planId(), line);
        return new Planned(new Book(orders, next, done), Optional.of(line));
    }

    /** In the order in which they were placed. */
    public List<OrderLine> openOrders() {
        return orders.values().stream()
                .sorted(
                        Comparator.comparing(OrderLine::placedAt)
                                .thenComparing(OrderLine::clientOrderId))
                .toList();
    }

    /** In the order in which they were opened. */
    public List<PlanLine> openPlans() {
        return plans.values().stream()
                .sorted(
                        Comparator.comparing((PlanLine line) -> line.plan().openedAt())
                                .thenComparing(line -> line.plan().planId()))
                .toList();
    }

    public List<VenueEvent.OpenOrder> ordersAtVenue() {
        return openOrders().stream().flatMap(line -> line.atVenue().stream()).toList();
    }

    private Book withOrders(Map<ClientOrderId, OrderLine> next) {
        return new Book(next, plans, done);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return copy;
    }
}
