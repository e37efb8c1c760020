package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.WorkingOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is committed, in memory; a crash falls before a commit or after it. */
final class MemoryLedger implements Ledger {

    final List<Event> events = new ArrayList<>();
    final Map<TradeEvent.FillKey, Change.FillHeld> held = new LinkedHashMap<>();
    private final Map<TradeEvent.FillKey, Known.Booked> fills = new HashMap<>();
    private final Map<OrderId, OrderTags> tags = new HashMap<>();
    private final List<MemoryLedger> account;
    private final Map<List<Object>, PortfolioId> claims;
    Crashes crashes = Crashes.never();
    Instant now = Syncs.START;
    PortfolioSync state;
    int commits;
    private Runnable onItsWay = () -> {};

    MemoryLedger(PortfolioSync state) {
        this.state = state;
        this.account = new ArrayList<>(List.of(this));
        this.claims = new HashMap<>();
    }

    /** The ledger of a portfolio that trades on the same account as another one. */
    MemoryLedger(PortfolioSync state, MemoryLedger neighbour) {
        this.state = state;
        this.account = neighbour.account;
        this.claims = neighbour.claims;
        account.add(this);
    }

    @Override
    public PortfolioSync committed(PortfolioId portfolio) {
        onItsWay.run();
        return state;
    }

    @Override
    public PortfolioSync seen(PortfolioId portfolio) {
        return state;
    }

    /** As late as can be: what is asked in between does not know of it. */
    @Override
    public Update begin(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold) {
        onItsWay.run();
        onItsWay =
                () -> {
                    onItsWay = () -> {};
                    commit(fold);
                };
        return () -> committed(portfolio);
    }

    private void commit(Function<PortfolioSync, SyncResult> fold) {
        crashes.point();
        SyncResult result = fold.apply(state);
        state = result.state();
        events.addAll(result.events());
        for (Change change : result.changes()) {
            switch (change) {
                case Change.FillBooked booked -> {
                    Known.Booked before = fills.put(booked.booked().fill().key(), booked.booked());
                    if (before != null && !booked.correction()) {
                        throw new AssertionError("Booked twice: " + before);
                    }
                }
                case Change.FillNamed known -> {}
                case Change.FillHeld waits -> held.put(waits.fill().key(), waits);
                case Change.FillReleased gone -> held.remove(gone.key());
                case Change.OrderChanged changed -> note(changed.order());
                case Change.CursorMoved moved -> {}
                case Change.AccountOpened opened -> {}
                case Change.ImportBooked part -> {}
            }
        }
        commits++;
        crashes.point();
    }

    private void note(WorkingOrder order) {
        order.orderId()
                .ifPresent(
                        id ->
                                tags.put(
                                        id,
                                        new OrderTags(
                                                Optional.of(order.clientOrderId()),
                                                order.runId(),
                                                order.botVersion(),
                                                order.tag())));
    }

    @Override
    public Known known(PortfolioSync state, String account, List<VenueFill> asked) {
        Map<TradeEvent.FillKey, Known.Held> waiting = new HashMap<>();
        held.forEach((key, fill) -> waiting.put(key, new Known.Held(fill.fill(), fill.judgedBy())));
        Set<TradeEvent.FillKey> lost =
                asked.stream()
                        .map(fill -> fill.key(state.portfolio(), Syncs.BITSTAMP))
                        .filter(
                                key ->
                                        !claims.getOrDefault(id(key), key.portfolioId())
                                                .equals(key.portfolioId()))
                        .collect(Collectors.toSet());
        return new Known(fills, tags, waiting, neighbours(), Set.of(), lost, List.of());
    }

    private Known.Neighbours neighbours() {
        List<MemoryLedger> others = account.stream().filter(other -> other != this).toList();
        Set<OrderId> orders = new HashSet<>();
        others.forEach(other -> orders.addAll(other.tags.keySet()));
        Set<Symbol> unconfirmed =
                others.stream()
                        .flatMap(other -> other.state.orders().values().stream())
                        .filter(
                                order ->
                                        order.status() == OrderStatus.PENDING
                                                || order.status() == OrderStatus.UNKNOWN)
                        .map(WorkingOrder::symbol)
                        .collect(Collectors.toSet());
        return new Known.Neighbours(
                others.stream()
                        .map(other -> other.state.account().orElseThrow().clientOrderPrefix())
                        .toList(),
                orders,
                unconfirmed);
    }

    @Override
    public Set<TradeEvent.FillKey> claim(String account, Set<TradeEvent.FillKey> wanted) {
        crashes.point();
        return wanted.stream()
                .filter(
                        key ->
                                claims.computeIfAbsent(id(key), first -> key.portfolioId())
                                        .equals(key.portfolioId()))
                .collect(Collectors.toSet());
    }

    private static List<Object> id(TradeEvent.FillKey key) {
        return List.of(key.symbol(), key.orderId(), key.tradeId());
    }

    @Override
    public List<VenueFill> toJudge(PortfolioSync state) {
        long version = state.account().orElseThrow().version();
        return held.values().stream()
                .filter(
                        fill ->
                                fill.judgedBy() != version
                                        || state.assigned().contains(fill.fill().key()))
                .map(MemoryLedger::venueFill)
                .toList();
    }

    private static VenueFill venueFill(Change.FillHeld held) {
        TradeEvent.Fill fill = held.fill();
        return new VenueFill(
                fill.key().symbol(),
                fill.key().tradeId(),
                fill.key().orderId(),
                held.clientOrderId(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                fill.venueSequence(),
                fill.occurredAt());
    }

    @Override
    public boolean holds(PortfolioId portfolio) {
        return !held.isEmpty();
    }

    @Override
    public Instant wallClock() {
        return now;
    }
}
