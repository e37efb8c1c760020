package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.OrderIntentEvent.NightTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A portfolio under test, its market and all that its plans said. */
final class Desk implements Market {

    static final PortfolioId SWING = PortfolioId.of("swing");
    static final RunId RUN = RunId.of("r-7");
    static final Venue BITSTAMP = Venue.of("bitstamp");
    static final Symbol BTC = Symbol.of("BTC/USD");
    static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    /** 25 November 2013, noon in Sydney. */
    static final Instant NOON = Instant.parse("2013-11-25T01:00:00Z");

    PlanBook book = PlanBook.empty(SWING);
    final List<Event> said = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    private Optional<Mark> lastMark = Optional.empty();
    private Optional<Instant> clock = Optional.empty();
    private long configVersion;
    private long trades;

    static Desk open() {
        return open(Overnight.KEEP, SYDNEY);
    }

    static Desk open(Overnight overnight, ZoneId... zones) {
        Desk desk = new Desk();
        desk.configure(overnight, zones.length == 0 ? new ZoneId[] {SYDNEY} : zones);
        desk.tick(NOON);
        return desk;
    }

    /** Widens by this much, within this part of the entry. */
    static Overnight widening(String by, String cap) {
        return new Overnight(
                true,
                Optional.of(new BigDecimal(by)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal(cap)),
                false,
                false,
                true);
    }

