package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OnExcess;
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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The portfolio of the tests: BTC/USD at 1000 USD, 10,000 USD of cash, no limits but those given.
 */
final class Swing {

    static final PortfolioId ID = PortfolioId.of("swing");
    static final Symbol BTC = Symbol.of("BTC/USD");
    static final Symbol ETH = Symbol.of("ETH/USD");
    static final Instant NOON = Instant.parse("2013-11-26T12:00:00Z");
    static final RunId RUN = RunId.of("r-1");
    static final FixedMarket MARKET = FixedMarket.at(NOON).with(BTC, "1000").with(ETH, "100");

    private Swing() {}

    static RiskState with(LimitsBuilder limits) {
        return configured(limits, 1);
    }

    static RiskState configured(LimitsBuilder limits, long version) {
        RiskState known =
                Switching.configured(RiskState.unknown(ID), configuration(limits.build(), version));
        return Booking.moved(known, deposit("10000"), MARKET);
    }

    static PortfolioEvent.Configured configuration(PortfolioEvent.Limits limits, long version) {
        return new PortfolioEvent.Configured(
                ID,
                RunId.NONE,
                version,
                "Swing",
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                FixedMarket.VENUE,
                TradingMode.PAPER,
                "swing-",
                limits,
                PortfolioEvent.Overnight.KEEP,
                NOON);
    }

    static CashEvent.Moved deposit(String amount) {
        return new CashEvent.Moved(
                ID,
                RunId.NONE,
                "m-" + amount,
                MovementKind.DEPOSIT,
                new BigDecimal(amount),
                Currency.of("USD"),
                Optional.empty(),
                Optional.empty(),
                NOON);
    }

    static IntentBuilder buy(String id, String quantity) {
        return new IntentBuilder(id, Side.BUY, quantity);
    }

    static IntentBuilder sell(String id, String quantity) {
        return new IntentBuilder(id, Side.SELL, quantity);
    }

    static Gate.Decision decide(RiskState state, IntentBuilder intent) {
        return Gate.decide(state, intent.build(), false, MARKET);
    }

    /** Approves it or fails. */
    static RiskState approved(RiskState state, IntentBuilder intent) {
        Gate.Decision decision = decide(state, intent);
        if (!(decision.event() instanceof RiskEvent.Approved)) {
            throw new AssertionError("Not approved: " + decision.event());
        }
        return decision.state();
    }

    /** Approves and fills it at the mark. */
    static RiskState holding(RiskState state, IntentBuilder intent) {
        OrderIntentEvent.Intended order = intent.build();
        return fill(approved(state, intent), order, order.quantity().toString());
    }

    static RiskState fill(RiskState state, OrderIntentEvent.Intended order, String quantity) {
        return Booking.synced(state, trade(order, "t-" + order.clientOrderId(), quantity), MARKET);
    }

    static TradeEvent.Synced trade(
            OrderIntentEvent.Intended order, String id, String quantity, Money... fees) {
        return new TradeEvent.Synced(
                ID,
                order.runId(),
                order.botVersion(),
                FixedMarket.VENUE,
                TradeId.of(id),
                OrderId.of("o-" + order.clientOrderId()),
                Optional.of(order.clientOrderId()),
                order.symbol(),
                order.side(),
                Quantity.of(quantity),
                Price.of("1000"),
                List.of(fees),
                Liquidity.TAKER,
                Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON);
    }

    /** A fill of before the portfolio traded, as an import books it. */
    static TradeEvent.Synced baseline(String id, Symbol symbol, String quantity) {
        return new TradeEvent.Synced(
                ID,
                RunId.NONE,
                Optional.empty(),
                FixedMarket.VENUE,
                TradeId.of(id),
                OrderId.of("o-" + id),
                Optional.empty(),
                symbol,
                Side.BUY,
                Quantity.of(quantity),
                Price.of("500"),
                List.of(),
                Liquidity.UNKNOWN,
                Origin.IMPORTED,
                Optional.empty(),
                Optional.of("baseline"),
                NOON.minus(Duration.ofDays(300)),
                NOON);
    }

