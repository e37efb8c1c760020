package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param lastMarks when each symbol of a plan was seen last, to a tenth of the limit
 * @param unwatched the symbols that have had no mark for the limit, and their last one
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
        Map<Symbol, DayRange> rangesBefore,
        Map<Symbol, Instant> lastMarks,
        Map<Symbol, Instant> unwatched) {

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
        lastMarks = Map.copyOf(lastMarks);
        unwatched = Map.copyOf(unwatched);
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
                Map.of(),
                Map.of(),
                Map.of());
    }

    PlanTable table() {
        return PlanTable.of(plans);
    }

    /** The same with these plans, which are kept apart from the rest of it. */
    public PlanBook with(Collection<Plan> kept) {
        PlanTable table = PlanTable.of(kept);
        return but(book -> book.plans = table);
    }

    /** All of it but the plans. */
    public PlanBook withoutPlans() {
        return but(book -> book.plans = PlanTable.EMPTY);
    }

    /** Whether nothing but plans lies between this book and one that came of it. */
    public boolean differsInPlansAlone(PlanBook later) {
        return settings == later.settings
                && recentlyClosed == later.recentlyClosed
                && positions == later.positions
                && seenOrders == later.seenOrders
                && recentFills == later.recentFills
                && lastBoundary == later.lastBoundary
                && ranges == later.ranges
                && rangesBefore == later.rangesBefore
                && lastMarks == later.lastMarks
                && unwatched == later.unwatched;
    }

    Position position(Symbol symbol) {
        return positions.getOrDefault(symbol, Position.FLAT);
    }

    /** The last mark of a plan's symbol, where the plan is armed and that is too long ago. */
    public Optional<Instant> unwatchedSince(Plan plan) {
        return plan.watching()
                ? Optional.ofNullable(unwatched.get(plan.symbol()))
                : Optional.empty();
    }

    /** How many armed plans nobody watches. */
    public int unwatchedPlans() {
        return unwatched.keySet().stream().mapToInt(s -> table().of(s).byAge().size()).sum();
    }

    PlanBook with(Settings newSettings) {
        return but(book -> book.settings = Optional.of(newSettings));
    }

    PlanBook with(Plan plan) {
        return but(book -> book.plans = table().with(plan));
    }

    PlanBook withClosed(PlanId id) {
        return but(
                book -> {
                    book.plans = table().without(id);
                    book.recentlyClosed = appended(recentlyClosed, id, CLOSED_KEPT);
                });
    }

    PlanBook with(Symbol symbol, Position position, BookedFill fill) {
        List<BookedFill> others =
                recentFills.stream().filter(known -> !known.key().equals(fill.key())).toList();
        return but(
                book -> {
                    book.positions =
                            position.quantity().signum() == 0
                                    ? without(positions, symbol)
                                    : put(positions, symbol, position);
                    book.recentFills = appended(others, fill, FILLS_KEPT);
                });
    }

    /** Forgets the order if nothing more is to come of it, and the oldest where there are many. */
    PlanBook with(ClientOrderId orderId, SeenOrder order) {
        Map<ClientOrderId, SeenOrder> orders = put(seenOrders, orderId, order);
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
        return but(book -> book.seenOrders = orders);
    }

    PlanBook withoutSeen(ClientOrderId orderId) {
        return seenOrders.containsKey(orderId)
                ? but(book -> book.seenOrders = without(seenOrders, orderId))
                : this;
    }

    PlanBook withBoundary(Instant boundary) {
        return but(book -> book.lastBoundary = Optional.of(boundary));
    }

    PlanBook withRanges(Map<Symbol, DayRange> newRanges, Map<Symbol, DayRange> before) {
        return but(
                book -> {
                    book.ranges = newRanges;
                    book.rangesBefore = before;
                });
    }

    PlanBook with(Symbol symbol, DayRange range) {
        return withRanges(put(ranges, symbol, range), rangesBefore);
    }

    /** A mark of the symbol came. */
    PlanBook seen(Symbol symbol, Instant at) {
        return but(
                book -> {
                    book.lastMarks = put(lastMarks, symbol, at);
                    book.unwatched = without(unwatched, symbol);
                });
    }

    /** No mark of the symbol came for too long. */
    PlanBook unwatched(Symbol symbol, Instant since) {
        return but(book -> book.unwatched = put(unwatched, symbol, since));
    }

    /** No plan has the symbol any more. */
    PlanBook forgotten(Symbol symbol) {
        return but(book -> book.lastMarks = without(lastMarks, symbol));
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

    private PlanBook but(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.book();
    }

    /** The parts of a book, while one of them changes. */
    private static final class Draft {
        private final PortfolioId portfolioId;
        private Optional<Settings> settings;
        private Map<PlanId, Plan> plans;
        private List<PlanId> recentlyClosed;
        private Map<Symbol, Position> positions;
        private Map<ClientOrderId, SeenOrder> seenOrders;
        private List<BookedFill> recentFills;
        private Optional<Instant> lastBoundary;
        private Map<Symbol, DayRange> ranges;
        private Map<Symbol, DayRange> rangesBefore;
        private Map<Symbol, Instant> lastMarks;
        private Map<Symbol, Instant> unwatched;

        Draft(PlanBook book) {
            portfolioId = book.portfolioId;
            settings = book.settings;
            plans = book.plans;
            recentlyClosed = book.recentlyClosed;
            positions = book.positions;
            seenOrders = book.seenOrders;
            recentFills = book.recentFills;
            lastBoundary = book.lastBoundary;
            ranges = book.ranges;
            rangesBefore = book.rangesBefore;
            lastMarks = book.lastMarks;
            unwatched = book.unwatched;
        }

        PlanBook book() {
            return new PlanBook(
                    portfolioId,
                    settings,
                    plans,
                    recentlyClosed,
                    positions,
                    seenOrders,
                    recentFills,
                    lastBoundary,
                    ranges,
                    rangesBefore,
                    lastMarks,
                    unwatched);
        }
    }
}
