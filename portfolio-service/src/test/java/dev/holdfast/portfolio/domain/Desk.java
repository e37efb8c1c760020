package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A portfolio at work in a test: every call is one record, one minute after the last unless the
 * time is set. It trades one symbol unless told otherwise.
 */
final class Desk {

    static final PortfolioId SWING = PortfolioId.of("swing");
    static final Venue VENUE = Venue.of("bitstamp");

    /** Keeps two records of a kind one by one. */
    static final Settings SHORT =
            new Settings(
                    Duration.ofMinutes(1),
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    2);

    final KnownMarket market = new KnownMarket();
    final Bookkeeper bookkeeper = new Bookkeeper(market);
    final Closer closer;
    final List<Event> said = new ArrayList<>();
    final Shelf shelf = new Shelf();
    PortfolioState state = PortfolioState.initial(SWING);

    private Symbol symbol = Symbol.of("BTC/USD");
    private Instant now = Instant.parse("2024-01-01T00:00:00Z");
    private Optional<BotVersion> version = Optional.empty();
    private RunId run = RunId.NONE;
    private Optional<String> tag = Optional.empty();
    private Optional<String> order = Optional.empty();
    private int trades;

    Desk(String base, CostBasis basis, Settings settings, String... zones) {
        this.closer = new Closer(settings, market);
        List<ZoneId> all = Arrays.stream(zones).map(ZoneId::of).toList();
        book(configured(1, base, basis, all));
    }

    Desk(String base, CostBasis basis) {
        this(base, basis, Settings.DEFAULT, "UTC");
    }

    Desk(String base) {
        this(base, CostBasis.AVERAGE);
    }

    private static PortfolioEvent.Configured configured(
            long portfolioVersion, String base, CostBasis basis, List<ZoneId> zones) {
        return new PortfolioEvent.Configured(
                SWING,
                RunId.NONE,
                portfolioVersion,
                "Swing",
                Currency.of(base),
                zones.getFirst(),
                zones.subList(1, zones.size()),
                basis,
                VENUE,
                TradingMode.PAPER,
                "swing",
                PortfolioEvent.Limits.NONE,
                PortfolioEvent.Overnight.KEEP,
                Instant.parse("2024-01-01T00:00:00Z"));
    }

    Desk trading(String pair) {
        symbol = Symbol.of(pair);
        return this;
    }

    Desk as(String botVersion, String runId) {
        version = Optional.of(BotVersion.of(botVersion));
        run = RunId.of(runId);
        return this;
    }

    Desk tagged(String text) {
        tag = Optional.of(text);
        return this;
    }

    Desk at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    Desk ofOrder(String orderId) {
        order = Optional.of(orderId);
        return this;
    }

    Desk buy(String quantity, String price, String... fees) {
        book(fill(Side.BUY, quantity, price, fees));
        return this;
    }

    Desk sell(String quantity, String price, String... fees) {
        book(fill(Side.SELL, quantity, price, fees));
        return this;
    }

    /** A fill with the next trade id; fees are written as "2 USD". */
    TradeEvent.Synced fill(Side side, String quantity, String price, String... fees) {
        trades++;
        Instant at = next();
        return new TradeEvent.Synced(
                SWING,
                run,
                version,
                VENUE,
                TradeId.of("" + trades),
                OrderId.of(order.orElse("o-" + trades)),
                Optional.empty(),
                symbol,
                side,
                Quantity.of(quantity),
                Price.of(price),
                Arrays.stream(fees).map(Desk::money).toList(),
                Liquidity.UNKNOWN,
                Origin.PLATFORM,
                Optional.empty(),
                tag,
                at,
                at);
    }

    static TradeEvent.Corrected correction(
            TradeEvent.Synced of, String quantity, String price, boolean cancelled) {
        return new TradeEvent.Corrected(
                of.portfolioId(),
                of.runId(),
                of.botVersion(),
                of.venue(),
                of.tradeId(),
                of.orderId(),
                of.clientOrderId(),
                of.symbol(),
                of.side(),
                Quantity.of(quantity),
                Price.of(price),
                of.fees(),
                of.liquidity(),
                of.origin(),
                of.venueSequence(),
                of.tag(),
                cancelled,
                Optional.of("the venue said so"),
                of.occurredAt(),
                of.recordedAt());
    }

    /** The same fill, told otherwise as if it were new. */
    static TradeEvent.Synced again(TradeEvent.Synced of, String quantity, String price) {
        return new TradeEvent.Synced(
                of.portfolioId(),
                of.runId(),
                of.botVersion(),
                of.venue(),
                of.tradeId(),
                of.orderId(),
                of.clientOrderId(),
                of.symbol(),
                of.side(),
                Quantity.of(quantity),
                Price.of(price),
                of.fees(),
                of.liquidity(),
                of.origin(),
                of.venueSequence(),
                of.tag(),
                of.occurredAt(),
                of.recordedAt());
    }