    static OrderEvent.Cancelled cancelled(OrderIntentEvent.Intended order, String filled) {
        return new OrderEvent.Cancelled(
                ID,
                order.runId(),
                Optional.empty(),
                FixedMarket.VENUE,
                order.clientOrderId(),
                Optional.of(OrderId.of("o-1")),
                order.symbol(),
                order.side(),
                order.quantity(),
                Quantity.of(filled),
                Optional.empty(),
                NOON);
    }

    static LimitsBuilder limits() {
        return new LimitsBuilder();
    }

    /** An intent of bot {@code v1} at the market, unless it says otherwise. */
    static final class IntentBuilder {
        private final String id;
        private final Side side;
        private final String quantity;
        private Symbol symbol = BTC;
        private Optional<Price> limit = Optional.empty();
        private Optional<Price> stop = Optional.empty();
        private Optional<PlanId> planId = Optional.empty();
        private boolean reduceOnly;
        private RunId run = RUN;
        private Optional<BotVersion> version = Optional.of(BotVersion.of("v1"));
        private Optional<OrderIntentEvent.PlanTerms> plan = Optional.empty();
        private TimeInForce timeInForce = TimeInForce.GTC;
        private Optional<Instant> expiresAt = Optional.empty();
        private Optional<OnExcess> onExcess = Optional.empty();
        private Optional<String> tag = Optional.empty();

        private IntentBuilder(String id, Side side, String quantity) {
            this.id = id;
            this.side = side;
            this.quantity = quantity;
        }

        IntentBuilder of(Symbol other) {
            symbol = other;
            return this;
        }

        IntentBuilder limit(String price) {
            limit = Optional.of(Price.of(price));
            return this;
        }

        IntentBuilder reduceOnly() {
            reduceOnly = true;
            return this;
        }

        /** As plan-monitor-service asks for it: no run, no bot. */
        IntentBuilder ofAPlan() {
            run = RunId.NONE;
            version = Optional.empty();
            return reduceOnly();
        }

        IntentBuilder guarded(String stop, String target) {
            plan =
                    Optional.of(
                            new OrderIntentEvent.PlanTerms(
                                    Optional.of(Price.of(stop)),
                                    Optional.of(Price.of(target)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()));
            return this;
        }

        IntentBuilder by(String version) {
            this.version = Optional.of(BotVersion.of(version));
            return this;
        }

        IntentBuilder tagged(String text) {
            tag = Optional.of(text);
            return this;
        }

        IntentBuilder ofPlan(String id) {
            planId = Optional.of(PlanId.of(id));
            return this;
        }

        IntentBuilder stopAt(String price) {
            stop = Optional.of(Price.of(price));
            return this;
        }

        private OrderType type() {
            if (stop.isPresent()) {
                return OrderType.STOP;
            }
            return limit.isPresent() ? OrderType.LIMIT : OrderType.MARKET;
        }

        IntentBuilder resizable() {
            onExcess = Optional.of(OnExcess.RESIZE);
            return this;
        }

        IntentBuilder until(Instant expiry) {
            timeInForce = TimeInForce.GTD;
            expiresAt = Optional.of(expiry);
            return this;
        }

        OrderIntentEvent.Intended build() {
            return new OrderIntentEvent.Intended(
                    ID,
                    run,
                    version,
                    ClientOrderId.of(id),
                    symbol,
                    side,
                    type(),
                    Quantity.of(quantity),
                    limit,
                    stop,
                    timeInForce,
                    expiresAt,
                    reduceOnly,
                    plan,
                    planId,
                    tag,
                    Optional.empty(),
                    onExcess,
                    NOON);
        }
    }

