package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.ClientOrderIds;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.paper.domain.Admission;
import dev.holdfast.tradesync.paper.domain.Holds;
import dev.holdfast.tradesync.paper.domain.PaperAccount;
import dev.holdfast.tradesync.paper.domain.PaperFill;
import dev.holdfast.tradesync.paper.domain.PaperOrder;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.VenueTerms;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The paper venue as its customers see it: it takes orders, keeps accounts, and tells both. Orders
 * lock their account, and so does a step of the tape, so that neither misses what the other did.
 */
final class PaperExchange implements VenueAdapter {

    private final Venue venue;
    private final VenueTerms terms;
    private final Map<Currency, BigDecimal> deposits;
    private final int pageSize;
    private final JdbcWork work;
    private final ReplayTable replays;
    private final BookTables books;
    private final Map<PortfolioId, List<VenueMovement>> openings = new ConcurrentHashMap<>();
    private final List<Consumer<PortfolioId>> listeners = new CopyOnWriteArrayList<>();

    PaperExchange(
            Venue venue,
            VenueTerms terms,
            Map<Currency, BigDecimal> deposits,
            int pageSize,
            JdbcWork work,
            BookTables books) {
        this.venue = venue;
        this.terms = terms;
        this.deposits = deposits;
        this.pageSize = pageSize;
        this.work = work;
        this.replays = new ReplayTable(venue);
        this.books = books;
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public TradingMode mode() {
        return TradingMode.PAPER;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                pageSize,
                Capabilities.HistoryOrder.OLDEST_FIRST,
                Capabilities.HistoryScope.SYMBOL,
                Capabilities.TradeIdScope.VENUE,
                Capabilities.AccountScope.PORTFOLIO,
                ClientOrderIds.ANY,
                Set.of(OrderType.values()),
                Set.of(TimeInForce.values()));
    }

    @Override
    public void open(PortfolioId account) {
        asked(
                transaction -> {
                    if (books.account(transaction, account).isEmpty()) {
                        Instant now = replays.read(transaction).at();
                        books.open(transaction, PaperAccount.opened(account, now, deposits));
                    }
                    return account;
                });
    }

    @Override
    public Instant clock() {
        return told(replays::read).at();
    }

    @Override
    public Map<Symbol, Instrument> instruments() {
        return Map.of(
                terms.symbol(),
                new Instrument(
                        terms.symbol(),
                        terms.tick(),
                        terms.lot(),
                        BigDecimal.ZERO,
                        terms.minimumNotional()));
    }

    @Override
    public Set<Symbol> watched() {
        return Set.of(terms.symbol());
    }

    @Override
    public Optional<Price> lastPrice(Symbol symbol) {
        return symbol.equals(terms.symbol()) ? told(replays::read).lastPrice() : Optional.empty();
    }

    @Override
    public Placement place(PortfolioId account, NewOrder order) {
        return asked(
                transaction -> {
                    PaperAccount held =
                            books.lockedAccount(transaction, account).orElseThrow(this::noAccount);
                    Optional<PaperOrder> before =
                            books.order(transaction, account, order.clientOrderId());
                    if (before.isPresent()) {
                        return new Placement.Accepted(told(before.get()));
                    }
                    Replay replay = replays.read(transaction);
                    PaperOrder placed =
                            placed(books.nextOrderId(transaction), account, order, replay.at());
                    Optional<Admission.Refusal> refusal =
                            Admission.refusal(
                                    placed,
                                    held,
                                    books.openOrders(transaction, account),
                                    replay.lastPrice(),
                                    terms);
                    if (refusal.isPresent()) {
                        return new Placement.Refused(refusal.get().code(), refusal.get().reason());
                    }
                    books.insert(transaction, placed);
                    return new Placement.Accepted(told(placed));
                });
    }

    @Override
    public Optional<VenueOrder> findOrder(PortfolioId account, OrderQuery query) {
        return told(
                question -> books.order(question, account, query.clientOrderId()).map(this::told));
    }

    @Override
    public void cancel(PortfolioId account, Symbol symbol, OrderId orderId) {
        asked(
                transaction -> {
                    books.lockedAccount(transaction, account).orElseThrow(this::noAccount);
                    Instant now = replays.read(transaction).at();
                    books.update(
                            transaction,
                            books.openOrders(transaction, account).stream()
                                    .filter(order -> told(order).orderId().equals(orderId))
                                    .map(order -> order.cancelled("cancelled on request", now))
                                    .toList());
                    return orderId;
                });
    }

