package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.risk.domain.Booking;
import dev.holdfast.risk.domain.Gate;
import dev.holdfast.risk.domain.RiskState;
import dev.holdfast.risk.domain.Switching;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The rules of risk by themselves: a portfolio with every usual cap, some orders on their way. */
final class DecisionRules {

    private static final Instant NOW = Instant.parse("2013-11-26T12:00:00Z");
    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Price PRICE = Price.of("1000");
    private static final int PENDING = 5;
    private static final int ROUNDS = 5;

    /** Keeps the compiler from leaving the work out. */
    private static volatile int sink;

    void measure(Report report, Size size) {
        int count = size.of(200_000, 20_000);
        int cores = Runtime.getRuntime().availableProcessors();
        double one = best(1, count, 1);
        report.figure("pure evaluation, one core", one, "decisions/s");
        report.atLeast("pure evaluation", best(cores, count, 1), "decisions/s", 500_000);
        report.atLeast(
                "pure evaluation with 1000 portfolios to one portfolio",
                best(1, count, 1_000) / one,
                "times",
                0.7);
    }

    private static double best(int threads, int count, int portfolios) {
        List<RiskState> states = new ArrayList<>();
        for (int i = 0; i < portfolios; i++) {
            states.add(state(PortfolioId.of("pure-" + i)));
        }
        List<OrderIntentEvent.Intended> intents = new ArrayList<>();
        for (RiskState state : states) {
            // Every other one does not fit.
            intents.add(intent(state.portfolioId(), "fits", "0.5"));
            intents.add(intent(state.portfolioId(), "does-not", "2.5"));
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                running.add(done);
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    decide(states, intents, count);
                                    done.complete(null);
                                });
            }
            running.forEach(CompletableFuture::join);
            double seconds = (System.nanoTime() - began) / 1e9;
            best = Math.max(best, threads * count / seconds);
        }
        return best;
    }

    private static void decide(
            List<RiskState> states, List<OrderIntentEvent.Intended> intents, int count) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            int which = i % intents.size();
            Gate.Decision decision =
                    Gate.decide(states.get(which / 2), intents.get(which), false, MARKET);
            seen += decision.event().runId().value().length();
        }
        sink = seen;
    }

    private static RiskState state(PortfolioId portfolio) {
        RiskState state =
                Booking.moved(
                        Switching.configured(RiskState.unknown(portfolio), configured(portfolio)),
                        deposit(portfolio),
                        MARKET);
        for (int i = 0; i < PENDING; i++) {
            state = Gate.decide(state, intent(portfolio, "p-" + i, "0.1"), false, MARKET).state();
        }
        return state;
    }

    static MarketEvent.MarkUpdated mark() {
        return new MarketEvent.MarkUpdated(
                PortfolioId.ALL,
                RunId.NONE,
                VENUE,
                BTC,
                PRICE,
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW);
    }

    static PortfolioEvent.Configured configured(PortfolioId portfolio) {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                "Benchmark",
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                VENUE,
                TradingMode.PAPER,
                "b-",
                new PortfolioEvent.Limits(
                        Optional.of(new BigDecimal("2000")),
                        Optional.of(new BigDecimal("0.1")),
                        Optional.of(new BigDecimal("5000")),
                        Optional.of(new BigDecimal("4000")),
                        Optional.of(10),
                        Optional.of(10_000),
                        Optional.of(new BigDecimal("0.05")),
                        Optional.of(new BigDecimal("1")),
                        Optional.of(1_000_000),
                        Optional.of(new BigDecimal("100")),
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(new BigDecimal("0.3")),
                        Optional.of(Duration.ofMinutes(1)),
                        List.of(BTC),
                        false,
                        false),
                PortfolioEvent.Overnight.KEEP,
                NOW);
    }

    static CashEvent.Moved deposit(PortfolioId portfolio) {
        return new CashEvent.Moved(
                portfolio,
                RunId.NONE,
                "m-1",
                MovementKind.DEPOSIT,
                new BigDecimal("10000"),
                Currency.of("USD"),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    static OrderIntentEvent.Intended intent(PortfolioId portfolio, String id, String quantity) {
        return new OrderIntentEvent.Intended(
                portfolio,
                RunId.of("r-1"),
                Optional.of(BotVersion.of("v1")),
                ClientOrderId.of(id),
                BTC,
                Side.BUY,
                OrderType.LIMIT,
                Quantity.of(quantity),
                Optional.of(PRICE),
                TimeInForce.GTC,
                Optional.empty(),
                false,
                Optional.of(
                        new OrderIntentEvent.PlanTerms(
                                Optional.of(Price.of("950")),
                                Optional.of(Price.of("1100")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    private static final Market MARKET =
            new Market() {
                private final Optional<Mark> mark =
                        Optional.of(
                                new Mark(
                                        VENUE,
                                        BTC,
                                        PRICE,
                                        Optional.empty(),
                                        Optional.empty(),
                                        NOW));

                @Override
                public Optional<Mark> latest(Venue venue, Symbol symbol) {
                    return symbol.equals(BTC) ? mark : Optional.empty();
                }

                @Override
                public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
                    return latest(venue, symbol);
                }

                @Override
                public Optional<Instant> now(Venue venue) {
                    return Optional.of(NOW);
                }

                @Override
                public Set<Symbol> symbols(Venue venue) {
                    return Set.of(BTC);
                }
            };
}