    static Terms terms() {
        return new Terms(
                new PlanTerms(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    static PlanTerms stop(String stop) {
        return terms().stop(stop).done();
    }

    static PlanTerms between(String stop, String target) {
        return terms().stop(stop).target(target).done();
    }

    record Terms(PlanTerms done) {

        Terms stop(String stop) {
            return with(Optional.of(Price.of(stop)), done.targetPrice(), done.trailPct());
        }

        Terms target(String target) {
            return with(done.stopPrice(), Optional.of(Price.of(target)), done.trailPct());
        }

        Terms trail(String pct) {
            return with(done.stopPrice(), done.targetPrice(), Optional.of(new BigDecimal(pct)));
        }

        Terms breakeven(String pct, dev.holdfast.contracts.value.Volatility volatility) {
            return new Terms(
                    new PlanTerms(
                            done.stopPrice(),
                            done.targetPrice(),
                            done.trailPct(),
                            Optional.of(new BigDecimal(pct)),
                            Optional.of(volatility),
                            done.maxAge(),
                            done.widenOvernight()));
        }

        Terms maxAge(java.time.Duration age) {
            return new Terms(
                    new PlanTerms(
                            done.stopPrice(),
                            done.targetPrice(),
                            done.trailPct(),
                            done.trailToBreakevenPct(),
                            done.volatility(),
                            Optional.of(age),
                            done.widenOvernight()));
        }

        Terms widenOvernight(boolean widen) {
            return new Terms(
                    new PlanTerms(
                            done.stopPrice(),
                            done.targetPrice(),
                            done.trailPct(),
                            done.trailToBreakevenPct(),
                            done.volatility(),
                            done.maxAge(),
                            Optional.of(widen)));
        }

        /** Targets that leave equal parts. */
        PlanTerms steps(String... prices) {
            return but(
                    Stream.of(prices)
                            .map(price -> new TargetStep(Price.of(price), Optional.empty()))
                            .toList(),
                    done.trailBy(),
                    done.timeStop(),
                    done.exitAt(),
                    done.overnight());
        }

        PlanTerms steps(TargetStep... steps) {
            return but(
                    List.of(steps),
                    done.trailBy(),
                    done.timeStop(),
                    done.exitAt(),
                    done.overnight());
        }

        PlanTerms trailBy(String distance) {
            return but(
                    List.of(),
                    Optional.of(new BigDecimal(distance)),
                    done.timeStop(),
                    done.exitAt(),
                    done.overnight());
        }

        PlanTerms timeStop(Duration after) {
            return but(
                    List.of(), done.trailBy(), Optional.of(after), done.exitAt(), done.overnight());
        }

        PlanTerms exitAt(Instant at) {
            return but(
                    List.of(), done.trailBy(), done.timeStop(), Optional.of(at), Optional.empty());
        }

        PlanTerms night(NightTerms night) {
            return but(
                    List.of(), done.trailBy(), done.timeStop(), done.exitAt(), Optional.of(night));
        }

        private PlanTerms but(
                List<TargetStep> steps,
                Optional<BigDecimal> trailBy,
                Optional<Duration> timeStop,
                Optional<Instant> exitAt,
                Optional<NightTerms> night) {
            return new PlanTerms(
                    done.stopPrice(),
                    done.targetPrice(),
                    steps,
                    done.trailPct(),
                    trailBy,
                    done.trailToBreakevenPct(),
                    done.volatility(),
                    done.maxAge(),
                    timeStop,
                    exitAt,
                    done.widenOvernight(),
                    night);
        }

        private Terms with(
                Optional<Price> stop, Optional<Price> target, Optional<BigDecimal> trail) {
            return new Terms(
                    new PlanTerms(
                            stop,
                            target,
                            trail,
                            done.trailToBreakevenPct(),
                            done.volatility(),
                            done.maxAge(),
                            done.widenOvernight()));
        }
    }

    Desk configure(Overnight overnight, ZoneId... zones) {
        return configure(overnight, Optional.empty(), zones);
    }

    static Desk open(PlanPolicy policy) {
        return new Desk().configure(Overnight.KEEP, Optional.of(policy), SYDNEY).tick(NOON);
    }

    /** Keeps a stop at the venue, so far beyond that of the plan. */
    Desk withStopsAtTheVenue(String offset) {
        return configure(
                Overnight.KEEP,
                Optional.empty(),
                Optional.of(
                        new PortfolioEvent.AccountPolicy(
                                PortfolioEvent.ForeignFills.HOLD,
                                List.of(),
                                Optional.of(true),
                                Optional.of(new BigDecimal(offset)),
                                List.of(),
                                List.of())),
                SYDNEY);
    }

    /** The venue trades at least this much of the symbol. */
    Desk tradedFrom(String step) {
        return configure(
                Overnight.KEEP,
                Optional.empty(),
                Optional.of(
                        new PortfolioEvent.AccountPolicy(
                                PortfolioEvent.ForeignFills.HOLD,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(new PortfolioEvent.LotStep(BTC, new BigDecimal(step))))),
                SYDNEY);
    }

    Desk configure(Overnight overnight, Optional<PlanPolicy> policy, ZoneId... zones) {
        return configure(overnight, policy, Optional.empty(), zones);
    }

    private Desk configure(
            Overnight overnight,
            Optional<PlanPolicy> policy,
            Optional<PortfolioEvent.AccountPolicy> account,
            ZoneId... zones) {
        configVersion++;
        return happen(
                new PortfolioEvent.Configured(
                        SWING,
                        RunId.NONE,
                        configVersion,
                        "Swing",
                        Currency.of("USD"),
                        zones[0],
                        List.of(zones).subList(1, zones.length),
                        CostBasis.AVERAGE,
                        BITSTAMP,
                        TradingMode.PAPER,
                        "swing",
                        PortfolioEvent.Limits.NONE,
                        overnight,
                        account,
                        policy,
                        now()));
    }

    Desk happen(Event event) {
        take(PlanFold.event(book, event, this));
        return this;
    }

    Desk approve(String orderId, Side side, String quantity, PlanTerms terms) {
        return happen(approval(orderId, side, quantity, Optional.of(terms)));
    }

    RiskEvent.Approved approval(
            String orderId, Side side, String quantity, Optional<PlanTerms> terms) {
        OrderIntentEvent.Intended order =
                new OrderIntentEvent.Intended(
                        SWING,
                        RUN,
                        Optional.of(BotVersion.of("v2")),
                        ClientOrderId.of(orderId),
                        BTC,
                        side,
                        OrderType.LIMIT,
                        Quantity.of(quantity),
                        Optional.of(Price.of("800")),
                        TimeInForce.GTC,
                        Optional.empty(),
                        false,
                        terms,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("breakout"),
                        now());
        return new RiskEvent.Approved(
                SWING,
                RUN,
                Optional.of(BotVersion.of("v2")),
                ClientOrderId.of(orderId),
                order,
                List.of(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                1,
                now());
    }

    Desk reject(ClientOrderId orderId, String reason) {
        return happen(
                new RiskEvent.Rejected(
                        SWING,
                        RunId.NONE,
                        Optional.empty(),
                        orderId,
                        List.of(reason),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        now()));
    }

    Desk fill(String orderId, Side side, String quantity, String price) {
        return happen(trade(orderId, side, quantity, price, now()));
    }

    TradeEvent.Synced trade(
            String orderId, Side side, String quantity, String price, Instant at, Money... fees) {
        trades++;
        return new TradeEvent.Synced(
                SWING,
                RUN,
                Optional.empty(),
                BITSTAMP,
                TradeId.of("t" + trades),
                OrderId.of("o-" + orderId),
                orderId.isEmpty() ? Optional.empty() : Optional.of(ClientOrderId.of(orderId)),
                BTC,
                side,
                Quantity.of(quantity),
                Price.of(price),
                List.of(fees),
                Liquidity.TAKER,
                orderId.isEmpty() ? Origin.EXTERNAL : Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    /** A long of this size at this price, guarded by plan {@code p-<orderId>}. */
    Desk enterLong(String orderId, String quantity, String price, PlanTerms terms) {
        return approve(orderId, Side.BUY, quantity, terms)
                .fill(orderId, Side.BUY, quantity, price)
                .filled(orderId, Side.BUY, quantity);
    }

    Desk enterShort(String orderId, String quantity, String price, PlanTerms terms) {
        return approve(orderId, Side.SELL, quantity, terms)
                .fill(orderId, Side.SELL, quantity, price)
                .filled(orderId, Side.SELL, quantity);
    }

    Desk filled(String orderId, Side side, String quantity) {
        return happen(
                new OrderEvent.Filled(
                        SWING,
                        RUN,
                        Optional.empty(),
                        BITSTAMP,
                        ClientOrderId.of(orderId),
                        OrderId.of("o-" + orderId),
                        BTC,
                        side,
                        Quantity.of(quantity),
                        Quantity.of(quantity),
                        Price.of("1"),
                        now()));
    }

    Desk cancelled(String orderId, Side side, String quantity, String filled) {
        return happen(
                new OrderEvent.Cancelled(
                        SWING,
                        RUN,
                        Optional.empty(),
                        BITSTAMP,
                        ClientOrderId.of(orderId),
                        Optional.empty(),
                        BTC,
                        side,
                        Quantity.of(quantity),
                        Quantity.of(filled),
                        Optional.empty(),
                        now()));
    }

    Desk expired(String orderId, Side side, String quantity, String filled) {
        return happen(
                new OrderEvent.Expired(
                        SWING,
                        RUN,
                        Optional.empty(),
                        BITSTAMP,
                        ClientOrderId.of(orderId),
                        Optional.empty(),
                        BTC,
                        side,
                        Quantity.of(quantity),
                        Quantity.of(filled),
                        now()));
    }

    Desk refused(String orderId, Side side, String quantity) {
        return refused(orderId, side, quantity, "DOWN");
    }

    Desk refused(String orderId, Side side, String quantity, String code) {
        return happen(
                new OrderEvent.Refused(
                        SWING,
                        RUN,
                        Optional.empty(),
                        BITSTAMP,
                        ClientOrderId.of(orderId),
                        BTC,
                        side,
                        Quantity.of(quantity),
                        code,
                        "the venue is down",
                        now()));
    }

    Desk guard(String planId, Side side, String quantity, PlanTerms terms) {
        return happen(
                new PlanCommand.OpenRequested(
                        SWING,
                        RunId.NONE,
                        Optional.empty(),
                        PlanId.of(planId),
                        BTC,
                        side,
                        Quantity.of(quantity),
                        Optional.empty(),
                        terms,
                        Optional.empty(),
                        Optional.empty(),
                        now()));
    }

    Desk update(String planId, long expectedVersion, PlanTerms terms, String... replaces) {
        return happen(
                new PlanCommand.UpdateRequested(
                        SWING,
                        RunId.NONE,
                        PlanId.of(planId),
                        Optional.of(expectedVersion),
                        terms,
                        List.of(replaces),
                        Optional.of("ada"),
                        Optional.of("moved by hand"),
                        now()));
    }

    Desk confirm(String planId, RunId run) {
        return happen(
                new PlanCommand.RearmRequested(
                        SWING,
                        run,
                        PlanId.of(planId),
                        Optional.of("ada"),
                        Optional.empty(),
                        now()));
    }

    Desk close(String planId, boolean exit) {
        return happen(
                new PlanCommand.CloseRequested(
                        SWING,
                        RunId.NONE,
                        PlanId.of(planId),
                        exit,
                        Optional.empty(),
                        Optional.empty(),
                        now()));
    }

    Desk closePosition(String commandId) {
        return happen(
                new OperatorCommand.ClosePosition(
                        SWING, RunId.NONE, commandId, "ada", "out", BTC, Optional.empty(), now()));
    }

    Desk mark(String price) {
        return market(markAt(now(), price));
    }

    Desk mark(Instant at, String price) {
        return market(markAt(at, price));
    }

    Desk quote(String bid, String last, String ask) {
        return market(
                new MarketEvent.MarkUpdated(
                        PortfolioId.ALL,
                        RunId.NONE,
                        BITSTAMP,
                        BTC,
                        Price.of(last),
                        Optional.of(Price.of(bid)),
                        Optional.of(Price.of(ask)),
                        now(),
                        now()));
    }

    static MarketEvent.MarkUpdated markAt(Instant at, String price) {
        return new MarketEvent.MarkUpdated(
                PortfolioId.ALL,
                RunId.NONE,
                BITSTAMP,
                BTC,
                Price.of(price),
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    Desk tick(Instant at) {
        return market(new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, BITSTAMP, at));
    }

    Desk market(MarketEvent... events) {
        for (MarketEvent event : events) {
            see(event);
        }
        take(PlanFold.market(book, List.of(events), this));
        return this;
    }

    /** The market knows of it already, the fold does not. */
    Desk see(MarketEvent event) {
        clock = Optional.of(event.occurredAt());
        if (event instanceof MarketEvent.MarkUpdated mark) {
            lastMark =
                    Optional.of(
                            new Mark(
                                    mark.venue(),
                                    mark.symbol(),
                                    mark.price(),
                                    mark.bid(),
                                    mark.ask(),
                                    mark.occurredAt()));
        }
        return this;
    }

    Desk restart() {
        take(PlanFold.takenOver(book, this));
        return this;
    }

    private void take(Change change) {
        book = change.book();
        said.addAll(change.events());
        refusals.addAll(change.refusals());
    }

    Instant now() {
        return clock.orElse(NOON);
    }

    Plan plan(String id) {
        return book.table().plan(PlanId.of(id)).orElseThrow();
    }

    boolean has(String id) {
        return book.table().plan(PlanId.of(id)).isPresent();
    }

    <E> List<E> said(Class<E> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E> E last(Class<E> type) {
        return said(type).getLast();
    }

    OrderIntentEvent.Intended lastIntent() {
        return last(OrderIntentEvent.Intended.class);
    }

    @Override
    public Optional<Mark> latest(Venue venue, Symbol symbol) {
        return lastMark.filter(mark -> mark.symbol().equals(symbol));
    }

    @Override
    public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
        return latest(venue, symbol).filter(mark -> !mark.at().isAfter(at));
    }

    @Override
    public Optional<Instant> now(Venue venue) {
        return clock;
    }

    @Override
    public Set<Symbol> symbols(Venue venue) {
        return lastMark.map(mark -> Set.of(mark.symbol())).orElse(Set.of());
    }
}
