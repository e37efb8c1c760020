package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.RunId;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures that are made of others, each as docs/ledger.md defines it. */
class FiguresTest {

    private static void equal(Optional<BigDecimal> actual, String expected) {
        assertThat(actual.orElseThrow()).isEqualByComparingTo(expected);
    }

    @Test
    void closedCyclesSayHowOftenHowMuchAndHowLong() {
        Desk desk = new Desk("USD").as("v1", "r-1");
        desk.at("2024-01-01T00:00:00Z").buy("1", "100").at("2024-01-01T01:00:00Z").sell("1", "130");
        desk.as("v2", "r-2");
        desk.at("2024-01-02T00:00:00Z").sell("2", "100").at("2024-01-02T03:00:00Z").buy("2", "105");
        desk.at("2024-01-03T00:00:00Z").buy("1", "50").at("2024-01-03T02:00:00Z").sell("1", "50");
        desk.buy("1", "100").mark("100");
        var stats = desk.stats();
        equal(stats.winRate(), "0.333333333333333333");
        equal(stats.profitFactor(), "3");
        equal(stats.bestCycle(), "30");
        equal(stats.worstCycle(), "-10");
        equal(stats.turnover(), "840");
        assertThat(stats.averageHold()).contains(Duration.ofHours(2));
        equal(desk.slice("bot_version", "v1").winRate(), "1");
        assertThat(desk.slice("bot_version", "v1").profitFactor()).isEmpty();
        equal(desk.slice("bot_version", "v2").worstCycle(), "-10");
        equal(desk.slice("side", "SELL").winRate(), "0");
        equal(desk.slice("run_id", "r-2").turnover(), "610");
        assertThat(desk.slice("symbol", "BTC/USD").averageHold()).contains(Duration.ofHours(2));
    }

    @Test
    void beforeTheFirstCycleClosesThereIsNothingToSayOfThem() {
        Desk desk = new Desk("USD").buy("1", "100").mark("100");
        assertThat(desk.stats().winRate()).isEmpty();
        assertThat(desk.stats().profitFactor()).isEmpty();
        assertThat(desk.stats().averageHold()).isEmpty();
        assertThat(desk.stats().bestCycle()).isEmpty();
        assertThat(desk.stats().missing()).isEmpty();
    }

    @Test
    void aCycleRemembersItsPeakAndWhenItWasOpened() {
        Desk desk = new Desk("USD").at("2024-01-01T00:00:00Z").buy("2", "100").buy("3", "100");
        desk.sell("4", "100").mark("100");
        equal(desk.shown().cyclePeak(), "5");
        assertThat(desk.shown().cycleOpenedAt()).contains(Instant.parse("2024-01-01T00:01:00Z"));
        desk.at("2024-01-02T00:00:00Z").sell("3", "100").mark("100");
        equal(desk.shown().cyclePeak(), "2");
        assertThat(desk.shown().cycleOpenedAt()).contains(Instant.parse("2024-01-02T00:01:00Z"));
    }

    /** A gain that was made before a transfer goes with what earned it. */
    @Test
    void aTransferBetweenPortfoliosKeepsTheBasis() {
        Desk from = new Desk("USD").mark("EUR/USD", "1.00").deposit("100", "EUR");
        from.mark("EUR/USD", "1.10").book(transfer(MovementKind.TRANSFER_OUT, "40", "40"));
        equal(from.stats().contributed(), "60");
        equal(from.stats().fxPnl(), "6");
        equal(from.stats().equity(), "66");
        Desk to = new Desk("USD").mark("EUR/USD", "1.10");
        to.book(transfer(MovementKind.TRANSFER_IN, "40", "40"));
        equal(to.stats().contributed(), "40");
        equal(to.stats().fxPnl(), "4");
        equal(to.stats().equity(), "44");
        to.mark("EUR/USD", "1.00");
        equal(to.stats().netPnl(), "0");
    }

    @Test
    void aGainThatCameWithATransferIsNoneOfThePositions() {
        Desk desk = new Desk("EUR").book(transfer(MovementKind.TRANSFER_IN, "50", "40"));
        equal(desk.stats().equity(), "50");
        equal(desk.stats().contributed(), "40");
        equal(desk.stats().fxPnl(), "10");
        equal(desk.stats().unrealizedPnl(), "0");
    }

