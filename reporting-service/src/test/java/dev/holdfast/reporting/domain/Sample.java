package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.event.PortfolioStateEvent.Position;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts of a portfolio as tests need them; only what a test is about is said in it. */
public final class Sample {

    public static final PortfolioId SWING = PortfolioId.of("swing");
    public static final RunId RUN = RunId.of("r-7");
    public static final Venue BITSTAMP = Venue.of("bitstamp");
    public static final Symbol BTC = Symbol.of("BTC/USD");
    public static final Currency USD = Currency.of("USD");
    public static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    private Sample() {}

    public static Instant at(String instant) {
        return Instant.parse(instant);
    }

    public static Optional<BigDecimal> money(String amount) {
        return amount == null ? Optional.empty() : Optional.of(new BigDecimal(amount));
    }

    public static PortfolioEvent.Configured configured(
            String at, PortfolioEvent.Limits limits, ZoneId timezone, ZoneId... reporting) {
        return new PortfolioEvent.Configured(
                SWING,
                RunId.NONE,
                1,
                "Swing",
                USD,
                timezone,
                List.of(reporting),
                CostBasis.AVERAGE,
                BITSTAMP,
                TradingMode.PAPER,
                "swing-",
                limits,
                PortfolioEvent.Overnight.KEEP,
                at(at));
    }

    /**
     * Cumulative figures of a ledger in which all identities hold. Every second trade closes a
     * position, at exactly its cost.
     */
    public record Ledger(
            String contributed, String realized, String unrealized, String fees, String llm) {

        public Stats stats(String asOf, long trades) {
            BigDecimal gross = new BigDecimal(realized).add(new BigDecimal(unrealized));
            BigDecimal net = gross.subtract(new BigDecimal(fees)).subtract(new BigDecimal(llm));
            return new Stats(
                    USD,
                    at(asOf),
                    Optional.of(new BigDecimal(contributed).add(net)),
                    money(contributed),
                    Map.of(),
                    money(realized),
                    money(unrealized),
                    money("0"),
                    Optional.of(gross),
                    money(fees),
                    money(llm),
                    money("0"),
                    Optional.of(net),
                    money("0"),
                    money("0"),
                    trades,
                    trades,
                    0,
                    0,
                    0,
                    0,
                    money("0"),
                    money("0"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(trades / 2),
                    List.of());
        }
    }

    /** The figures of a portfolio that cannot be valued. */
    public static Stats unvalued(String asOf) {
        Optional<BigDecimal> unknown = Optional.empty();
        return new Stats(
                USD,
                at(asOf),
                unknown,
                money("10000"),
                Map.of(),
                money("0"),
                unknown,
                money("0"),
                unknown,
                money("1"),
                money("0"),
                money("0"),
                unknown,
                unknown,
                unknown,
                1,
                1,
                1,
                0,
                0,
                0,
                unknown,
                unknown,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Missing("mark", Optional.of(Symbol.of("X/USD")), Optional.empty())));
    }

    public static EquityEvent.Snapshotted snapshot(Stats stats, String... boundary) {
        return new EquityEvent.Snapshotted(
                SWING,
                RunId.NONE,
                stats.asOf(),
                List.of(boundary),
                false,
                stats,
                List.of(),
                stats.asOf());
    }

    public static EquityEvent.Restated restated(Stats stats, String cause, String... boundary) {
        return new EquityEvent.Restated(
                SWING,
                RunId.NONE,
                stats.asOf(),
                List.of(boundary),
                stats,
                List.of(),
                Optional.of(cause),
                stats.asOf());
    }

    public static OrderIntentEvent.Intended intent(String id, String quantity, boolean reduceOnly) {
        return new OrderIntentEvent.Intended(
                SWING,
                RUN,
                Optional.of(BotVersion.of("v2")),
                ClientOrderId.of(id),
                BTC,
                reduceOnly ? Side.SELL : Side.BUY,
                OrderType.LIMIT,
                Quantity.of(quantity),
                Optional.of(Price.of("800")),
                TimeInForce.GTC,
                Optional.empty(),
                reduceOnly,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("breakout"),
                at("2013-11-25T03:00:00Z"));
    }

    public static RiskEvent.Approved approved(
            String id, String quantity, String reserved, String at) {
        return new RiskEvent.Approved(
                SWING,
                RUN,
                Optional.of(BotVersion.of("v2")),
                ClientOrderId.of(id),
                intent(id, quantity, false),
                List.of(),
                new BigDecimal(reserved),
                BigDecimal.ZERO,
                new BigDecimal(reserved),
                1,
                at(at));
    }

