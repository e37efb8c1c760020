package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class CloserTest {

    private static Desk sydney() {
        return new Desk("USD", CostBasis.AVERAGE, Settings.DEFAULT, "Australia/Sydney", "UTC");
    }

    private static List<EquityEvent.Snapshotted> boundaries(Desk desk) {
        return desk.said(EquityEvent.Snapshotted.class).stream()
                .filter(snapshot -> !snapshot.boundary().isEmpty())
                .toList();
    }

    private static void equal(Optional<BigDecimal> actual, String expected) {
        assertThat(actual.orElseThrow()).isEqualByComparingTo(expected);
    }

    @Test
    void oneValuationIsSaidPerBatchThatChangedSomething() {
        Desk desk = new Desk("USD").deposit("100", "USD").buy("1", "50").mark("60").close();
        assertThat(desk.said(PortfolioStateEvent.Valued.class)).hasSize(1);
        equal(desk.said(PortfolioStateEvent.Valued.class).getFirst().stats().equity(), "110");
        desk.close().close();
        assertThat(desk.said(PortfolioStateEvent.Valued.class)).hasSize(1);
    }

    @Test
    void pricesAloneAreSaidAtAnIntervalOfEventTime() {
        Desk desk = new Desk("USD").deposit("100", "USD").tick("2024-01-01T01:00:00Z").close();
        PortfolioState before = desk.state;
        desk.tick("2024-01-01T01:00:30Z");
        assertThat(desk.state).isSameAs(before);
        desk.tick("2024-01-01T01:01:00Z").close();
        assertThat(desk.said(PortfolioStateEvent.Valued.class)).hasSize(2);
    }

    @Test
    void aDayIsValuedAtItsBoundaryInEveryTimezoneOnceTheSyncConfirmsIt() {
        Desk desk = sydney().at("2024-01-01T11:00:00Z").deposit("100", "USD");
        desk.tick("2024-01-01T12:50:00Z").close().tick("2024-01-01T13:01:00Z").close();
        assertThat(boundaries(desk)).isEmpty();
        desk.confirmed("2024-01-01T13:00:00Z").close();
        assertThat(boundaries(desk))
                .singleElement()
                .satisfies(
                        snapshot -> {
                            assertThat(snapshot.at()).isEqualTo("2024-01-01T13:00:00Z");
                            assertThat(snapshot.boundary()).containsExactly("Australia/Sydney");
                            assertThat(snapshot.provisional()).isFalse();
                        });
        desk.tick("2024-01-02T00:00:00Z").confirmed("2024-01-02T00:00:00Z").close();
        assertThat(boundaries(desk).getLast().boundary()).containsExactly("UTC");
    }

    @Test
    void theFiguresOfABoundaryKnowNothingOfWhatCameAtOrAfterIt() {
        Desk desk = sydney().at("2024-01-01T11:00:00Z").deposit("1000", "USD");
        desk.buy("1", "100").mark("110").tick("2024-01-01T11:30:00Z").close();
        desk.at("2024-01-01T12:59:00Z").buy("1", "120"); // exactly at the boundary
        desk.mark("500").tick("2024-01-01T13:10:00Z").confirmed("2024-01-01T13:10:00Z").close();
        PortfolioStateEvent.Stats stats = boundaries(desk).getFirst().stats();
        assertThat(stats.totalTrades()).isEqualTo(1);
        equal(stats.equity(), "1010");
        assertThat(boundaries(desk).getFirst().positions().getFirst().quantity())
                .isEqualByComparingTo("1");
    }

    @Test
    void aBoundaryThatNobodyConfirmsIsProvisionalAfterALimitAndFinalLater() {
        Desk desk = sydney().at("2024-01-01T11:00:00Z").deposit("1000", "USD");
        desk.tick("2024-01-01T12:00:00Z").close().tick("2024-01-01T13:59:00Z").close();
        assertThat(boundaries(desk)).isEmpty();
        desk.tick("2024-01-01T14:00:00Z").close().tick("2024-01-01T14:30:00Z").close();
        assertThat(boundaries(desk))
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.provisional()).isTrue());
        desk.confirmed("2024-01-01T14:00:00Z").close();
        assertThat(boundaries(desk)).hasSize(2);
        assertThat(boundaries(desk).getLast().provisional()).isFalse();
        assertThat(boundaries(desk).getLast().at()).isEqualTo("2024-01-01T13:00:00Z");
    }

    @Test
    void nightsThatWereSleptThroughAreCaughtUpOneByOne() {
        Desk desk = sydney().at("2024-01-01T11:00:00Z").deposit("1000", "USD");
        desk.tick("2024-01-01T11:30:00Z").close();
        desk.tick("2024-01-05T11:30:00Z").confirmed("2024-01-05T11:30:00Z").close().close();
        assertThat(
                        boundaries(desk).stream()
                                .filter(s -> s.boundary().contains("Australia/Sydney"))
                                .map(s -> s.at().toString()))
                .containsExactly(
                        "2024-01-01T13:00:00Z",
                        "2024-01-02T13:00:00Z",
                        "2024-01-03T13:00:00Z",
                        "2024-01-04T13:00:00Z");
    }

    @Test
    void aDayOfTwentyFiveHoursEndsWhereItEnds() {
        Desk desk = sydney().at("2024-04-06T00:00:00Z").deposit("1000", "USD");
        desk.tick("2024-04-06T01:00:00Z").close();
        desk.tick("2024-04-08T00:00:00Z").confirmed("2024-04-08T00:00:00Z").close();
        assertThat(
                        boundaries(desk).stream()
                                .filter(s -> s.boundary().contains("Australia/Sydney"))
                                .map(s -> s.at().toString()))
                .containsExactly("2024-04-06T13:00:00Z", "2024-04-07T14:00:00Z");
    }

    @Test
    void aLateFillRestatesTheBoundariesAfterItAndNoOthers() {
        Desk desk = sydney().at("2024-01-01T11:00:00Z").deposit("1000", "USD").mark("100");
        desk.tick("2024-01-01T11:30:00Z").close();
        var late = desk.at("2024-01-02T11:59:00Z").fill(Side.BUY, "1", "90");
        desk.tick("2024-01-03T14:00:00Z").confirmed("2024-01-03T14:00:00Z").close();
        desk.book(late).close();
        List<EquityEvent.Restated> restated = desk.said(EquityEvent.Restated.class);
        assertThat(restated.stream().map(r -> r.at().toString()))
                .containsExactly(
                        "2024-01-02T13:00:00Z", "2024-01-03T00:00:00Z", "2024-01-03T13:00:00Z");
        equal(restated.getFirst().stats().unrealizedPnl(), "10");
        equal(restated.getFirst().stats().equity(), "1010");
        assertThat(restated.getFirst().cause()).contains("fill 1 of order o-1 in BTC/USD");
        desk.close();
        assertThat(desk.said(EquityEvent.Restated.class)).hasSize(3);
    }

    @Test
    void aHistoryThatIsImportedFromBeforeTheBeginningGetsItsDays() {
        Desk desk = sydney().at("2024-01-03T11:00:00Z").deposit("1000", "USD");
        desk.tick("2024-01-03T11:30:00Z").close();
        desk.at("2024-01-01T11:00:00Z").buy("1", "100");
        desk.confirmed("2024-01-03T11:30:00Z").close();
        assertThat(
                        boundaries(desk).stream()
                                .filter(s -> s.boundary().contains("Australia/Sydney"))
                                .map(s -> s.at().toString()))
                .containsExactly("2024-01-01T13:00:00Z", "2024-01-02T13:00:00Z");
    }

    @Test
    void theCurveHasAPointEveryHour() {
        Desk desk = sydney().at("2024-01-01T02:10:00Z").deposit("1000", "USD");
        desk.tick("2024-01-01T02:30:00Z").close();
        desk.tick("2024-01-01T05:30:00Z").confirmed("2024-01-01T05:30:00Z").close();
        assertThat(
                        desk.said(EquityEvent.Snapshotted.class).stream()
                                .map(snapshot -> snapshot.at().toString()))
                .containsExactly(
                        "2024-01-01T03:00:00Z", "2024-01-01T04:00:00Z", "2024-01-01T05:00:00Z");
    }

    @Test
    void aDepositDatedByAnotherClockDoesNotHoldTheVenuesDays() {
        Desk desk = sydney().at("2026-01-01T00:00:00Z").deposit("1000", "USD").close();
        desk.tick("2013-11-25T00:00:00Z").close();
        desk.tick("2013-11-26T00:00:00Z").confirmed("2013-11-26T00:00:00Z").close();
        assertThat(boundaries(desk).stream().map(EquityEvent.Snapshotted::at))
                .containsExactly(
                        Instant.parse("2013-11-25T13:00:00Z"),
                        Instant.parse("2013-11-26T00:00:00Z"));
    }

    @Test
    void drawdownIsTheDistanceFromTheHighestNetPnlOfDaysBegunAndNowAndKnowsNoDeposits() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100").mark("150").close();
        day(desk, "2024-01-02T00:00:00Z");
        desk.deposit("5000", "USD").mark("120").close();
        equal(desk.stats().drawdown(), "30");
        equal(desk.stats().maxDrawdown(), "30");
        day(desk, "2024-01-03T00:00:00Z");
        desk.mark("160").close();
        equal(desk.stats().drawdown(), "0");
        equal(desk.stats().maxDrawdown(), "30");
        desk.mark("155").close();
        equal(desk.stats().drawdown(), "0");
    }

    private static void day(Desk desk, String at) {
        desk.tick(at).confirmed(at).close();
    }

    @Test
    void aDrawdownFromBeforeItHadStepsIsRead() throws Exception {
        DrawdownPath read =
                EventCodec.stateMapper()
                        .readValue("{\"peak\":\"50\",\"deepest\":\"30\"}", DrawdownPath.class);
        assertThat(read.seen()).isEqualTo(new Drawdown(new BigDecimal(50), new BigDecimal(30)));
        assertThat(read.before(Instant.EPOCH)).isEqualTo(read.seen());
    }

    @Test
    void aLateLossIsPartOfTheDrawdownOfEveryDayAfterIt() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100").mark("150").close();
        day(desk, "2024-01-02T00:00:00Z");
        desk.mark("120").close();
        day(desk, "2024-01-03T00:00:00Z");
        desk.mark("180").close();
        day(desk, "2024-01-04T00:00:00Z");
        equal(desk.stats().maxDrawdown(), "30");

        desk.at("2024-01-02T12:00:00Z").batch(desk.fill(Side.BUY, "1", "200"));

        assertThat(desk.said(EquityEvent.Restated.class))
                .extracting(
                        day ->
                                day.at()
                                        + " "
                                        + day.stats().drawdown().orElseThrow().toPlainString())
                .containsExactly("2024-01-03T00:00:00Z 110", "2024-01-04T00:00:00Z 0");
        equal(desk.stats().maxDrawdown(), "110");
    }

    @Test
    void theLedgerAgreesWithTheVenueAndSaysSoOnceAnHour() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100", "0.001 BTC");
        desk.observed("0.999 BTC", "900 USD", "0 ETH").close().observed("0.999 BTC", "900 USD");
        desk.close();
        assertThat(desk.said(ReconciliationEvent.class))
                .singleElement()
                .isInstanceOf(ReconciliationEvent.Matched.class);
    }

    @Test
    void aDifferenceIsSaidWithItsCauseWhenTheNextObservationShowsItAgain() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100");
        desk.confirmed("2024-01-01T00:10:00Z").at("2024-01-01T00:05:00Z");
        desk.observed("3 BTC", "700 USD").close();
        assertThat(desk.said(ReconciliationEvent.class)).isEmpty();
        desk.at("2024-01-01T00:06:00Z").observed("3 BTC", "700 USD").close();
        desk.at("2024-01-01T00:07:00Z").observed("3 BTC", "700 USD").close();
        assertThat(desk.said(ReconciliationEvent.Mismatched.class))
                .singleElement()
                .satisfies(
                        mismatch -> {
                            assertThat(mismatch.items()).hasSize(2);
                            var btc = mismatch.items().getFirst();
                            assertThat(btc.difference()).isEqualByComparingTo("2");
                            assertThat(btc.cause()).isEqualTo(Reconciliation.MISSING_FILL);
                        });
    }

    @Test
    void anObservationWaitsForTheFillsBeforeIt() {
        Desk desk = new Desk("USD").deposit("1000", "USD").confirmed("2024-01-01T00:01:00Z");
        desk.at("2024-01-01T00:05:00Z").observed("1 BTC", "900 USD").close();
        desk.at("2024-01-01T00:03:00Z").buy("1", "100").close();
        desk.confirmed("2024-01-01T00:05:00Z").close();
        assertThat(desk.said(ReconciliationEvent.class))
                .singleElement()
                .isInstanceOf(ReconciliationEvent.Matched.class);
    }

    @Test
    void unbookedMoneyAndUnknownAssetsAreNamed() {
        Desk desk = new Desk("USD").deposit("1000", "USD");
        desk.observed("1005 USD", "2 ETH").close();
        assertThat(desk.said(ReconciliationEvent.Mismatched.class).getFirst().items())
                .extracting(item -> item.asset() + " " + item.cause())
                .containsExactly(
                        "ETH " + Reconciliation.UNKNOWN_ASSET, "USD " + Reconciliation.DEPOSIT);
    }

    @Test
    void onlyTheNextVersionOfAConfigurationCounts() {
        Desk desk = new Desk("USD");
        var first = desk.state.configuration().orElseThrow();
        desk.book(first);
        assertThat(desk.state.configuration().orElseThrow().version()).isEqualTo(1);
    }
}
