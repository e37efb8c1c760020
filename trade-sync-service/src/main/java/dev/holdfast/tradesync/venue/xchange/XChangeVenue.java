package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import org.knowm.xchange.dto.marketdata.Ticker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An exchange as a venue. Whatever it is asked passes here: within the exchange's limits, not while
 * it wants to be left alone, signed only while the clocks agree, and with each error named.
 */
final class XChangeVenue implements VenueAdapter {

    private static final Duration INSTRUMENTS_LAST = Duration.ofHours(6);
    private static final Duration MOVEMENTS_LAST = Duration.ofMinutes(1);
    private static final Duration QUOTES_LAST = Duration.ofSeconds(2);

    private final Access access;
    private final Dialect dialect;
    private final VenueClock clock;
    private final RequestBudget budget;
    private final Retreat retreat = new Retreat(() -> ThreadLocalRandom.current().nextDouble());
    private final ReentrantLock signing = new ReentrantLock(true);
    private final Map<Symbol, Quote> quotes = new ConcurrentHashMap<>();
    private final Map<PortfolioId, Instant> movementsAt = new ConcurrentHashMap<>();
    private volatile Map<Symbol, Instrument> instruments = Map.of();
    private volatile Instant instrumentsAt = Instant.MIN;

    XChangeVenue(Access access, Dialect dialect, RequestBudget budget, InstantSource ours) {
        this.access = access;
        this.dialect = dialect;
        this.clock = new VenueClock(ours);
        this.budget = budget;
    }

    @Override
    public Venue venue() {
        return access.venue();
    }

    @Override
    public TradingMode mode() {
        return TradingMode.LIVE;
    }

    @Override
    public Capabilities capabilities() {
        return dialect.capabilities();
    }

    @Override
    public void open(PortfolioId portfolio) {
        instruments();
    }

    @Override
    public Instant clock() {
        readClock();
        return clock.now();
    }

    @Override
    public Map<Symbol, Instrument> instruments() {
        if (instruments.isEmpty() || instrumentsAt.plus(INSTRUMENTS_LAST).isBefore(clock.ours())) {
            instruments = Map.copyOf(ask(Question.INSTRUMENTS, dialect::instruments));
            instrumentsAt = clock.ours();
        }
        return instruments;
    }

    @Override
    public Set<Symbol> watched() {
        return access.symbols();
    }

    @Override
    public Optional<Price> lastPrice(Symbol symbol) {
        Quote known = quotes.get(symbol);
        if (known != null && known.askedAt().plus(QUOTES_LAST).isAfter(clock.ours())) {
            return Optional.of(known.last());
        }
        if (!instruments().containsKey(symbol)) {
            return Optional.empty();
        }
        Ticker ticker = ask(Question.TICKER, () -> dialect.ticker(symbol));
        Optional<Price> last = Optional.ofNullable(ticker).map(Ticker::getLast).map(Price::new);
        last.ifPresent(price -> quotes.put(symbol, new Quote(price, clock.ours())));
        return last;
    }

    private record Quote(Price last, Instant askedAt) {}

    @Override
    public Placement place(PortfolioId account, NewOrder order) {
        try {
            OrderId id = ask(Question.PLACE, () -> dialect.orders().place(order));
            return new Placement.Accepted(accepted(order, id));
        } catch (RefusedByVenue e) {
            return new Placement.Refused(e.code(), e.getMessage());
        }
    }

    /** What became of it since is told by its fills, and by asking for it. */
    private VenueOrder accepted(NewOrder order, OrderId id) {
        return new VenueOrder(
                id,
                Optional.of(order.clientOrderId()),
                order.symbol(),
                order.side(),
                OrderStatus.OPEN,
                order.quantity(),
                Quantity.ZERO,
                order.limitPrice(),
                Optional.empty(),
                clock.now());
    }

    @Override
    public Optional<VenueOrder> findOrder(PortfolioId account, OrderQuery query) {
        try {
            return ask(Question.FIND, () -> dialect.orders().find(query));
        } catch (NoSuchOrder e) {
            return Optional.empty();
        }
    }

    @Override
    public void cancel(PortfolioId account, Symbol symbol, OrderId orderId) {
        try {
            ask(
                    Question.CANCEL,
                    () -> {
                        dialect.orders().cancel(symbol, orderId);
                        return orderId;
                    });
        } catch (NoSuchOrder e) {
            // It has ended already, which is what was wanted.
            return;
        }
    }

