package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Worked examples from the published tests of other trading and accounting systems, restated in our
 * conventions: realized PnL free of fees, every cost under its own name. Each names its source.
 */
class PublishedCasesTest {

    private static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    private static void equal(Optional<BigDecimal> actual, String expected) {
        assertThat(actual.orElseThrow()).isEqualByComparingTo(expected);
    }

    private static void equal(BigDecimal actual, String expected) {
        assertThat(actual).isEqualByComparingTo(expected);
    }

    /** nautilus_trader, test_position_filled_with_buy_order. */
    @Test
    void anOpenLongIsWorthItsMarkAndItsFeeIsNoPartOfItsPrice() {
        Desk desk = new Desk("USD").trading("AUD/USD").buy("100000", "1.00001", "2.00 USD");
        desk.mark("1.00050");
        equal(desk.shown().averagePrice(), "1.00001");
        equal(desk.stats().realizedPnl(), "0");
        equal(desk.stats().unrealizedPnl(), "49");
        equal(desk.stats().fees(), "2");
        equal(desk.stats().netPnl(), "47");
    }

    /** nautilus_trader, test_position_filled_with_buy_order_then_sell_order. */
    @Test
    void aRoundTripEarnsTheDifferenceWhateverTheMarkDoesLater() {
        Desk desk =
                new Desk("USD")
                        .trading("AUD/USD")
                        .at("1970-01-01T00:00:01Z")
                        .buy("150000", "1.00001", "3.00 USD")
                        .sell("150000", "1.00011")
                        .mark("1.00050");
        equal(desk.position().quantity(), "0");
        equal(desk.stats().unrealizedPnl(), "0");
        equal(desk.stats().realizedPnl(), "15");
        equal(desk.stats().netPnl(), "12");
        assertThat(desk.stats().wins()).isEqualTo(1);
    }

    /** nautilus_trader, test_pnl_calculation_from_trading_technologies_example. */
    @Test
    void theAverageStaysThroughSellsAndMovesWithBuys() {
        Desk desk =
                new Desk("USDT")
                        .trading("ETH/USDT")
                        .buy("12", "100", "0.12 USDT")
                        .buy("17", "99", "0.1683 USDT");
        check(desk, "29", "99.41379310344827", "-0.28830000");
        desk.sell("9", "101", "0.0909 USDT");
        check(desk, "20", "99.41379310344827", "13.89666207");
        desk.sell("4", "105", "0.042 USDT");
        check(desk, "16", "99.41379310344827", "36.19948966");
        desk.buy("3", "103", "0.0309 USDT");
        check(desk, "19", "99.98003629764065", "36.16858966");
    }

    private static void check(Desk desk, String quantity, String average, String realizedNet) {
        desk.mark("100");
        var tolerance = within(n("0.00000001"));
        equal(desk.position().quantity(), quantity);
        assertThat(desk.position().averagePrice().orElseThrow())
                .isCloseTo(n(average), within(n("0.00000000000001")));
        BigDecimal net = desk.position().realized().subtract(desk.stats().fees().orElseThrow());
        assertThat(net).isCloseTo(n(realizedNet), tolerance);
    }

    /** nautilus_trader, test_position_multiple_cycles_pnl_tracking. */
    @Test
    void everyCycleHasItsOwnResult() {
        Desk desk = new Desk("USD").trading("AUD/USD");
        desk.buy("100000", "0.70000", "1.40 USD").sell("100000", "0.70010", "1.40 USD");
        equal(desk.shown().cycleRealizedPnl(), "10");
        desk.buy("150000", "0.70020", "2.10 USD");
        equal(desk.shown().cycleRealizedPnl(), "0");
        desk.sell("150000", "0.70015", "2.10 USD");
        equal(desk.shown().cycleRealizedPnl(), "-7.5");
        desk.sell("200000", "0.70025", "2.80 USD").buy("200000", "0.70017", "2.80 USD");
        equal(desk.shown().cycleRealizedPnl(), "16");
        equal(desk.position().quantity(), "0");
        equal(desk.stats().netPnl(), "5.9"); // 7.20 - 11.70 + 10.40
        assertThat(desk.stats().wins()).isEqualTo(2);
        assertThat(desk.stats().losses()).isEqualTo(1);
    }

