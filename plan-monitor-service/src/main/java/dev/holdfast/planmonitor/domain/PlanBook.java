package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that plan-monitor keeps of a portfolio.
 *
 * @param plans those that are not closed
 * @param recentlyClosed the last closed plans, so that a late command is answered by its name
 * @param positions what is held, by the fills seen
 * @param seenOrders orders that no plan is known to belong to
 * @param recentFills the last fills, so that they can be corrected
 * @param lastBoundary the last day boundary that was handled, of any of the portfolio's timezones
 * @param ranges of the day that runs, where the policy widens by range
 * @param rangesBefore of the day before
 */
public record PlanBook(
        PortfolioId portfolioId,
        Optional<Settings> settings,
        Map<PlanId, Plan> plans,
        List<PlanId> recentlyClosed,
        Map<Symbol, Position> positions,
        Map<ClientOrderId, SeenOrder> seenOrders,
        List<BookedFill> recentFills,
        Optional<Instant> lastBoundary,
        Map<Symbol, DayRange> ranges,
        Map<Symbol, DayRange> rangesBefore) {

    private static final int CLOSED_KEPT = 200;
    private static final int ORDERS_KEPT = 1000;
    private static final int FILLS_KEPT = 500;

    public PlanBook {
        plans = PlanTable.of(plans);
        recentlyClosed = List.copyOf(recentlyClosed);
        positions = Map.copyOf(positions);
        seenOrders = Map.copyOf(seenOrders);
        recentFills = List.copyOf(recentFills);
        ranges = Map.copyOf(ranges);
        rangesBefore = Map.copyOf(rangesBefore);
    }

    /** A portfolio of which nothing is known yet. */
    public static PlanBook empty(PortfolioId portfolioId) {
        return new PlanBook(
                portfolioId,
                Optional.empty(),
                PlanTable.EMPTY,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    PlanTable table() {
        return PlanTable.of(plans);
    }

    Position position(Symbol symbol) {
        return positions.getOrDefault(symbol, Position.FLAT);
    }

    PlanBook with(Settings newSettings) {
        return new PlanBook(
                portfolioId,
                Optional.of(newSettings),
                plans,
                recentlyClosed,
                positions,
                seenOrders,
                recentFills,
                lastBoundary,
                ranges,
                rangesBefore);
    }

    PlanBook with(Plan plan) {
        return with(table().with(plan), recentlyClosed);
    }

    PlanBook withClosed(PlanId id) {
        return with(table().without(id), appended(recentlyClosed, id, CLOSED_KEPT));
    }

    private PlanBook with(PlanTable table, List<PlanId> closed) {
        return new PlanBook(
                portfolioId,
                settings,
                table,
                closed,
                positions,
                seenOrders,
                recentFills,
                lastBoundary,
                ranges,
                rangesBefore);
    }

    PlanBook with(Symbol symbol, Position position, BookedFill fill) {
        List<BookedFill> others =
                recentFills.stream().filter(known -> !known.key().equals(fill.key())).toList();
        return new PlanBook(
                portfolioId,
                settings,
                plans,
                recentlyClosed,
                position.quantity().signum() == 0
                        ? without(positions, symbol)
                        : put(positions, symbol, position),
                seenOrders,
                appended(others, fill, FILLS_KEPT),
                lastBoundary,
                ranges,
                rangesBefore);
    }

    /** Forgets the order if nothing more is to come of it, and the oldest where there are many. */
    PlanBook with(ClientOrderId orderId, SeenOrder order) {
        Map<ClientOrderId, SeenOrder> orders = new LinkedHashMap<>(seenOrders);
        orders.put(orderId, order);
        if (order.done()) {
            orders.remove(orderId);
        } else if (orders.size() > ORDERS_KEPT) {
            orders.entrySet().stream()
                    .min(
                            Map.Entry.<ClientOrderId, SeenOrder>comparingByValue(
                                            (one, other) -> one.seenAt().compareTo(other.seenAt()))
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .ifPresent(orders::remove);
        }
        return withSeen(orders);
    }

    PlanBook withoutSeen(ClientOrderId orderId) {
        if (!seenOrders.containsKey(orderId)) {
            return this;
        }
        return withSeen(without(seenOrders, orderId));
    }

    private PlanBook withSeen(Map<ClientOrderId, SeenOrder> orders) {
        return new PlanBook(
                portfolioId,
                settings,
                plans,
                recentlyClosed,
                positions,
                orders,
                recentFills,
                lastBoundary,
                ranges,
                rangesBefore);
    }

    PlanBook withBoundary(Instant boundary) {
        return new PlanBook(
                portfolioId,
                settings,
                plans,
                recentlyClosed,
                positions,
                seenOrders,
                recentFills,
                Optional.of(boundary),
                ranges,
                rangesBefore);
    }

    PlanBook withRanges(Map<Symbol, DayRange> newRanges, Map<Symbol, DayRange> before) {
        return new PlanBook(
                portfolioId,
                settings,
                plans,
                recentlyClosed,
                positions,
                seenOrders,
                recentFills,
                lastBoundary,
                newRanges,
                before);
    }

    PlanBook with(Symbol symbol, DayRange range) {
        return withRanges(put(ranges, symbol, range), rangesBefore);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.remove(key);
        return changed;
    }

    private static <T> List<T> appended(List<T> list, T last, int kept) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer.subList(Math.max(0, longer.size() - kept), longer.size());
    }
}