    /** Limits of which none is set, unless it is. */
    static final class LimitsBuilder {
        private Optional<BigDecimal> maxOrderValue = Optional.empty();
        private Optional<BigDecimal> minOrderValue = Optional.empty();
        private Optional<BigDecimal> maxTotalExposure = Optional.empty();
        private Optional<BigDecimal> maxSymbolExposure = Optional.empty();
        private Optional<Integer> maxOpenPositions = Optional.empty();
        private Optional<Integer> maxOpenOrders = Optional.empty();
        private Optional<BigDecimal> priceCollar = Optional.empty();
        private Optional<BigDecimal> rewardToRisk = Optional.empty();
        private Optional<Integer> ordersPerMinute = Optional.empty();
        private Optional<BigDecimal> llmCost = Optional.empty();
        private Optional<Duration> llmWindow = Optional.empty();
        private Optional<BigDecimal> drawdown = Optional.empty();
        private List<Symbol> symbols = List.of();
        private boolean allowShort;
        private boolean excludeBaseline;
        private final List<PortfolioEvent.CorrelationBucket> buckets = new ArrayList<>();
        private final List<PortfolioEvent.ScopedLimits> scoped = new ArrayList<>();
        private Optional<BigDecimal> reconciliation = Optional.empty();
        private Optional<Duration> reservationTimeout = Optional.empty();

        LimitsBuilder maxOrderValue(String amount) {
            maxOrderValue = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder minOrderValue(String amount) {
            minOrderValue = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder maxTotalExposure(String amount) {
            maxTotalExposure = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder maxSymbolExposure(String amount) {
            maxSymbolExposure = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder maxOpenPositions(int count) {
            maxOpenPositions = Optional.of(count);
            return this;
        }

        LimitsBuilder maxOpenOrders(int count) {
            maxOpenOrders = Optional.of(count);
            return this;
        }

        LimitsBuilder priceCollar(String fraction) {
            priceCollar = Optional.of(new BigDecimal(fraction));
            return this;
        }

        LimitsBuilder rewardToRisk(String ratio) {
            rewardToRisk = Optional.of(new BigDecimal(ratio));
            return this;
        }

        LimitsBuilder ordersPerMinute(int count) {
            ordersPerMinute = Optional.of(count);
            return this;
        }

        LimitsBuilder llmCost(String amount) {
            llmCost = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder within(Duration window) {
            llmWindow = Optional.of(window);
            return this;
        }

        LimitsBuilder drawdown(String fraction) {
            drawdown = Optional.of(new BigDecimal(fraction));
            return this;
        }

        LimitsBuilder only(Symbol symbol) {
            symbols = List.of(symbol);
            return this;
        }

        LimitsBuilder bucket(String name, String amount, Symbol... together) {
            buckets.add(
                    new PortfolioEvent.CorrelationBucket(
                            name, List.of(together), new BigDecimal(amount)));
            return this;
        }

        LimitsBuilder scoped(PortfolioEvent.ScopedLimits limits) {
            scoped.add(limits);
            return this;
        }

        LimitsBuilder reconciliation(String amount) {
            reconciliation = Optional.of(new BigDecimal(amount));
            return this;
        }

        LimitsBuilder resolvedWithin(Duration timeout) {
            reservationTimeout = Optional.of(timeout);
            return this;
        }

        LimitsBuilder shortsAllowed() {
            allowShort = true;
            return this;
        }

        LimitsBuilder baselineExcluded() {
            excludeBaseline = true;
            return this;
        }

        PortfolioEvent.Limits build() {
            return new PortfolioEvent.Limits(
                    maxOrderValue,
                    minOrderValue,
                    maxTotalExposure,
                    maxSymbolExposure,
                    maxOpenPositions,
                    maxOpenOrders,
                    priceCollar,
                    rewardToRisk,
                    ordersPerMinute,
                    llmCost,
                    llmWindow,
                    drawdown,
                    Optional.empty(),
                    symbols,
                    allowShort,
                    excludeBaseline,
                    buckets,
                    scoped,
                    reconciliation,
                    reservationTimeout);
        }
    }
}