    /** nautilus_trader, test_position_flip_long_to_short_pnl_tracking. */
    @Test
    void aLongTurnedShortIsTwoCyclesAlsoWhenOneFillTurnsIt() {
        Desk split = new Desk("USD").trading("AUD/USD").buy("100000", "0.75", "1.50 USD");
        split.ofOrder("O-2").sell("100000", "0.75020", "2.25 USD");
        equal(split.shown().cycleRealizedPnl(), "20");
        split.sell("50000", "0.75020", "2.25 USD");
        equal(split.position().quantity(), "-50000");
        equal(split.shown().cycleRealizedPnl(), "0");
        split.ofOrder("O-3").buy("50000", "0.75030", "0.75 USD");
        equal(split.shown().cycleRealizedPnl(), "-5");
        equal(split.stats().netPnl(), "8.25"); // 16.25 - 8.00

        Desk one =
                new Desk("USD")
                        .trading("AUD/USD")
                        .buy("100000", "0.75", "1.50 USD")
                        .sell("150000", "0.75020", "4.50 USD");
        equal(one.position().quantity(), "-50000");
        equal(one.position().averagePrice(), "0.75020");
        assertThat(one.stats().wins()).isEqualTo(1);
        one.buy("50000", "0.75030", "0.75 USD");
        equal(one.stats().netPnl(), "8.25");
        assertThat(one.stats().losses()).isEqualTo(1);
        assertThat(split.stats().totalOrders()).isEqualTo(3);
        assertThat(split.stats().totalTrades()).isEqualTo(4);
    }

    /** nautilus_trader, test_position_flattens_with_quote_currency_commission_on_close. */
    @Test
    void aFeeInTheBoughtAssetLeavesLessToSell() {
        Desk desk = new Desk("USDT").trading("BTC/USDT").buy("1.0", "50000", "0.001 BTC");
        equal(desk.position().quantity(), "0.999");
        desk.sell("0.999", "50100", "50.0 USDT");
        equal(desk.position().quantity(), "0");
        equal(desk.position().cost(), "0");
    }

    /** nautilus_trader, test_position_spot_round_trip_close_flat_with_quote_commission. */
    @Test
    void aFeeInTheTradedAssetIsADisposalAndItsProceedsAreTheFee() {
        Desk desk =
                new Desk("USDT")
                        .trading("ETH/USDT")
                        .buy("1.0", "2000.00", "0.001 ETH")
                        .sell("0.999", "2100.00", "2.0 USDT");
        equal(desk.stats().realizedPnl(), "99.9");
        equal(desk.stats().fees(), "4");
        equal(desk.stats().netPnl(), "95.9");
        equal(desk.stats().equity(), "95.9");
    }

    /** Lean, SecurityPortfolioManagerTests.TestCashFills. */
    @Test
    void equityIsRightAfterEveryFillOfAWalkThroughZero() {
        String[] sides = "B S S S B B B S S S B B S".split(" ");
        String[] quantities = "100 50 100 50 50 100 50 50 100 50 50 100 50".split(" ");
        String[] prices = "1 2 3 4 5 6 7 8 9 10 11 12 12".split(" ");
        String[] equity =
                ("100000 100100 100150 100100 100000 99950 100000 100100 100150 100100 100000"
                                + " 99950 99950")
                        .split(" ");
        Desk desk = new Desk("USD").trading("CASH/USD").deposit("100000", "USD");
        for (int i = 0; i < sides.length; i++) {
            desk.mark("" + (i + 1));
            if (sides[i].equals("B")) {
                desk.buy(quantities[i], prices[i]);
            } else {
                desk.sell(quantities[i], prices[i]);
            }
            assertThat(desk.stats().equity().orElseThrow())
                    .as("equity after fill %s", i)
                    .isEqualByComparingTo(equity[i]);
        }
    }

    /** Lean, SecurityPortfolioManagerTests.ForexFillUpdatesCashCorrectly: EUR is held, not cash. */
    @Test
    void currencyThatIsBoughtIsAPositionAndCountsAtItsRate() {
        Desk desk =
                new Desk("USD")
                        .trading("EUR/USD")
                        .deposit("1000", "USD")
                        .mark("1.1000")
                        .buy("100", "1.1000", "2 USD");
        equal(desk.position().quantity(), "100");
        equal(desk.ledger().cash().values().iterator().next().venue(), "888");
        equal(desk.stats().equity(), "998");
    }

