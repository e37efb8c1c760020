package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A venue with bad manners: it takes an order as often as it is sent, pages by offset in either
 * order, repeats the last rows of a page on the next, and dies where it is told to.
 */
final class StubVenue implements VenueAdapter {

    final List<NewOrder> placed = new ArrayList<>();
    final List<VenueFill> fills = new ArrayList<>();
    final List<VenueMovement> movements = new ArrayList<>();
    Capabilities.AccountScope accounts = Capabilities.AccountScope.PORTFOLIO;
    Crashes crashes = Crashes.never();
    Capabilities.HistoryScope scope = Capabilities.HistoryScope.SYMBOL;
    String idShape = ".*";
    Instant now = Syncs.START.plusSeconds(1_000_000);
    TradingMode mode = TradingMode.PAPER;
    int pages;
    private final HistoryOrder order;
    private final int pageSize;
    private final int repeated;

    StubVenue(HistoryOrder order, int pageSize, int repeated) {
        this.order = order;
        this.pageSize = pageSize;
        this.repeated = repeated;
    }

    @Override
    public Venue venue() {
        return Syncs.BITSTAMP;
    }

    @Override
    public TradingMode mode() {
        return mode;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                pageSize,
                order,
                scope,
                Capabilities.TradeIdScope.VENUE,
                accounts,
                new ClientOrderIds(idShape),
                Set.of(OrderType.values()),
                Set.of(TimeInForce.values()));
    }

    @Override
    public void open(PortfolioId account) {}

    @Override
    public Instant clock() {
        return now;
    }

    @Override
    public Map<Symbol, Instrument> instruments() {
        return Map.of(
                Syncs.BTC_USD,
                new Instrument(
                        Syncs.BTC_USD,
                        new BigDecimal("0.01"),
                        new BigDecimal("0.001"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO));
    }

    @Override
    public Set<Symbol> watched() {
        return Set.of(Syncs.BTC_USD);
    }

    @Override
    public Optional<Price> lastPrice(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Placement place(PortfolioId account, NewOrder newOrder) {
        crashes.point();
        placed.add(newOrder);
        crashes.point();
        return new Placement.Accepted(told(newOrder));
    }

    @Override
    public Optional<VenueOrder> findOrder(PortfolioId account, OrderQuery query) {
        crashes.point();
        return placed.stream()
                .filter(newOrder -> newOrder.clientOrderId().equals(query.clientOrderId()))
                .map(this::told)
                .findFirst();
    }

    private VenueOrder told(NewOrder newOrder) {
        return new VenueOrder(
                OrderId.of("o-" + newOrder.clientOrderId()),
                Optional.of(newOrder.clientOrderId()),
                newOrder.symbol(),
                newOrder.side(),
                OrderStatus.OPEN,
                newOrder.quantity(),
                Quantity.ZERO,
                newOrder.limitPrice(),
                Optional.empty(),
                now);
    }

    @Override
    public void cancel(PortfolioId account, Symbol symbol, OrderId orderId) {}

    @Override
    public AccountSnapshot observe(PortfolioId account) {
        crashes.point();
        return new AccountSnapshot(List.of(), placed.stream().map(this::told).toList(), now);
    }

    @Override
    public TradePage trades(PortfolioId account, TradeQuery query) {
        crashes.point();
        pages++;
        Comparator<VenueFill> oldestFirst = VenueFill.IN_ORDER;
        List<VenueFill> matching =
                fills.stream()
                        .filter(fill -> query.since().filter(fill.occurredAt()::isBefore).isEmpty())
                        .sorted(
                                order == HistoryOrder.OLDEST_FIRST
                                        ? oldestFirst
                                        : oldestFirst.reversed())
                        .toList();
        int from = query.page().map(Integer::parseInt).orElse(0);
        int to = Math.min(matching.size(), from + pageSize);
        return new TradePage(
                matching.subList(from, to),
                to == matching.size()
                        ? Optional.empty()
                        : Optional.of(Integer.toString(Math.max(from + 1, to - repeated))));
    }

    @Override
    public List<VenueMovement> movements(PortfolioId account, Optional<Instant> since) {
        return List.copyOf(movements);
    }

    @Override
    public void onActivity(Consumer<PortfolioId> listener) {}
}