    @Override
    public AccountSnapshot observe(PortfolioId account) {
        readClock();
        Instant asOf = clock.surelyPast();
        return new AccountSnapshot(
                ask(Question.BALANCES, dialect::balances),
                ask(Question.OPEN_ORDERS, () -> dialect.orders().open()),
                asOf);
    }

    @Override
    public TradePage trades(PortfolioId account, TradeQuery query) {
        return ask(Question.TRADES, () -> dialect.statements().trades(query));
    }

    /** Not with each sync: they are rare, and a question for them costs what others need. */
    @Override
    public List<VenueMovement> movements(PortfolioId account, Optional<Instant> since) {
        Instant last = movementsAt.get(account);
        if (last != null && last.plus(MOVEMENTS_LAST).isAfter(clock.ours())) {
            return List.of();
        }
        List<VenueMovement> movements = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Optional<String> asked = page;
            Dialect.Statements.Movements answer =
                    ask(Question.MOVEMENTS, () -> dialect.statements().movements(since, asked));
            answer.rows().forEach(row -> movements.add(row.of(venue())));
            page = answer.next();
        } while (page.isPresent());
        movementsAt.put(account, clock.ours());
        return movements;
    }

    /** REST tells nothing unasked. */
    @Override
    public void onActivity(Consumer<PortfolioId> listener) {}

    private void readClock() {
        if (clock.due()) {
            Instant asked = clock.ours();
            Instant venue = within(Question.TIME, dialect::serverTime);
            clock.measured(asked, venue, dialect.timeResolution(), clock.ours());
        }
    }

    private <T> T ask(Question question, Callable<T> call) {
        if (question.signed()) {
            instruments();
            readClock();
            if (clock.skew().compareTo(access.maxClockSkew()) > 0) {
                String apart = clock.skew().toString();
                clock.forget();
                throw new VenueUnavailable(
                        VenueFault.CLOCK_SKEW,
                        "This machine's clock and that of "
                                + access.venue()
                                + " are more than "
                                + apart
                                + " apart: nothing is signed beyond "
                                + access.maxClockSkew()
                                + ". Set the clock (NTP).",
                        null);
            }
        }
        return within(question, call);
    }

    private <T> T within(Question question, Callable<T> call) {
        retreat.check(clock.ours());
        for (long wait = take(question); wait > 0; wait = take(question)) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                throw new VenueUnavailable(
                        VenueFault.RATE_LIMITED, "Stopped while waiting to ask.", null);
            }
        }
        try {
            T answer = question.signed() && dialect.signsInOrder() ? oneByOne(call) : call.call();
            retreat.over();
            return answer;
        } catch (Exception e) {
            throw named(question, e);
        }
    }

    /** What is signed later must not arrive earlier. */
    private <T> T oneByOne(Callable<T> call) throws Exception {
        signing.lockInterruptibly();
        try {
            return call.call();
        } finally {
            signing.unlock();
        }
    }

    private long take(Question question) {
        return budget.take(dialect.weight(question), question.urgent());
    }

    private RuntimeException named(Question question, Exception error) {
        String text = access.venue() + ": " + Errors.text(error, access.keys());
        return switch (Errors.meaning(error, dialect)) {
            case Meaning.Refused refused when question == Question.PLACE ->
                    new RefusedByVenue(refused.code(), text);
            case Meaning.NoSuchOrder none
                    when question == Question.FIND || question == Question.CANCEL ->
                    new NoSuchOrder();
            case Meaning.Faulty(VenueFault fault) -> fault(fault, text, error);
            case Meaning.Refused refused -> fault(VenueFault.VENUE_ERROR, text, error);
            case Meaning.NoSuchOrder none -> fault(VenueFault.VENUE_ERROR, text, error);
        };
    }

    private VenueUnavailable fault(VenueFault fault, String text, Exception error) {
        Optional<Duration> asked = Errors.retryAfter(error);
        if (fault == VenueFault.RATE_LIMITED || fault == VenueFault.MAINTENANCE) {
            retreat.from(fault, asked, clock.ours());
        }
        if (fault == VenueFault.CLOCK_SKEW) {
            clock.forget();
        }
        return new VenueUnavailable(fault, text, asked, Errors.trace(error));
    }

    private static final class RefusedByVenue extends RuntimeException {

        private final String code;

        private RefusedByVenue(String code, String reason) {
            super(reason);
            this.code = code;
        }

        private String code() {
            return code;
        }
    }

    private static final class NoSuchOrder extends RuntimeException {}
}