    public static OrderEvent.Accepted accepted(String id, String quantity, String at) {
        return new OrderEvent.Accepted(
                SWING,
                RUN,
                Optional.of(BotVersion.of("v2")),
                BITSTAMP,
                ClientOrderId.of(id),
                OrderId.of("o-" + id),
                BTC,
                Side.BUY,
                OrderType.LIMIT,
                Quantity.of(quantity),
                Quantity.ZERO,
                Optional.of(Price.of("800")),
                false,
                at(at));
    }

    public static OrderEvent.PartiallyFilled partly(
            String id, String quantity, String filled, String at) {
        return new OrderEvent.PartiallyFilled(
                SWING,
                RUN,
                Optional.empty(),
                BITSTAMP,
                ClientOrderId.of(id),
                OrderId.of("o-" + id),
                BTC,
                Side.BUY,
                Quantity.of(quantity),
                Quantity.of(filled),
                Price.of("800"),
                at(at));
    }

    public static OrderEvent.Filled filled(String id, String quantity, String at) {
        return new OrderEvent.Filled(
                SWING,
                RUN,
                Optional.empty(),
                BITSTAMP,
                ClientOrderId.of(id),
                OrderId.of("o-" + id),
                BTC,
                Side.BUY,
                Quantity.of(quantity),
                Quantity.of(quantity),
                Price.of("800"),
                at(at));
    }

    public static PlanEvent.Plan plan(String id, long version, PlanStatus status, String stop) {
        return new PlanEvent.Plan(
                PlanId.of(id),
                version,
                status,
                BTC,
                Side.BUY,
                Optional.of(BotVersion.of("v2")),
                Optional.empty(),
                Quantity.of("1"),
                Quantity.of("1"),
                Optional.of(Price.of("800")),
                Optional.of(Price.of(stop)),
                Optional.of(Price.of("900")),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at("2013-11-25T03:00:00Z"),
                Optional.empty());
    }

    public static PlanEvent.Armed armed(String id, long version, String stop, String at) {
        return new PlanEvent.Armed(
                SWING, RUN, plan(id, version, PlanStatus.ARMED, stop), false, at(at));
    }

    /** A plan that was not armed again after a restart. */
    public static PlanEvent.Updated suspended(String id, long version, String stop, String at) {
        PlanEvent.Plan plan = plan(id, version, PlanStatus.OPEN, stop);
        PlanEvent.Plan waiting =
                new PlanEvent.Plan(
                        plan.planId(),
                        plan.version(),
                        plan.status(),
                        plan.symbol(),
                        plan.side(),
                        plan.botVersion(),
                        plan.entryOrderId(),
                        plan.entryQuantity(),
                        plan.quantity(),
                        plan.entryPrice(),
                        plan.stopPrice(),
                        plan.targetPrice(),
                        plan.trailPct(),
                        plan.trailToBreakevenPct(),
                        plan.atBreakeven(),
                        plan.widenOvernight(),
                        plan.timesWidened(),
                        plan.lastWidened(),
                        plan.expiresAt(),
                        plan.exitOrderId(),
                        plan.exitReason(),
                        plan.openedAt(),
                        plan.armedAt(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new PlanEvent.Updated(SWING, RUN, waiting, Optional.empty(), at(at));
    }

    public static Position position(String quantity, String exposure) {
        return new Position(
                BTC,
                USD,
                new BigDecimal(quantity),
                money("800"),
                new BigDecimal("800"),
                Optional.of(Price.of("810")),
                Optional.of(at("2013-11-25T03:00:00Z")),
                money("10"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Optional.of(at("2013-11-25T03:00:00Z")),
                money(quantity),
                money("1"),
                money(exposure),
                money("800"),
                money("10"),
                money("0"),
                money("1"),
                money(exposure),
                1,
                Optional.empty());
    }

    /** A market that has one mark of BTC/USD and a clock. */
    public static Market market(String price, String markedAt, String now) {
        return new Market() {
            @Override
            public Optional<Mark> latest(Venue venue, Symbol symbol) {
                return symbol.equals(BTC)
                        ? Optional.of(
                                new Mark(
                                        venue,
                                        symbol,
                                        Price.of(price),
                                        Optional.empty(),
                                        Optional.empty(),
                                        at(markedAt)))
                        : Optional.empty();
            }

            @Override
            public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
                return latest(venue, symbol);
            }

            @Override
            public Optional<Instant> now(Venue venue) {
                return Optional.of(at(now));
            }

            @Override
            public Set<Symbol> symbols(Venue venue) {
                return Set.of(BTC);
            }
        };
    }
}
