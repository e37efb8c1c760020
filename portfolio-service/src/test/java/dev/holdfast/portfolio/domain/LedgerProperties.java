package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.PortfolioStateEvent.Slice;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Side;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

class LedgerProperties {

    /** One fill to be; minutes may coincide, so that the order within an instant matters. */
    record Plan(
            Side side,
            int quantity,
            int price,
            int feeKind,
            int symbol,
            int owner,
            int minute,
            boolean costAfter) {}

    private static final List<String> SYMBOLS = List.of("BTC/USD", "ETH/EUR");
    private static final ObjectMapper STATES = EventCodec.stateMapper();
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @Provide
    Arbitrary<List<Plan>> plans() {
        Arbitrary<Plan> plan =
                Combinators.combine(
                                Arbitraries.of(Side.class),
                                Arbitraries.integers().between(1, 7),
                                Arbitraries.integers().between(1, 9999),
                                Arbitraries.integers().between(0, 4),
                                Arbitraries.integers().between(0, 1),
                                Arbitraries.integers().between(0, 2),
                                Arbitraries.integers().between(0, 40),
                                Arbitraries.of(true, false))
                        .as(Plan::new);
        return plan.list().ofMinSize(1).ofMaxSize(24);
    }

    private static Desk desk(CostBasis basis) {
        Desk desk = new Desk("USD", basis);
        desk.at("2023-12-31T00:00:00Z").mark("EUR/USD", "1.1").mark("BNB/USD", "7");
        return desk.deposit("1000", "USD").deposit("300", "EUR");
    }

    private static List<TradeEvent.Synced> fills(Desk desk, List<Plan> plans) {
        List<TradeEvent.Synced> fills = new ArrayList<>();
        for (Plan plan : plans) {
            desk.trading(SYMBOLS.get(plan.symbol()))
                    .as("v" + plan.owner(), "r-" + plan.owner())
                    .at(START.plusSeconds(60L * plan.minute()).toString());
            fills.add(
                    desk.fill(
                            plan.side(),
                            "" + plan.quantity(),
                            new BigDecimal(plan.price()).movePointLeft(2).toPlainString(),
                            fee(plan)));
        }
        return fills;
    }

    private static String[] fee(Plan plan) {
        return switch (plan.feeKind()) {
            case 0 -> new String[0];
            case 1 -> new String[] {"0.13 USD"};
            case 2 -> new String[] {"0.001 " + SYMBOLS.get(plan.symbol()).split("/")[0]};
            case 3 -> new String[] {"0.01 BNB", "0.02 EUR"};
            default -> new String[] {"-0.05 USD"};
        };
    }

    @Property(tries = 60)
    void anyOrderAndAnyDuplicationGiveTheSameLedger(
            @ForAll("plans") List<Plan> plans,
            @ForAll CostBasis basis,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        Desk inOrder = desk(basis);
        Desk shuffled = desk(basis);
        List<TradeEvent.Synced> fills = fills(inOrder, plans);
        fills.stream()
                .sorted(
                        java.util.Comparator.comparing(TradeEvent.Synced::occurredAt)
                                .thenComparing(f -> Integer.parseInt(f.tradeId().value())))
                .forEach(inOrder::book);
        List<TradeEvent.Synced> again = new ArrayList<>(fills);
        again.addAll(fills.subList(0, fills.size() / 2));
        java.util.Collections.shuffle(again, new Random(seed));
        again.forEach(shuffled::book);
        assertThat(shuffled.ledger()).isEqualTo(inOrder.ledger());
    }

    @Property(tries = 60)
    void aCheckpointAnywhereInBetweenChangesNothing(
            @ForAll("plans") List<Plan> plans,
            @ForAll CostBasis basis,
            @ForAll @IntRange(min = 1, max = 10) int keep) {
        Desk whole = desk(basis);
        Desk cut = desk(basis);
        for (TradeEvent.Synced fill :
                fills(whole, plans).stream()
                        .sorted(java.util.Comparator.comparing(TradeEvent.Synced::occurredAt))
                        .toList()) {
            whole.book(fill);
            cut.book(fill);
            Journal journal = cut.state.journal().orElseThrow();
            cut.state = cut.state.with(journal.compacted(keep, fill.occurredAt()));
        }
        assertThat(cut.ledger()).isEqualTo(whole.ledger());
        Journal journal = cut.state.journal().orElseThrow();
        assertThat(journal.before(Instant.MAX)).contains(journal.current());
    }

