package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
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
import dev.holdfast.planmonitor.domain.Levels;
import dev.holdfast.planmonitor.domain.Plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The records by which plans of one portfolio come to guard: entries at 100. */
final class PlanRecords {

    static final Venue VENUE = Venue.of("bitstamp");
    static final Instant BEGAN = Instant.parse("2024-01-01T00:00:00Z");

    /** Nothing is asked of it while exits go at market. */
    static final Market NO_MARKET = LedgerFills.NO_MARKET;

    private static final Quantity ONE = Quantity.of("1");

    private final PortfolioId portfolio;

    PlanRecords(String portfolio) {
        this.portfolio = PortfolioId.of(portfolio);
    }

    PortfolioId portfolio() {
        return portfolio;
    }

    /** All that arms plan {@code p-o-<number>}. */
    List<Event> armed(int number, String symbol, Price stop) {
        Symbol traded = Symbol.of(symbol);
        ClientOrderId order = ClientOrderId.of("o-" + number);
        return List.of(
                configured(),
                approved(order, traded, stop),
                filled(number, order, traded),
                done(number, order, traded));
    }

    PortfolioEvent.Configured configured() {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                portfolio.value(),
                Currency.of("USD"),
                ZoneOffset.UTC,
                List.of(),
                CostBasis.AVERAGE,
                VENUE,
                TradingMode.PAPER,
                portfolio.value(),
                PortfolioEvent.Limits.NONE,
                PortfolioEvent.Overnight.KEEP,
                BEGAN);
    }

    private RiskEvent.Approved approved(ClientOrderId id, Symbol symbol, Price stop) {
        OrderIntentEvent.Intended order =
                new OrderIntentEvent.Intended(
                        portfolio,
                        RunId.NONE,
                        Optional.empty(),
                        id,
                        symbol,
                        Side.BUY,
                        OrderType.MARKET,
                        ONE,
                        Optional.empty(),
                        TimeInForce.GTC,
                        Optional.empty(),
                        false,
                        Optional.of(
                                new OrderIntentEvent.PlanTerms(
                                        Optional.of(stop),
                                        Optional.of(Price.of("900")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        BEGAN);
        return new RiskEvent.Approved(
                portfolio,
                RunId.NONE,
                Optional.empty(),
                id,
                order,
                List.of(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                1,
                BEGAN);
    }

    private TradeEvent.Synced filled(int number, ClientOrderId order, Symbol symbol) {
        return new TradeEvent.Synced(
                portfolio,
                RunId.NONE,
                Optional.empty(),
                VENUE,
                TradeId.of("t-" + number),
                OrderId.of("v-" + number),
                Optional.of(order),
                symbol,
                Side.BUY,
                ONE,
                Price.of("100"),
                List.of(),
                Liquidity.TAKER,
                Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                BEGAN,
                BEGAN);
    }

    private OrderEvent.Filled done(int number, ClientOrderId order, Symbol symbol) {
        return new OrderEvent.Filled(
                portfolio,
                RunId.NONE,
                Optional.empty(),
                VENUE,
                order,
                OrderId.of("v-" + number),
                symbol,
                Side.BUY,
                ONE,
                ONE,
                Price.of("100"),
                BEGAN);
    }

    static MarketEvent tick(Instant at) {
        return new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, VENUE, at);
    }

    static MarketEvent mark(String symbol, Price price, Instant at) {
        return new MarketEvent.MarkUpdated(
                PortfolioId.ALL,
                RunId.NONE,
                VENUE,
                Symbol.of(symbol),
                price,
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    /** A plan like this one, with a stop of its own between 10 and 90. */
    static Plan another(Plan plan, PlanId id, int number) {
        Price stop = new Price(BigDecimal.valueOf(100 + number % 800, 1));
        Levels levels = plan.levels();
        return new Plan(
                id,
                plan.version(),
                plan.status(),
                plan.entry(),
                plan.quantity(),
                plan.terms(),
                new Levels(
                        Optional.of(stop),
                        levels.target(),
                        levels.stopSetBy(),
                        levels.breakeven(),
                        levels.best(),
                        levels.steps()),
                plan.night(),
                plan.armedAt(),
                plan.suspended(),
                plan.leaveOnFill(),
                plan.exit(),
                plan.step(),
                plan.timeStop(),
                plan.protectiveStop());
    }
}