    Desk deposit(String amount, String currency) {
        return move(MovementKind.DEPOSIT, amount, currency);
    }

    Desk move(MovementKind kind, String amount, String currency) {
        Instant at = next();
        return book(
                new CashEvent.Moved(
                        SWING,
                        RunId.NONE,
                        "m-" + at,
                        kind,
                        new BigDecimal(amount),
                        Currency.of(currency),
                        Optional.empty(),
                        Optional.empty(),
                        at));
    }

    Desk llm(String cost, String currency) {
        Instant at = next();
        return book(
                new CostEvent.LlmCalled(
                        SWING,
                        run,
                        version,
                        "c-" + at,
                        "a-model",
                        1200,
                        180,
                        new BigDecimal(cost),
                        Currency.of(currency),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        at));
    }

    Desk cost(CostCategory category, String amount, String currency) {
        Instant at = next();
        return book(
                new CostEvent.Incurred(
                        SWING,
                        run,
                        version,
                        "f-" + at,
                        category,
                        new BigDecimal(amount),
                        Currency.of(currency),
                        Optional.empty(),
                        Optional.empty(),
                        at));
    }

    Desk mark(String price) {
        return mark(symbol.toString(), price);
    }

    Desk mark(String pair, String price) {
        Instant at = next();
        market.mark(VENUE, Symbol.of(pair), price, at);
        return this;
    }

    /** The venue's clock, as the runtime hands it over. */
    Desk tick(String instant) {
        now = Instant.parse(instant);
        market.tick(now);
        state =
                closer.ticked(
                        state,
                        List.of(
                                new MarketEvent.ClockTicked(
                                        PortfolioId.ALL, RunId.NONE, VENUE, now)));
        return this;
    }

    Desk confirmed(String through) {
        return book(
                new VenueEvent.SyncCompleted(
                        SWING, RunId.NONE, VENUE, Instant.parse(through), 0, now));
    }

    /** Balances are written as "10 BTC". */
    Desk observed(String... balances) {
        return book(
                new VenueEvent.AccountObserved(
                        SWING,
                        RunId.NONE,
                        VENUE,
                        Arrays.stream(balances)
                                .map(Desk::money)
                                .map(
                                        held ->
                                                new VenueEvent.Balance(
                                                        held.currency(),
                                                        held.amount(),
                                                        held.amount()))
                                .toList(),
                        List.of(),
                        now,
                        now));
    }

    Desk book(Event event) {
        return take(bookkeeper.book(state, event, false), event);
    }

    Desk bookConflicting(Event event) {
        return take(bookkeeper.book(state, event, true), event);
    }

    /** A batch as the runtime folds it: what it needs of the past is fetched before. */
    Desk batch(List<? extends Event> events) {
        Reach reach = new Reach(state);
        events.forEach(event -> reach.add(event, conflicting(event)));
        if (!reach.isEmpty()) {
            state = state.reachingBack(shelf.past(reach));
        }
        for (Event event : events) {
            if (!repeated(event)) {
                take(bookkeeper.book(state, event, conflicting(event)), event);
            }
        }
        return close();
    }

    Desk batch(Event event) {
        return batch(List.of(event));
    }

    private boolean repeated(Event event) {
        return event instanceof TradeEvent.Synced trade
                && shelf.fills.containsKey(trade.fill().key())
                && shelf.fills.get(trade.fill().key()).fill().sameContent(trade.fill());
    }

    private boolean conflicting(Event event) {
        return event instanceof TradeEvent.Synced trade
                && shelf.fills.containsKey(trade.fill().key())
                && !repeated(event);
    }

    /** The end of a batch. */
    Desk close() {
        Change change = closer.close(state);
        shelf.put(change, null);
        return take(change);
    }

    private Desk take(Change change, Event event) {
        shelf.put(change, event);
        return take(change);
    }

    private Desk take(Change change) {
        state = change.state();
        said.addAll(change.events());
        return this;
    }

    <T extends Event> List<T> said(Class<T> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Ledger ledger() {
        return state.journal().orElseThrow().current();
    }

    Position position() {
        return ledger().position(symbol);
    }

    Valuation valuation() {
        return Valuations.latest(state, market, now);
    }

    PortfolioStateEvent.Stats stats() {
        return valuation().stats();
    }

    PortfolioStateEvent.Position shown() {
        return valuation().positions().stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    PortfolioStateEvent.Slice slice(String by, String key) {
        return valuation().slices().stream()
                .filter(slice -> slice.by().equals(by) && slice.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Instant next() {
        now = now.plus(Duration.ofMinutes(1));
        return now;
    }

    private static Money money(String text) {
        String[] parts = text.split(" ");
        return Money.of(parts[0], parts[1]);
    }
}
