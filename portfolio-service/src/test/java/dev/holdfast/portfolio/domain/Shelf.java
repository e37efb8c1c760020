package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.TradeEvent.FillKey;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a portfolio put away, kept in memory as the service's tables keep it. */
final class Shelf {

    final Map<FillKey, TradeEvent> fills = new HashMap<>();
    final Map<FillKey, FillRates> rates = new HashMap<>();
    final Map<Symbol, TreeMap<Instant, Position>> spots = new HashMap<>();
    final TreeMap<Instant, Boundary> days = new TreeMap<>();
    final Map<BookedRates.MoneyId, CostEvent> costs = new HashMap<>();
    final Map<BookedRates.MoneyId, BigDecimal> money = new HashMap<>();
    final Map<Reach.OrderKey, Placed> orders = new HashMap<>();
    int fetchedFills;

    void put(Change change, Event event) {
        if (change.kept() && event instanceof TradeEvent trade) {
            fills.put(trade.fill().key(), trade);
        }
        if (change.kept() && event instanceof CostEvent cost) {
            costs.put(BookedRates.MoneyId.of(cost), cost);
        }
        change.filed().forEach(this::put);
    }

    private void put(Filed filed) {
        switch (filed) {
            case Filed.Day day -> days.put(day.boundary().at(), day.boundary());
            case Filed.Spots all -> {
                spots(all.symbol()).tailMap(all.after(), false).clear();
                all.spots().forEach(this::put);
            }
            case Filed.At one -> put(one.spot());
            case Filed.Rates of ->
                    rates.put(
                            new FillKey(
                                    Desk.SWING,
                                    of.fill().venue(),
                                    of.fill().symbol(),
                                    of.fill().orderId(),
                                    of.fill().tradeId()),
                            FillRates.of(of.fill()));
            case Filed.MoneyRate rate -> money.put(rate.id(), rate.rate());
            case Filed.CostsRate found ->
                    costs.forEach(
                            (id, cost) -> {
                                if (Costs.currency(cost).equals(found.currency())
                                        && cost.occurredAt().equals(found.at())) {
                                    money.putIfAbsent(id, found.rate());
                                }
                            });
            case Filed.Order order ->
                    orders.put(
                            new Reach.OrderKey(order.placed().symbol(), order.placed().orderId()),
                            order.placed());
        }
    }

    private void put(Spot spot) {
        spots(spot.position().symbol()).put(spot.at(), spot.position());
    }

    private TreeMap<Instant, Position> spots(Symbol symbol) {
        return spots.computeIfAbsent(symbol, none -> new TreeMap<>());
    }

    BookedRates bookedRates() {
        return new BookedRates(rates, money);
    }

    Past past(Reach reach) {
        for (FillKey key : reach.unplaced()) {
            if (fills.containsKey(key)) {
                reach.placed(key, fills.get(key).occurredAt());
            }
        }
        List<Tail> tails = new ArrayList<>(reach.knownTails());
        reach.fillsFrom()
                .forEach(
                        (symbol, late) -> {
                            var spot = spots(symbol).floorEntry(late);
                            Instant from = spot == null ? Instant.EPOCH : spot.getKey();
                            Position before =
                                    spot == null ? Position.none(symbol) : spot.getValue();
                            tails.add(Tail.of(from, before, fills(symbol, from, reach.until())));
                        });
        List<Boundary> boundaries =
                reach.boundariesAfter()
                        .map(after -> List.copyOf(days.tailMap(after, false).values()))
                        .orElse(List.of());
        List<Placed> known = new ArrayList<>();
        reach.orders().stream()
                .filter(orders::containsKey)
                .forEach(key -> known.add(orders.get(key)));
        return new Past(tails, boundaries, known, List.of());
    }

    private List<Fill> fills(Symbol symbol, Instant from, Instant until) {
        List<Fill> found = new ArrayList<>();
        fills.forEach(
                (key, event) -> {
                    boolean cancelled = event instanceof TradeEvent.Corrected c && c.cancelled();
                    if (key.symbol().equals(symbol)
                            && !cancelled
                            && !event.occurredAt().isBefore(from)
                            && event.occurredAt().isBefore(until)) {
                        found.add(
                                rates.getOrDefault(key, FillRates.one(event.fill())).booked(event));
                    }
                });
        fetchedFills += found.size();
        return found;
    }
}