    @Property(tries = 60)
    void everyIdentityHoldsAfterEveryRecord(
            @ForAll("plans") List<Plan> plans, @ForAll CostBasis basis) {
        Desk desk = desk(basis);
        for (int i = 0; i < plans.size(); i++) {
            for (TradeEvent.Synced fill : fills(desk, plans.subList(i, i + 1))) {
                desk.book(fill);
            }
            if (plans.get(i).costAfter()) {
                desk.llm("0.31", "EUR");
            }
            desk.mark("BTC/USD", "50." + i).mark("ETH/EUR", "20." + i).mark("EUR/USD", "1.2" + i);
            identitiesHold(desk);
            flatMeansNoCost(desk);
        }
    }

    private static void identitiesHold(Desk desk) {
        Valuation valuation = desk.valuation();
        var stats = valuation.stats();
        BigDecimal gross =
                stats.realizedPnl()
                        .orElseThrow()
                        .add(stats.unrealizedPnl().orElseThrow())
                        .add(stats.fxPnl().orElseThrow());
        assertThat(stats.grossPnl().orElseThrow()).isEqualByComparingTo(gross);
        assertThat(stats.netPnl().orElseThrow())
                .isEqualByComparingTo(
                        gross.subtract(stats.fees().orElseThrow())
                                .subtract(stats.llmCost().orElseThrow())
                                .subtract(stats.otherCosts().orElseThrow()));
        assertThat(stats.equity().orElseThrow())
                .isEqualByComparingTo(
                        stats.contributed().orElseThrow().add(stats.netPnl().orElseThrow()));
        Quotes quotes = Quotes.latest(desk.market, Desk.VENUE);
        var usd = dev.holdfast.contracts.value.Currency.of("USD");
        BigDecimal worth = BigDecimal.ZERO;
        for (var cash : stats.cash().entrySet()) {
            worth =
                    worth.add(
                            cash.getValue()
                                    .multiply(quotes.rate(cash.getKey(), usd).orElseThrow()));
        }
        for (var position : valuation.open()) {
            worth =
                    worth.add(
                            position.quantity()
                                    .multiply(position.mark().orElseThrow().value())
                                    .multiply(quotes.rate(position.currency(), usd).orElseThrow()));
        }
        assertThat(stats.equity().orElseThrow())
                .as("cash plus positions")
                .isCloseTo(worth, org.assertj.core.api.Assertions.within(new BigDecimal("1e-15")));
        slicesAddUp(valuation);
    }

    /** What the ledger earned is told by its own parts, not as the rest of the equity. */
    @Property(tries = 60)
    void theRoundedPartsAreTheExactOnes(
            @ForAll("plans") List<Plan> plans, @ForAll CostBasis basis) {
        Desk desk = desk(basis);
        fills(desk, plans).forEach(desk::book);
        desk.mark("BTC/USD", "51").mark("ETH/EUR", "19").mark("EUR/USD", "1.3");
        Quotes quotes = Quotes.latest(desk.market, Desk.VENUE);
        var usd = dev.holdfast.contracts.value.Currency.of("USD");
        BigDecimal unrealized = BigDecimal.ZERO;
        for (Position position : desk.ledger().positions().values()) {
            BigDecimal rate = quotes.rate(position.symbol().quote(), usd).orElseThrow();
            BigDecimal mark = quotes.mark(position.symbol()).orElseThrow().price().value();
            unrealized =
                    unrealized.add(
                            position.quantity()
                                    .multiply(mark)
                                    .subtract(position.cost())
                                    .multiply(rate));
        }
        assertThat(desk.stats().unrealizedPnl().orElseThrow())
                .isCloseTo(
                        unrealized,
                        org.assertj.core.api.Assertions.within(new BigDecimal("1e-15")));
    }