    /** Lean, SecurityPortfolioModelTests.NonAccountCurrencyEquity_LongToFlat. */
    @Test
    void whatWasEarnedInAForeignCurrencyIsConverted() {
        Desk desk = new Desk("USD").trading("AAPL/EUR").mark("EUR/USD", "10");
        desk.deposit("5000", "EUR").buy("100", "50").sell("100", "100", "1 EUR");
        equal(desk.stats().realizedPnl(), "50000");
        equal(desk.stats().fees(), "10");
        equal(desk.position().quantity(), "0");
        equal(desk.ledger().cash().values().iterator().next().venue(), "9999");
        equal(desk.stats().fxPnl(), "0");
        equal(desk.stats().equity(), "99990");
    }

    /** Lean, TradeBuilderTests.ScaleInScaleOut3Long. */
    @Test
    void scalingOutTakesTheOldestOrTheNewestLots() {
        assertThat(scaled(CostBasis.FIFO)).containsExactly("50", "60");
        assertThat(scaled(CostBasis.LIFO)).containsExactly("30", "60");
        assertThat(scaled(CostBasis.AVERAGE)).containsExactly("40", "60");
    }

    private static List<String> scaled(CostBasis basis) {
        Desk desk = new Desk("USD", basis).trading("EUR/USD");
        List<String> realized = new ArrayList<>();
        desk.buy("1000", "1.07", "1 USD").buy("1000", "1.08", "1 USD").buy("1000", "1.09", "1 USD");
        desk.sell("2000", "1.10", "1 USD");
        realized.add(plain(desk.position().realized()));
        desk.buy("1000", "1.08", "1 USD").sell("2000", "1.09", "1 USD");
        realized.add(plain(desk.position().realized()));
        equal(desk.stats().fees(), "6");
        equal(desk.position().cost(), "0");
        return realized;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Portfolio Performance, testFifoBuySellTransactions2, without its rounding to cents. */
    @ParameterizedTest
    @EnumSource(names = {"FIFO", "AVERAGE"})
    void theSameFlowsCostWhatTheMethodSays(CostBasis basis) {
        boolean fifo = basis == CostBasis.FIFO;
        Desk desk =
                new Desk("EUR", basis)
                        .trading("FUND/EUR")
                        .buy("109", "28.891743119266055046")
                        .buy("52", "32.402307692307692308")
                        .sell("15", "35.433333333333333333")
                        .mark("100");
        var cent = within(n("0.005"));
        equal(desk.position().quantity(), "146");
        assertThat(desk.position().cost()).isCloseTo(n(fifo ? "4400.74" : "4383.74"), cent);
        assertThat(desk.position().realized()).isCloseTo(n(fifo ? "98.12" : "81.12"), cent);
        assertThat(desk.stats().unrealizedPnl().orElseThrow())
                .isCloseTo(n(fifo ? "10199.26" : "10216.26"), cent);
    }

    /** Portfolio Performance, testThatRoundingDifferencesAreRemovedIfZeroSharesHeld. */
    @ParameterizedTest
    @EnumSource(CostBasis.class)
    void nothingOfTheCostIsLeftWhenNothingIsHeld(CostBasis basis) {
        Desk desk =
                new Desk("EUR", basis)
                        .trading("PENNY/EUR")
                        .buy("10", "0.001")
                        .sell("3", "0.003333333333333333")
                        .sell("3", "0.003333333333333333")
                        .sell("4", "0.0025");
        assertThat(desk.position().quantity()).isEqualTo(BigDecimal.ZERO);
        assertThat(desk.position().cost()).isEqualTo(BigDecimal.ZERO);
        assertThat(desk.position().lots()).isEmpty();
    }

    /** rotki, test_calculate_spend_cost_basis1_buy_used_by_2_sells_taxable. */
    @Test
    void twoSalesShareOneLot() {
        Desk desk = new Desk("EUR", CostBasis.FIFO).trading("BTC/EUR").buy("5", "268.1");
        desk.sell("3", "268.1");
        equal(desk.position().lots().getFirst().remaining(), "2");
        equal(desk.position().cost(), "536.2");
        desk.sell("2", "268.1");
        assertThat(desk.position().lots()).isEmpty();
    }

    /** rotki, test_accounting_hifo_order. */
    @Test
    void theDearestLotGoesFirst() {
        Desk desk = new Desk("USD", CostBasis.HIFO).buy("2", "3").buy("5", "1").sell("1", "1");
        assertThat(remaining(desk)).containsOnly(Map.entry("1", "1"), Map.entry("2", "5"));
        desk.buy("1", "2").sell("6", "1");
        assertThat(remaining(desk)).containsOnly(Map.entry("2", "1"));
    }

    private static Map<String, String> remaining(Desk desk) {
        return desk.position().lots().stream()
                .collect(
                        Collectors.toMap(
                                lot -> lot.tradeId().value(), lot -> plain(lot.remaining())));
    }

    /** ghostfolio, portfolio-calculator-novn-buy-and-sell-partially. */
    @Test
    void aPartialSaleLeavesTheRestAtItsPrice() {
        Desk desk =
                new Desk("CHF")
                        .trading("NOVN.SW/CHF")
                        .buy("2", "75.8", "2.95 CHF")
                        .sell("1", "85.73", "1.3 CHF")
                        .mark("87.8");
        equal(desk.shown().averagePrice(), "75.8");
        equal(desk.shown().cost(), "75.8");
        equal(desk.shown().exposure(), "87.8");
        equal(desk.stats().grossPnl(), "21.93");
        equal(desk.stats().netPnl(), "17.68");
        equal(desk.stats().fees(), "4.25");
    }

    /** ghostfolio, portfolio-calculator-jnug-buy-and-sell-and-buy-and-sell. */
    @Test
    void anExitAndReentryInOneInstantKeepTheirOrder() {
        Desk desk = new Desk("USD").trading("JNUG/USD");
        var first = desk.at("2025-12-11T04:59:00Z").fill(Side.BUY, "9", "209.45", "1 USD");
        var exit = desk.at("2025-12-18T04:59:00Z").fill(Side.SELL, "9", "210", "1 USD");
        var reentry = desk.at("2025-12-18T04:59:00Z").fill(Side.BUY, "10", "204.11", "1 USD");
        var last = desk.at("2025-12-28T04:59:00Z").fill(Side.SELL, "10", "208.01", "1 USD");
        desk.book(first);
        equal(desk.position().cost(), "1885.05");
        desk.book(reentry).book(exit);
        equal(desk.position().cost(), "2041.1");
        assertThat(desk.position().lots().getFirst().tradeId()).isEqualTo(TradeId.of("3"));
        desk.book(last);
        equal(desk.position().cost(), "0");
        equal(desk.stats().grossPnl(), "43.95");
        equal(desk.stats().netPnl(), "39.95");
    }

    /** hummingbot, test_calculate_fees_in_quote_for_one_trade_with_fees_different_tokens. */
    @Test
    void feesInThreeCurrenciesAreConvertedEachAtItsRateAlsoThroughAThird() {
        Desk desk =
                new Desk("ALPHA")
                        .trading("HBOT/ALPHA")
                        .mark("DAI/ALPHA", "2")
                        .mark("USDT/DAI", "0.9")
                        .buy("1", "1000", "100 ALPHA", "10 USDT", "5 DAI");
        equal(desk.shown().fees(), "128");
        desk.mark("1000");
        equal(desk.stats().fees(), "128");
        equal(desk.stats().netPnl(), "-128");
    }

    /** Marketcetera, BasicCalculatorTest.incomingPosition: a day is a difference of two states. */
    @Test
    void whatWasCarriedIntoADayAndWhatItTradedMakeItsResult() {
        Desk desk = new Desk("USD", CostBasis.FIFO).buy("10", "12").mark("15");
        BigDecimal start = desk.stats().grossPnl().orElseThrow();
        BigDecimal realizedBefore = desk.position().realized();
        desk.mark("16");
        equal(desk.stats().grossPnl().orElseThrow().subtract(start), "10");
        desk.buy("10", "16").mark("17");
        equal(desk.stats().grossPnl().orElseThrow().subtract(start), "30");
        desk.sell("15", "17");
        equal(desk.stats().grossPnl().orElseThrow().subtract(start), "30");
        equal(desk.position().quantity(), "5");
        equal(desk.position().realized().subtract(realizedBefore), "55"); // 25 of it today
        equal(desk.stats().unrealizedPnl(), "5");
    }
}