    @Override
    public AccountSnapshot observe(PortfolioId portfolio) {
        BookTables.Holding holding =
                told(question -> books.holding(question, venue, portfolio))
                        .orElseThrow(this::noAccount);
        return new AccountSnapshot(
                balances(holding.account(), holding.openOrders()),
                holding.openOrders().stream().map(this::told).toList(),
                holding.at());
    }

    private List<VenueEvent.Balance> balances(PaperAccount account, List<PaperOrder> open) {
        return account.balances().entrySet().stream()
                .map(
                        balance ->
                                new VenueEvent.Balance(
                                        balance.getKey(),
                                        balance.getValue(),
                                        Holds.available(
                                                account, balance.getKey(), open, -1, terms)))
                .toList();
    }

    @Override
    public TradePage trades(PortfolioId account, TradeQuery query) {
        List<PaperFill> fills =
                told(
                        question ->
                                FillTable.page(
                                        question,
                                        account,
                                        query.symbol().orElse(terms.symbol()),
                                        query.since().orElse(Instant.EPOCH),
                                        query.page().map(Long::parseLong).orElse(0L),
                                        pageSize));
        return new TradePage(
                fills.stream().map(PaperExchange::told).toList(),
                fills.size() < pageSize
                        ? Optional.empty()
                        : Optional.of(Long.toString(fills.getLast().id())));
    }

    @Override
    public List<VenueMovement> movements(PortfolioId portfolio, Optional<Instant> since) {
        return openings.computeIfAbsent(portfolio, this::opening);
    }

    private List<VenueMovement> opening(PortfolioId portfolio) {
        PaperAccount account =
                told(question -> books.account(question, portfolio)).orElseThrow(this::noAccount);
        return account.deposits().entrySet().stream()
                .map(
                        deposit ->
                                new VenueMovement(
                                        "paper-" + venue + "-opening-" + deposit.getKey(),
                                        MovementKind.DEPOSIT,
                                        new Money(deposit.getValue(), deposit.getKey()),
                                        "opening balance of the paper account",
                                        account.openedAt()))
                .toList();
    }

    @Override
    public void onActivity(Consumer<PortfolioId> listener) {
        listeners.add(listener);
    }

    /** The account as the venue itself sees it, as of one moment. */
    Optional<AccountView> view(PortfolioId portfolio) {
        return work.read(question -> books.holding(question, venue, portfolio))
                .map(
                        holding ->
                                AccountView.of(
                                        holding.account(), holding.openOrders(), holding.at()));
    }

    private static PaperOrder placed(long id, PortfolioId account, NewOrder order, Instant now) {
        return new PaperOrder(
                id,
                account,
                order.clientOrderId(),
                order.symbol(),
                order.side(),
                order.orderType(),
                order.quantity(),
                order.limitPrice(),
                order.stopPrice(),
                order.timeInForce(),
                order.expiresAt(),
                false,
                Quantity.ZERO,
                OrderStatus.OPEN,
                Optional.empty(),
                now,
                now);
    }

    private VenueOrder told(PaperOrder order) {
        return new VenueOrder(
                OrderId.of(Long.toString(order.id())),
                Optional.of(order.clientOrderId()),
                order.symbol(),
                order.side(),
                order.status(),
                order.quantity(),
                order.filled(),
                order.limitPrice(),
                order.reason(),
                order.updatedAt());
    }

    private static VenueFill told(PaperFill fill) {
        return new VenueFill(
                fill.symbol(),
                TradeId.of(Long.toString(fill.id())),
                OrderId.of(Long.toString(fill.orderId())),
                Optional.of(fill.clientOrderId()),
                fill.side(),
                fill.quantity(),
                fill.price(),
                List.of(fill.fee()),
                fill.liquidity(),
                Optional.of(Long.toString(fill.id())),
                fill.at());
    }

    private VenueUnavailable noAccount() {
        return new VenueUnavailable(
                VenueFault.NO_ACCOUNT,
                "The account was not opened yet.",
                new IllegalStateException());
    }

    /** Tells whoever listens to look at these accounts. */
    void active(Set<PortfolioId> accounts) {
        for (PortfolioId account : accounts) {
            listeners.forEach(listener -> listener.accept(account));
        }
    }

    private <T> T asked(JdbcWork.Work<T> question) {
        return answered(() -> work.write(question));
    }

    private <T> T told(JdbcWork.Work<T> question) {
        return answered(() -> work.read(question));
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (JdbcWork.Failed e) {
            throw new VenueUnavailable(VenueFault.NO_ANSWER, e.getMessage(), e);
        }
    }
}