    private static CashEvent.Moved transfer(MovementKind kind, String amount, String basis) {
        return new CashEvent.Moved(
                Desk.SWING,
                RunId.NONE,
                "t-1",
                kind,
                new BigDecimal(amount),
                Currency.of("EUR"),
                Optional.empty(),
                Optional.of(new BigDecimal(basis)),
                Optional.of("to the other portfolio"),
                Instant.parse("2024-01-01T01:00:00Z"));
    }

    @Test
    void anOpenPositionIsHandedOverAtItsCostAndWhatWasRealizedStays() {
        Desk giving = new Desk("USD", CostBasis.FIFO).deposit("1000", "USD");
        giving.buy("1", "100").buy("1", "120").sell("0.5", "130");
        giving.sell("0.5", "100").sell("1", "120").move(MovementKind.TRANSFER_OUT, "170", "USD");
        Desk receiving = new Desk("USD", CostBasis.FIFO);
        receiving.move(MovementKind.TRANSFER_IN, "170", "USD").buy("0.5", "100").buy("1", "120");
        giving.mark("150");
        receiving.mark("150");

        assertThat(giving.position().flat()).isTrue();
        assertThat(giving.stats().realizedPnl().orElseThrow()).isEqualByComparingTo("15");
        assertThat(giving.stats().equity().orElseThrow()).isEqualByComparingTo("845");
        assertThat(receiving.position().lots())
                .extracting(lot -> lot.remaining() + " at " + lot.price())
                .containsExactly("0.5 at 100", "1 at 120");
        assertThat(receiving.stats().unrealizedPnl().orElseThrow()).isEqualByComparingTo("55");
        assertThat(receiving.stats().equity().orElseThrow()).isEqualByComparingTo("225");
    }

    @Test
    void netIsGrossLessFeesLlmCostAndOtherCostsAtEveryLevel() {
        Desk desk = new Desk("USD", CostBasis.FIFO).deposit("1000", "USD").as("v1", "r-1");
        desk.buy("1", "100", "1 USD").sell("1", "120", "2 USD").llm("0.5", "USD");
        for (String[] level :
                List.of(new String[] {"bot_version", "v1"}, new String[] {"run_id", "r-1"})) {
            var slice = desk.slice(level[0], level[1]);
            equal(slice.grossPnl(), "20");
            equal(slice.netPnl(), "16.5");
        }
        equal(desk.slice("symbol", "BTC/USD").netPnl(), "17");
        equal(desk.slice("symbol", "-").netPnl(), "-0.5");
        equal(desk.stats().netPnl(), "16.5");
    }

    private static List<DailyReturns.Start> days(String... figures) {
        List<DailyReturns.Start> days = new ArrayList<>();
        for (String figure : figures) {
            Optional<BigDecimal> net =
                    figure.equals("?") ? Optional.empty() : Optional.of(new BigDecimal(figure));
            days.add(
                    new DailyReturns.Start(
                            Instant.EPOCH.plus(Duration.ofDays(days.size())),
                            net.map(earned -> earned.add(new BigDecimal("1000"))),
                            net));
        }
        return days;
    }

    @Test
    void sharpeAndSortinoAreOfDailyReturnsAYearsWorth() {
        // Returns 1%, -1%, 2%: mean 2/300, sample deviation 0.015275, downside 0.0057735.
        DailyReturns daily = DailyReturns.between(days("0", "10", "-0.1", "19.898"));
        assertThat(daily.returns()).hasSize(3);
        assertThat(daily.sharpe().orElseThrow())
                .isCloseTo(new BigDecimal("8.3381"), within(new BigDecimal("0.0001")));
        assertThat(daily.sortino().orElseThrow())
                .isCloseTo(new BigDecimal("22.0605"), within(new BigDecimal("0.0001")));
    }

    @Test
    void withoutLossesOrDaysThereIsNoRatio() {
        assertThat(DailyReturns.between(days("0", "10")).sharpe()).isEmpty();
        assertThat(DailyReturns.between(days("0", "10", "30")).sortino()).isEmpty();
        assertThat(DailyReturns.between(days()).sharpe()).isEmpty();
        assertThat(DailyReturns.between(days("0", "?", "10", "20")).returns()).hasSize(1);
    }
}
