package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class LedgerTest {

    private static void equal(Optional<BigDecimal> actual, String expected) {
        assertThat(actual.orElseThrow()).isEqualByComparingTo(expected);
    }

    @Test
    void aSaleWithAFeeInTheSoldAssetEndsSlightlyShort() {
        Desk desk = new Desk("USD").buy("1", "100").sell("1", "110", "0.001 BTC").mark("110");
        assertThat(desk.position().quantity()).isEqualByComparingTo("-0.001");
        equal(desk.stats().realizedPnl(), "10");
        equal(desk.stats().fees(), "0.11");
        equal(desk.stats().equity(), "9.89");
    }

    @Test
    void aRebateIsANegativeFeeAlsoInTheTradedAsset() {
        Desk desk = new Desk("USD").buy("1", "100", "-0.5 USD", "-0.01 BTC").mark("100");
        assertThat(desk.position().quantity()).isEqualByComparingTo("1.01");
        equal(desk.stats().fees(), "-1.5");
        equal(desk.stats().netPnl(), "1.5");
    }

    @Test
    void aShortEarnsWhenThePriceFalls() {
        Desk desk = new Desk("USD").sell("2", "100").mark("90");
        equal(desk.stats().unrealizedPnl(), "20");
        equal(desk.stats().netExposure(), "-180");
        equal(desk.stats().exposureNotional(), "180");
        desk.buy("1", "80");
        equal(desk.stats().realizedPnl(), "20");
        assertThat(desk.position().quantity()).isEqualByComparingTo("-1");
        assertThat(desk.position().cost()).isEqualByComparingTo("-100");
    }

    @Test
    void profitBelongsToWhoOpenedThePositionAndFeesToWhoPaidThem() {
        Desk desk = new Desk("USD");
        desk.as("v1", "r-1").buy("1", "100", "1 USD").as("v2", "r-2").buy("1", "200", "2 USD");
        desk.as("v3", "-").sell("1", "300", "4 USD").mark("300");
        equal(desk.slice("bot_version", "v1").realizedPnl(), "100");
        equal(desk.slice("bot_version", "v2").realizedPnl(), "50");
        equal(desk.slice("bot_version", "v3").realizedPnl(), "0");
        equal(desk.slice("bot_version", "v3").netPnl(), "-4");
        equal(desk.slice("bot_version", "v1").unrealizedPnl(), "100");
        equal(desk.slice("bot_version", "v2").unrealizedPnl(), "50");
        equal(desk.slice("run_id", "r-1").fees(), "1");
        equal(desk.slice("run_id", "-").fees(), "4");
        equal(desk.slice("symbol", "BTC/USD").netPnl(), "293");
        equal(desk.slice("side", "BUY").realizedPnl(), "150");
        equal(desk.slice("side", "SELL").fees(), "4");
        equal(desk.slice("tag", "-").netPnl(), "293");
    }

    @Test
    void aTagIsASliceOfItsOwn() {
        Desk desk = new Desk("USD").tagged("breakout").buy("1", "100").tagged("exit");
        desk.sell("1", "130");
        equal(desk.slice("tag", "breakout").netPnl(), "30");
        assertThat(desk.slice("tag", "breakout").wins()).isEqualTo(1);
        assertThat(desk.slice("tag", "exit").totalTrades()).isEqualTo(1);
    }

    @Test
    void eachCostIsBookedOnceUnderItsOwnNameAndLeavesItsOwnAccount() {
        Desk desk = new Desk("USD").deposit("100", "USD").as("v1", "r-1");
        desk.llm("0.25", "USD").cost(CostCategory.FUNDING, "1.5", "USD");
        desk.cost(CostCategory.DATA, "3", "USD").cost(CostCategory.OTHER, "-1", "USD");
        equal(desk.stats().llmCost(), "0.25");
        equal(desk.stats().otherCosts(), "3.5");
        equal(desk.stats().netPnl(), "-3.75");
        equal(desk.stats().equity(), "96.25");
        equal(desk.slice("run_id", "r-1").llmCost(), "0.25");
        Balance usd = desk.ledger().cash().get(Currency.of("USD"));
        assertThat(usd.venue()).isEqualByComparingTo("98.5");
        assertThat(usd.offVenue()).isEqualByComparingTo("-2.25");
    }

    @Test
    void cashMovementsAreContributedAndNoProfit() {
        Desk desk = new Desk("USD").deposit("100", "USD");
        desk.move(MovementKind.WITHDRAWAL, "30", "USD").move(MovementKind.TRANSFER_OUT, "5", "USD");
        desk.move(MovementKind.ADJUSTMENT, "-1", "USD");
        equal(desk.stats().contributed(), "64");
        equal(desk.stats().equity(), "64");
        equal(desk.stats().netPnl(), "0");
    }

    @Test
    void whatRatesDidToForeignCashAndBasisIsShownApartFromPrices() {
        Desk desk = new Desk("USD").trading("AAPL/EUR").mark("EUR/USD", "1.00");
        desk.deposit("1000", "EUR").buy("10", "50").mark("AAPL/EUR", "50").mark("EUR/USD", "1.10");
        equal(desk.stats().fxPnl(), "100"); // 50 on the cash, 50 on the basis
        equal(desk.slice("symbol", "AAPL/EUR").fxPnl(), "50");
        equal(desk.slice("symbol", "-").fxPnl(), "50");
        equal(desk.stats().unrealizedPnl(), "0");
        desk.sell("10", "60").mark("EUR/USD", "1.20");
        equal(desk.stats().realizedPnl(), "110");
        equal(desk.stats().fxPnl(), "210"); // 1100 EUR at 1.20 less 1000 and 110
        equal(desk.stats().equity(), "1320");
    }

    @Test
    void whatCannotBeKnownIsMissingAndNeverGuessed() {
        Desk desk = new Desk("USD").deposit("100", "USD").buy("1", "50");
        assertThat(desk.stats().equity()).isEmpty();
        assertThat(desk.stats().unrealizedPnl()).isEmpty();
        assertThat(desk.stats().netPnl()).isEmpty();
        assertThat(desk.stats().exposureNotional()).isEmpty();
        equal(desk.stats().realizedPnl(), "0");
        equal(desk.stats().contributed(), "100");
        assertThat(desk.stats().missing())
                .containsExactly(
                        new Missing("mark", Optional.of(Symbol.of("BTC/USD")), Optional.empty()));
        desk.mark("60").deposit("1", "EUR");
        assertThat(desk.stats().equity()).isEmpty();
        equal(desk.stats().unrealizedPnl(), "10");
        assertThat(desk.stats().contributed()).isEmpty();
        assertThat(desk.stats().missing())
                .containsExactly(new Missing("rate", Optional.empty(), Optional.of("EUR/USD")));
    }

    @Test
    void aRateThatComesAfterTheRecordIsUsedOnceItIsKnownAsOfTheRecordsTime() {
        Desk desk = new Desk("USD").deposit("10", "EUR").llm("1", "EUR");
        assertThat(desk.stats().equity()).isEmpty();
        desk.market.mark(
                Desk.VENUE, Symbol.of("EUR/USD"), "2", Instant.parse("2024-01-01T00:00:30Z"));
        desk.close();
        equal(desk.stats().contributed(), "20");
        equal(desk.stats().llmCost(), "2");
        equal(desk.stats().equity(), "18");
        assertThat(desk.stats().missing()).isEmpty();
    }

    @Test
    void twoFillsOfOneOrderAreTwoAndTwoThatAreAlikeAreTwo() {
        Desk desk = new Desk("USD").ofOrder("o-1").buy("1", "100").buy("1", "100").mark("100");
        assertThat(desk.position().quantity()).isEqualByComparingTo("2");
        assertThat(desk.stats().totalTrades()).isEqualTo(2);
        assertThat(desk.stats().totalOrders()).isEqualTo(1);
    }

    @Test
    void theSameFillWithOtherContentIsACorrection() {
        Desk desk = new Desk("USD");
        var fill = desk.fill(Side.BUY, "1", "100");
        var later = desk.fill(Side.SELL, "1", "120");
        desk.book(fill).book(later);
        var corrected = Desk.correction(fill, "1", "90", false);
        desk.book(corrected).book(corrected);
        equal(desk.stats().realizedPnl(), "30");
        desk.book(Desk.correction(fill, "1", "90", true));
        assertThat(desk.position().quantity()).isEqualByComparingTo("-1");
    }

    @Test
    void aFeeThatIsKnownLateIsBookedOnceHoweverOftenItIsSaid() {
        Desk desk = new Desk("USD");
        var bare = desk.ofOrder("o").fill(Side.BUY, "1", "100");
        var charged =
                new dev.holdfast.contracts.event.TradeEvent.Synced(
                        bare.portfolioId(),
                        bare.runId(),
                        bare.botVersion(),
                        bare.venue(),
                        bare.tradeId(),
                        bare.orderId(),
                        bare.clientOrderId(),
                        bare.symbol(),
                        bare.side(),
                        bare.quantity(),
                        bare.price(),
                        java.util.List.of(
                                dev.holdfast.contracts.value.Money.of("2", "USD"),
                                dev.holdfast.contracts.value.Money.of("-0.5", "USD")),
                        bare.liquidity(),
                        dev.holdfast.contracts.value.Origin.IMPORTED,
                        bare.venueSequence(),
                        bare.tag(),
                        bare.occurredAt(),
                        bare.recordedAt());
        desk.batch(bare).batch(charged).batch(charged).mark("100");
        equal(desk.stats().fees(), "1.5");
        equal(desk.stats().netPnl(), "-1.5");
        assertThat(desk.stats().totalTrades()).isEqualTo(1);
    }

    @Test
    void aCorrectionOfAFillThatNobodySawIsRefused() {
        Desk desk = new Desk("USD");
        var fill = desk.fill(Side.BUY, "1", "100");
        assertThatThrownBy(() -> desk.book(Desk.correction(fill, "1", "90", false)))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("no fill 1 of order o-1 in BTC/USD");
    }

    @Test
    void aRecordOfAPortfolioThatIsNotRegisteredIsRefused() {
        Desk desk = new Desk("USD");
        var fill = desk.fill(Side.BUY, "1", "100");
        PortfolioState unknown = PortfolioState.initial(PortfolioId.of("swing"));
        assertThatThrownBy(() -> desk.bookkeeper.book(unknown, fill, false))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("not registered");
    }

    @Test
    void aMovementIdThatIsUsedAgainForSomethingElseIsRefused() {
        Desk desk = new Desk("USD").deposit("100", "USD");
        var moved =
                new dev.holdfast.contracts.event.CashEvent.Moved(
                        Desk.SWING,
                        dev.holdfast.contracts.value.RunId.NONE,
                        "m-1",
                        MovementKind.DEPOSIT,
                        BigDecimal.TEN,
                        Currency.of("USD"),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.parse("2024-01-01T00:00:00Z"));
        assertThatThrownBy(() -> desk.bookConflicting(moved))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("movement_id m-1");
    }

    @Test
    void aSymbolThatIsSyncedAfterAnotherIsBookedHoweverFarTheOtherHasCome() {
        Desk desk = new Desk("USD").trading("ETH/USD").buy("1", "10");
        var first = desk.at("2023-12-31T23:59:30Z").fill(Side.BUY, "2", "20");
        var second = desk.at("2024-01-01T00:01:30Z").fill(Side.SELL, "1", "30");
        desk.trading("BTC/USD").at("2024-01-02T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            desk.buy("1", "100");
        }
        Journal journal = desk.state.journal().orElseThrow();
        desk.state = desk.state.with(journal.compacted(1, Instant.MAX));
        assertThatThrownBy(() -> desk.book(first)).isInstanceOf(NotBookable.class);
        desk.book(second).trading("ETH/USD");
        assertThat(desk.position().quantity()).isEqualByComparingTo("0");
        equal(desk.stats().realizedPnl(), "20");
        journal = desk.state.journal().orElseThrow();
        assertThat(journal.before(Instant.MAX)).contains(journal.current());
    }

    @Test
    void aFillFromBeforeTheKeptRecordsIsRefusedAndSaysSince() {
        Desk desk = new Desk("USD").buy("1", "100");
        var late = desk.at("2024-01-01T00:00:30Z").fill(Side.BUY, "1", "100");
        desk.at("2024-01-02T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            desk.buy("1", "100");
        }
        Journal journal = desk.state.journal().orElseThrow();
        desk.state = desk.state.with(journal.compacted(1, Instant.MAX));
        assertThatThrownBy(() -> desk.book(late))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("2024-01-02T");
    }

    @Test
    void aRecordThatCouldNotBeBookedIsMissingUntilItIs() {
        Desk desk = new Desk("USD");
        var fill = desk.fill(Side.BUY, "1", "100");
        var other = desk.fill(Side.BUY, "1", "100");
        desk.state = desk.state.lacking(Bookkeeper.name(fill).orElseThrow(), "the disk was full");
        assertThat(desk.state.holes())
                .containsExactly("fill 1 of order o-1 in BTC/USD: the disk was full");
        assertThat(desk.book(other).state.holes()).hasSize(1);
        assertThat(desk.book(fill).state.holes()).isEmpty();
    }

    @Test
    void lateCashAndCostsAreBookedHoweverLateTheyAre() {
        Desk desk = new Desk("USD").buy("1", "100").mark("100").at("2024-01-02T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            desk.buy("1", "100");
        }
        desk.state = desk.state.with(desk.state.journal().orElseThrow().compacted(1, Instant.MAX));
        desk.at("2024-01-01T00:00:30Z").deposit("50", "USD").llm("2", "USD");
        equal(desk.stats().contributed(), "50");
        equal(desk.stats().llmCost(), "2");
        Journal journal = desk.state.journal().orElseThrow();
        assertThat(journal.before(Instant.MAX)).contains(journal.current());
    }

    @Test
    void lotsOfFourMethodsAddUpToThePosition() {
        for (CostBasis basis : CostBasis.values()) {
            Desk desk = new Desk("USD", basis).buy("3", "10").buy("4", "30").buy("5", "20");
            desk.sell("6", "40").mark("40");
            equal(desk.stats().grossPnl(), "230");
            BigDecimal cost =
                    switch (basis) {
                        case AVERAGE -> new BigDecimal("125");
                        case FIFO -> new BigDecimal("130");
                        case LIFO -> new BigDecimal("120");
                        case HIFO -> new BigDecimal("90");
                    };
            assertThat(desk.position().cost()).as(basis.name()).isEqualByComparingTo(cost);
        }
    }

    @Test
    void whatComesAndGoesInOneExchangeLeavesNoTrace() {
        Ledger empty = new Desk("USD").ledger();
        Ledger passing = new Desk("USD").as("v1", "r-1").buy("1", "100", "1 USD").ledger();

        Ledger exchanged = empty.exchanging(passing, passing);

        assertThat(exchanged.slices().values()).allMatch(Map::isEmpty);
        assertThat(exchanged.cash()).isEmpty();
    }
}
