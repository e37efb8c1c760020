package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.VenueFill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is committed, in memory; a crash falls before a commit or after it. */
final class MemoryLedger implements Ledger {

    final List<Event> events = new ArrayList<>();
    private final Map<TradeEvent.FillKey, TradeEvent.Fill> fills = new HashMap<>();
    private final Map<OrderId, OrderTags> tags = new HashMap<>();
    Crashes crashes = Crashes.never();
    PortfolioSync state;
    int commits;

    MemoryLedger(PortfolioSync state) {
        this.state = state;
    }

    @Override
    public PortfolioSync committed(PortfolioId portfolio) {
        return state;
    }

    @Override
    public PortfolioSync update(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold) {
        crashes.point();
        SyncResult result = fold.apply(state);
        state = result.state();
        events.addAll(result.events());
        for (Change change : result.changes()) {
            switch (change) {
                case Change.FillBooked booked -> fills.put(booked.fill().key(), booked.fill());
                case Change.OrderChanged changed ->
                        changed.order()
                                .orderId()
                                .ifPresent(
                                        id ->
                                                tags.put(
                                                        id,
                                                        new OrderTags(
                                                                java.util.Optional.of(
                                                                        changed.order()
                                                                                .clientOrderId()),
                                                                changed.order().runId(),
                                                                changed.order().botVersion(),
                                                                changed.order().tag())));
                case Change.CursorMoved moved -> {}
            }
        }
        commits++;
        crashes.point();
        return state;
    }

    @Override
    public FillBooking.Known known(PortfolioSync state, List<VenueFill> asked) {
        return new FillBooking.Known(fills, tags);
    }

    @Override
    public Instant wallClock() {
        return Syncs.START;
    }
}