    private static void slicesAddUp(Valuation valuation) {
        var stats = valuation.stats();
        Map<String, List<Slice>> by =
                valuation.slices().stream().collect(Collectors.groupingBy(Slice::by));
        assertThat(by).hasSize(5);
        by.forEach(
                (name, slices) -> {
                    add(name, slices, Slice::realizedPnl, stats.realizedPnl());
                    add(name, slices, Slice::unrealizedPnl, stats.unrealizedPnl());
                    add(name, slices, Slice::fxPnl, stats.fxPnl());
                    add(name, slices, Slice::grossPnl, stats.grossPnl());
                    add(name, slices, Slice::fees, stats.fees());
                    add(name, slices, Slice::llmCost, stats.llmCost());
                    add(name, slices, Slice::netPnl, stats.netPnl());
                    BigDecimal turnover =
                            slices.stream()
                                    .map(slice -> slice.turnover().orElseThrow())
                                    .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(turnover)
                            .isCloseTo(
                                    stats.turnover().orElseThrow(),
                                    org.assertj.core.api.Assertions.within(
                                            new BigDecimal("1e-15")));
                    assertThat(slices.stream().mapToLong(Slice::totalTrades).sum())
                            .isEqualTo(stats.totalTrades());
                    assertThat(slices.stream().mapToLong(Slice::wins).sum())
                            .isEqualTo(stats.wins());
                    assertThat(slices.stream().mapToLong(Slice::losses).sum())
                            .isEqualTo(stats.losses());
                });
    }

    private static void add(
            String name,
            List<Slice> slices,
            Function<Slice, Optional<BigDecimal>> figure,
            Optional<BigDecimal> whole) {
        BigDecimal sum =
                slices.stream()
                        .map(slice -> figure.apply(slice).orElseThrow())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).as(name).isEqualByComparingTo(whole.orElseThrow());
    }

    private static void flatMeansNoCost(Desk desk) {
        for (Position position : desk.ledger().positions().values()) {
            BigDecimal quantities =
                    position.lots().stream()
                            .map(Lot::remaining)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal costs =
                    position.lots().stream()
                            .map(Lot::cost)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(quantities).isEqualByComparingTo(position.quantity());
            assertThat(costs).isEqualByComparingTo(position.cost());
            if (position.flat()) {
                assertThat(position.cost()).isEqualTo(BigDecimal.ZERO);
                assertThat(position.lots()).isEmpty();
            }
        }
    }

    @Property(tries = 30)
    void writingTheStateAndReadingItChangesNothing(
            @ForAll("plans") List<Plan> plans, @ForAll CostBasis basis) throws Exception {
        Desk desk = desk(basis);
        fills(desk, plans).forEach(desk::book);
        desk.llm("0.31", "EUR").observed("10 BTC").close();
        PortfolioState read =
                STATES.readValue(STATES.writeValueAsBytes(desk.state), PortfolioState.class);
        assertThat(read).isEqualTo(desk.state);
    }

    @Property(tries = 60)
    void aCorrectedOrCancelledFillLeavesWhatWouldHaveBeenWithoutTheError(
            @ForAll("plans") List<Plan> plans,
            @ForAll CostBasis basis,
            @ForAll boolean cancelled,
            @ForAll @IntRange(max = 1_000_000) int which) {
        Desk corrected = desk(basis);
        Desk right = desk(basis);
        List<TradeEvent.Synced> fills = fills(corrected, plans);
        TradeEvent.Synced wrong = fills.get(which % fills.size());
        fills.forEach(corrected::book);
        TradeEvent.Corrected correction = Desk.correction(wrong, "3", "33.33", cancelled);
        corrected.book(correction);
        for (TradeEvent.Synced fill : fills) {
            right.book(fill);
            if (fill == wrong) {
                right.book(correction);
            }
        }
        assertThat(corrected.ledger()).isEqualTo(right.ledger());
        if (cancelled) {
            Desk without = desk(basis);
            fills.stream().filter(fill -> fill != wrong).forEach(without::book);
            assertThat(corrected.ledger().cash()).isEqualTo(without.ledger().cash());
            assertThat(corrected.ledger().positions()).isEqualTo(without.ledger().positions());
        }
    }
}
