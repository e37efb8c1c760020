package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.ETH;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class GateTest {

    private static RiskEvent.Rejected rejected(Gate.Decision decision) {
        assertThat(decision.event()).isInstanceOf(RiskEvent.Rejected.class);
        return (RiskEvent.Rejected) decision.event();
    }

    private static RiskEvent.Approved approved(Gate.Decision decision) {
        assertThat(decision.event()).isInstanceOf(RiskEvent.Approved.class);
        return (RiskEvent.Approved) decision.event();
    }

    private static void assertReasons(Gate.Decision decision, Reason... reasons) {
        assertThat(rejected(decision).reasons())
                .containsExactly(
                        java.util.Arrays.stream(reasons).map(Reason::name).toArray(String[]::new));
    }

    private static RiskEvent.Check check(java.util.List<RiskEvent.Check> checks, Reason reason) {
        return checks.stream()
                .filter(c -> c.check().equals(reason.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anApprovedOrderIsReservedAtOnceAndSaysWhatItDoesToTheExposure() {
        Gate.Decision decision =
                decide(Swing.with(limits().maxTotalExposure("5000")), buy("a", "2"));
        RiskEvent.Approved approved = approved(decision);
        assertThat(approved.exposureBefore()).isEqualByComparingTo("0");
        assertThat(approved.exposureAfter()).isEqualByComparingTo("2000");
        assertThat(approved.reserved()).isEqualByComparingTo("2000");
        assertThat(approved.limitsVersion()).isEqualTo(1);
        assertThat(decision.state().reservations()).containsKey(ClientOrderId.of("a"));
    }

    @Test
    void aRefusalReservesNothingAndListsEverythingThatIsWrong() {
        RiskState state =
                Swing.with(
                        limits().maxOrderValue("1000")
                                .maxTotalExposure("1500")
                                .maxSymbolExposure("1200")
                                .only(ETH));
        Gate.Decision decision = decide(state, buy("a", "11"));
        assertReasons(
                decision,
                Reason.SYMBOL_ALLOWED,
                Reason.MAX_ORDER_VALUE,
                Reason.MAX_TOTAL_EXPOSURE,
                Reason.MAX_SYMBOL_EXPOSURE,
                Reason.CASH);
        assertThat(decision.state().reservations()).isEmpty();
        RiskEvent.Check total = check(rejected(decision).checks(), Reason.MAX_TOTAL_EXPOSURE);
        assertThat(total.observed()).contains("11000");
        assertThat(total.limit()).contains("1500");
        assertThat(total.currency()).contains("USD");
    }

    @Test
    void twoOrdersCannotShareTheSameHeadroom() {
        RiskState first =
                Swing.approved(Swing.with(limits().maxTotalExposure("3000")), buy("a", "2"));
        assertReasons(decide(first, buy("b", "2")), Reason.MAX_TOTAL_EXPOSURE);
        assertThat(rejected(decide(first, buy("b", "2"))).suggestedQuantity())
                .contains(Quantity.of("1"));
    }

    @Test
    void anOrderThatFitsToTheLastDigitPassesWithAWarning() {
        RiskEvent.Approved approved =
                approved(decide(Swing.with(limits().maxTotalExposure("2000")), buy("a", "2")));
        assertThat(check(approved.checks(), Reason.MAX_TOTAL_EXPOSURE).verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void aLimitAboveTheMarkIsValuedAtTheLimitAndOneBelowAtTheMark() {
        RiskState state = Swing.with(limits());
        assertThat(approved(decide(state, buy("a", "1").limit("1010"))).reserved())
                .isEqualByComparingTo("1010");
        assertThat(approved(decide(state, buy("a", "1").limit("990"))).reserved())
                .isEqualByComparingTo("1000");
    }

    @Test
    void aSellOffsetsTheLongFirstAndNeedsNoHeadroom() {
        RiskState state = holding(Swing.with(limits().maxTotalExposure("2000")), buy("a", "2"));
        RiskEvent.Approved approved = approved(decide(state, sell("b", "2")));
        assertThat(approved.reserved()).isZero();
        assertThat(approved.exposureAfter()).isEqualByComparingTo("2000");
    }

    @Test
    void whatASellTakesBeyondTheLongIsShortExposure() {
        RiskState state =
                holding(
                        Swing.with(limits().maxTotalExposure("2500").shortsAllowed()),
                        buy("a", "2"));
        assertThat(approved(decide(state, sell("b", "4"))).exposureAfter())
                .isEqualByComparingTo("2000");
        assertReasons(decide(state, sell("b", "5")), Reason.MAX_TOTAL_EXPOSURE);
    }

    @Test
    void anExistingShortAddsToWhatIsSoldOnTop() {
        RiskState state =
                holding(
                        Swing.with(limits().maxSymbolExposure("2500").shortsAllowed()),
                        sell("a", "2"));
        assertReasons(decide(state, sell("b", "1")), Reason.MAX_SYMBOL_EXPOSURE);
    }

    @Test
    void withoutPermissionNothingGoesShort() {
        RiskState state = holding(Swing.with(limits()), buy("a", "2"));
        assertReasons(decide(state, sell("b", "3")), Reason.SHORT_NOT_ALLOWED);
        assertThat(rejected(decide(state, sell("b", "3"))).suggestedQuantity())
                .contains(Quantity.of("2"));
    }

    @Test
    void aReduceOnlyOrderPassesCapsThatTheMarketHasPassed() {
        RiskState state = holding(Swing.with(limits().maxTotalExposure("2000")), buy("a", "2"));
        FixedMarket dearer = MARKET.with(BTC, "5000");
        assertThat(Gate.decide(state, sell("b", "1").reduceOnly().build(), false, dearer).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void aReduceOnlyOrderNeverTurnsThePositionOverAndCountsOtherExitsOnTheirWay() {
        RiskState state = holding(Swing.with(limits()), buy("a", "2"));
        RiskState leaving = Swing.approved(state, sell("b", "1.5").ofAPlan());
        Gate.Decision second = decide(leaving, sell("c", "1").ofAPlan());
        assertReasons(second, Reason.REDUCE_ONLY);
        assertThat(rejected(second).suggestedQuantity()).contains(Quantity.of("0.5"));
    }

    @Test
    void aReduceOnlyBuyWithoutAShortIsRefused() {
        assertReasons(decide(Swing.with(limits()), buy("a", "1").reduceOnly()), Reason.REDUCE_ONLY);
    }

    @Test
    void withoutAMarkNothingIsEnteredAndNothingIsGuessed() {
        Gate.Decision decision =
                decide(
                        Swing.with(limits().maxTotalExposure("1000")),
                        buy("a", "1").of(Symbol.of("XRP/USD")));
        assertReasons(decision, Reason.MARK_MISSING, Reason.MAX_TOTAL_EXPOSURE, Reason.CASH);
        assertThat(rejected(decision).exposureAfter()).isEmpty();
    }

    @Test
    void anOldMarkStopsEntriesAndNotExits() {
        RiskState state = holding(Swing.with(limits()), buy("a", "2"));
        FixedMarket later = MARKET.clock(NOON.plusSeconds(61));
        assertReasons(Gate.decide(state, buy("b", "1").build(), false, later), Reason.MARK_STALE);
        assertThat(Gate.decide(state, sell("c", "1").ofAPlan().build(), false, later).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void anOldRateStopsEntriesAndNotExits() {
        Symbol inEuro = Symbol.of("BTC/EUR");
        FixedMarket fresh = FixedMarket.at(NOON).with(inEuro, "800");
        FixedMarket old =
                fresh.with(Symbol.of("EUR/USD"), "1.3", NOON.minus(Duration.ofSeconds(61)));
        RiskState state =
                Booking.synced(
                        Swing.with(limits()),
                        Swing.trade(buy("h", "1").of(inEuro).build(), "t-1", "1"),
                        old);

        assertThat(
                        rejected(Gate.decide(state, buy("a", "1").of(inEuro).build(), false, old))
                                .reasons())
                .contains(Reason.RATE_STALE.name());
        assertThat(
                        Gate.decide(
                                        state,
                                        sell("b", "1").of(inEuro).reduceOnly().build(),
                                        false,
                                        old)
                                .event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void withoutARateIntoTheBaseCurrencyNothingIsEntered() {
        Symbol inEuro = Symbol.of("BTC/EUR");
        FixedMarket market = MARKET.with(inEuro, "800");
        // BTC/USD is known, so that the euro has a rate through bitcoin; without it there is none.
        FixedMarket lonely = FixedMarket.at(NOON).with(inEuro, "800");
        RiskState state = Swing.with(limits());
        assertThat(
                        rejected(
                                        Gate.decide(
                                                state,
                                                buy("a", "1").of(inEuro).build(),
                                                false,
                                                lonely))
                                .reasons())
                .contains(Reason.RATE_MISSING.name());
        assertThat(
                        rejected(
                                        Gate.decide(
                                                state,
                                                buy("a", "1").of(inEuro).build(),
                                                false,
                                                market))
                                .reasons())
                .doesNotContain(Reason.RATE_MISSING.name());
    }

    @Test
    void aPriceFarFromTheMarkIsRefused() {
        RiskState state = Swing.with(limits().priceCollar("0.05"));
        assertReasons(decide(state, buy("a", "1").limit("1051")), Reason.PRICE_COLLAR);
        assertReasons(decide(state, buy("a", "1").limit("949")), Reason.PRICE_COLLAR);
        approved(decide(state, buy("a", "1").limit("950")));
    }

    @Test
    void smallOrdersAreRefusedAndSmallExitsAreNot() {
        RiskState state = holding(Swing.with(limits().minOrderValue("10")), buy("a", "1"));
        assertReasons(decide(state, buy("b", "0.009")), Reason.MIN_ORDER_VALUE);
        approved(decide(state, sell("c", "0.009").reduceOnly()));
    }

    @Test
    void aPositionTooManyIsRefusedAndMoreOfTheSameIsNot() {
        RiskState state = holding(Swing.with(limits().maxOpenPositions(1)), buy("a", "1"));
        assertReasons(decide(state, buy("b", "1").of(ETH)), Reason.MAX_POSITIONS);
        approved(decide(state, buy("c", "1")));
    }

    @Test
    void openOrdersOfASymbolAreCounted() {
        RiskState state =
                Swing.approved(Swing.with(limits().maxOpenOrders(1)), buy("a", "1").limit("1000"));
        assertReasons(decide(state, buy("b", "1").limit("1000")), Reason.MAX_OPEN_ORDERS);
        approved(decide(state, buy("c", "1").of(ETH)));
    }

    @Test
    void cashThatBuysOnTheirWayWillTakeIsSpokenFor() {
        RiskState state = Swing.approved(Swing.with(limits()), buy("a", "6"));
        Gate.Decision second = decide(state, buy("b", "5"));
        assertReasons(second, Reason.CASH);
        assertThat(check(rejected(second).checks(), Reason.CASH).limit()).contains("4000");
        assertThat(rejected(second).suggestedQuantity()).contains(Quantity.of("4"));
    }

    @Test
    void aPlanWhoseStopIsOnTheWrongSideIsRefused() {
        RiskState state = Swing.with(limits());
        assertReasons(decide(state, buy("a", "1").guarded("1001", "1100")), Reason.INVALID_PLAN);
        assertReasons(decide(state, buy("a", "1").guarded("900", "999")), Reason.INVALID_PLAN);
        approved(decide(state, buy("a", "1").guarded("900", "1100")));
    }

    @Test
    void aPlanMustPromiseMoreThanItRisks() {
        RiskState state = Swing.with(limits().rewardToRisk("1.5"));
        assertReasons(
                decide(state, buy("a", "1").guarded("900", "1100")), Reason.MIN_REWARD_TO_RISK);
        approved(decide(state, buy("a", "1").guarded("900", "1150")));
    }

    @Test
    void aQuantityOfZeroAndAPriceOfZeroAreRefusedByName() {
        RiskState state = Swing.with(limits());
        assertReasons(decide(state, buy("a", "0")), Reason.INVALID_QUANTITY);
        assertReasons(decide(state, buy("a", "1").limit("0")), Reason.INVALID_PRICE);
    }

    @Test
    void aValueThatNoLedgerCanCarryIsRefused() {
        RiskState state = Swing.with(limits().shortsAllowed());
        assertReasons(decide(state, sell("a", "99999999999999999999")), Reason.INVALID_QUANTITY);
    }

    @Test
    void anOrderThatHasExpiredIsRefused() {
        Instant past = NOON.minusSeconds(1);
        assertReasons(
                decide(Swing.with(limits()), buy("a", "1").limit("1000").until(past)),
                Reason.INVALID_TIME_IN_FORCE);
    }

    @Test
    void anotherOrderOfAKnownIdIsADuplicateAndLeavesTheFirstAlone() {
        RiskState state = Swing.approved(Swing.with(limits()), buy("a", "1"));
        Gate.Decision second = Gate.decide(state, buy("a", "2").build(), true, MARKET);
        assertReasons(second, Reason.DUPLICATE_CLIENT_ORDER_ID);
        assertThat(second.state().reservations()).isEqualTo(state.reservations());
    }

    @Test
    void tooManyOrdersWithinAMinuteAreRefusedUntilTheMinuteIsOver() {
        RiskState state = Swing.with(limits().ordersPerMinute(2));
        state = Swing.approved(Swing.approved(state, buy("a", "1")), buy("b", "1"));
        assertReasons(decide(state, buy("c", "1")), Reason.ORDER_RATE);
        Instant later = NOON.plusSeconds(60);
        FixedMarket market = MARKET.clock(later).with(BTC, "1000", later);
        approved(Gate.decide(state, buy("c", "1").build(), false, market));
    }

    @Test
    void ofAPortfolioThatIsNotConfiguredNothingIsTraded() {
        assertReasons(decide(RiskState.unknown(Swing.ID), buy("a", "1")), Reason.UNKNOWN_PORTFOLIO);
    }

    @Test
    void aDecisionNamesTheVersionOfTheLimitsThatItUsed() {
        RiskState state = Swing.with(limits());
        RiskState changed =
                Switching.configured(
                        state, Swing.configuration(limits().maxOrderValue("10").build(), 2));
        RiskEvent.Rejected rejected = rejected(decide(changed, buy("a", "1")));
        assertThat(rejected.limitsVersion()).isEqualTo(2);
        RiskState passedOver =
                Switching.configured(changed, Swing.configuration(limits().build(), 2));
        assertThat(passedOver).isEqualTo(changed);
    }

    @Test
    void whatIsNoIntentAtAllIsRefusedUnderItsOwnId() {
        Gate.Decision decision =
                Gate.refuse(
                        Swing.with(limits()),
                        ClientOrderId.of("a"),
                        RunId.of("r-1"),
                        Optional.empty(),
                        Reason.INVALID_QUANTITY,
                        "quantity must be a decimal in plain notation, such as \"812.40\"",
                        NOON);
        assertReasons(decision, Reason.INVALID_QUANTITY);
        assertThat(rejected(decision).order()).isEmpty();
        assertThat(decision.state().reservations()).isEmpty();
    }

    @Test
    void decisionsAreNumberedWithoutGaps() {
        RiskState state = Swing.with(limits());
        state = decide(state, buy("a", "1")).state();
        state = decide(state, buy("b", "0")).state();
        assertThat(state.activity().decisions()).isEqualTo(2);
    }
}
