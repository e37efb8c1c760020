package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Quantity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has stood on the topics so far, for the one portfolio of the demonstration. Guarded by its
 * {@link TopicWatch}.
 */
final class Seen {

    private final ZoneId zone;
    private final Map<TradeEvent.FillKey, TradeEvent.Synced> fills = new LinkedHashMap<>();
    private final Map<ClientOrderId, OrderIntentEvent.Intended> approved = new LinkedHashMap<>();
    private final Map<ClientOrderId, Quantity> traded = new HashMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<ExitReason, Integer> triggers = new EnumMap<>(ExitReason.class);
    private final Map<Night, Integer> widenings = new HashMap<>();
    private final Map<LocalDate, DayEvent.Day> days = new TreeMap<>();
    private final Map<LocalDate, Count> counts = new TreeMap<>();
    private final List<PortfolioEvent.Configured> versions = new ArrayList<>();
    private final List<Published<TradeEvent.Synced>> fillsInOrder = new ArrayList<>();
    private final List<Published<RiskEvent>> decisions = new ArrayList<>();
    private final List<Published<OrderEvent>> ends = new ArrayList<>();
    private Instant clock = Instant.EPOCH;
    private Optional<PortfolioStateEvent.Valued> valued = Optional.empty();
    private Optional<ClientOrderId> lastFilled = Optional.empty();
    private int rejected;
    private int opened;
    private int rearmed;
    private int runsStarted;
    private int runsEnded;
    private int conflictingFills;

    Seen(ZoneId zone) {
        this.zone = zone;
    }

    /** A plan at a boundary of days. */
    record Night(PlanId plan, LocalDate date) {}

    /** What happened on a day of the portfolio. */
    static final class Count {
        int approved;
        int refused;
        int fills;
        int widened;
        int trailed;
        int triggered;
    }

    /**
     * @param published when, by the clock of the machine
     */
    void add(Event event, Instant published) {
        switch (event) {
            case MarketEvent market -> market(market);
            case PortfolioEvent.Configured version -> versions.add(version);
            case RiskEvent decision -> decision(new Published<>(decision, published));
            case OrderEvent order -> order(order, published);
            case TradeEvent.Synced fill -> fill(new Published<>(fill, published));
            case PlanEvent plan -> plan(plan);
            case DayEvent day -> day(day);
            case PortfolioStateEvent.Valued state -> valued = Optional.of(state);
            case RunEvent.Started started -> runsStarted++;
            case RunEvent.Ended ended -> runsEnded++;
            default -> {}
        }
    }

    private void market(MarketEvent event) {
        if (event.occurredAt().isAfter(clock)) {
            clock = event.occurredAt();
        }
    }

    private void order(OrderEvent event, Instant published) {
        switch (event) {
            case OrderEvent.Accepted accepted -> {}
            case OrderEvent.PartiallyFilled partly -> {}
            case OrderEvent.Filled filled -> ends.add(new Published<>(filled, published));
            case OrderEvent.Cancelled cancelled -> ends.add(new Published<>(cancelled, published));
            case OrderEvent.Expired expired -> ends.add(new Published<>(expired, published));
            case OrderEvent.Refused refused -> ends.add(new Published<>(refused, published));
        }
    }

    private void decision(Published<RiskEvent> decision) {
        decisions.add(decision);
        switch (decision.event()) {
            case RiskEvent.Approved yes -> {
                approved.put(yes.clientOrderId(), yes.order());
                on(yes).approved++;
            }
            case RiskEvent.Rejected no -> {
                rejected++;
                on(no).refused++;
                no.reasons().forEach(reason -> refusals.merge(reason, 1, Integer::sum));
            }
            case RiskEvent.LimitWarned warned -> {}
            case RiskEvent.TradingStateChanged changed -> {}
            case RiskEvent.ReservationUnresolved unresolved -> {}
        }
    }

    private void fill(Published<TradeEvent.Synced> published) {
        TradeEvent.Synced fill = published.event();
        TradeEvent.Synced before = fills.putIfAbsent(fill.fill().key(), fill);
        if (before != null) {
            if (!before.fill().sameContent(fill.fill())) {
                conflictingFills++;
            }
            return;
        }
        fillsInOrder.add(published);
        on(fill).fills++;
        fill.clientOrderId()
                .ifPresent(order -> traded.merge(order, fill.quantity(), Quantity::plus));
        lastFilled = fill.clientOrderId();
    }

    private void plan(PlanEvent event) {
        switch (event) {
            case PlanEvent.Opened plan -> opened++;
            case PlanEvent.Armed plan -> rearmed += plan.rearmed() ? 1 : 0;
            case PlanEvent.Widened plan -> {
                widenings.merge(new Night(plan.plan().planId(), plan.date()), 1, Integer::sum);
                on(plan).widened++;
            }
            case PlanEvent.Trailed plan -> on(plan).trailed++;
            case PlanEvent.Triggered plan -> {
                triggers.merge(plan.reason(), 1, Integer::sum);
                on(plan).triggered++;
            }
            case PlanEvent.Updated plan -> {}
            case PlanEvent.Reduced plan -> {}
            case PlanEvent.Closed plan -> {}
            case PlanEvent.Refused command -> {}
            case PlanEvent.Snapshotted plans -> {}
            case PlanEvent.Rearmed plans -> {}
        }
    }

    private void day(DayEvent event) {
        switch (event) {
            case DayEvent.Closed closed -> keep(closed.day());
            case DayEvent.Restated restated -> keep(restated.day());
            case DayEvent.EndOfDayCaptured captured -> {}
        }
    }

    private void keep(DayEvent.Day day) {
        if (day.timezone().equals(zone)) {
            days.put(day.date(), day);
        }
    }

    private Count on(Event event) {
        return counts.computeIfAbsent(
                LocalDate.ofInstant(event.occurredAt(), zone), date -> new Count());
    }

    Instant clock() {
        return clock;
    }

    Map<TradeEvent.FillKey, TradeEvent.Synced> fills() {
        return fills;
    }

    int conflictingFills() {
        return conflictingFills;
    }

    Optional<PortfolioStateEvent.Valued> valued() {
        return valued;
    }

    int approvedOrders() {
        return approved.size();
    }

    int rejectedOrders() {
        return rejected;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    /** How often the portfolio was configured. */
    int versions() {
        return versions.size();
    }

    Optional<LoweredCap> loweredCap() {
        return LoweredCap.of(versions, decisions, fillsInOrder, ends);
    }

    int plansOpened() {
        return opened;
    }

    int plansRearmed() {
        return rearmed;
    }

    int runsStarted() {
        return runsStarted;
    }

    int runsEnded() {
        return runsEnded;
    }

    Map<ExitReason, Integer> triggers() {
        return triggers;
    }

    int plansTriggered() {
        return triggers.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each plan was widened at each boundary: once, if all is well. */
    Map<Night, Integer> widenings() {
        return widenings;
    }

    boolean widenedOn(LocalDate date) {
        return widenings.keySet().stream().anyMatch(night -> night.date().equals(date));
    }

    Map<LocalDate, DayEvent.Day> days() {
        return days;
    }

    Count count(LocalDate date) {
        return counts.getOrDefault(date, new Count());
    }

    /** Whether the latest fill was one of an order that is not whole yet. */
    boolean isInABurst() {
        return lastFilled
                .flatMap(order -> Optional.ofNullable(approved.get(order)))
                .filter(order -> traded.get(order.clientOrderId()).compareTo(order.quantity()) < 0)
                .isPresent();
    }
}
