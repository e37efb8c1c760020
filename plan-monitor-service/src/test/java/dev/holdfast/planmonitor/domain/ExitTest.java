package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

class ExitTest {

    private final Desk desk = Desk.open().enterLong("a", "1", "812", stop("780")).mark("770");

    @Test
    void aFilledExitClosesThePlan() {
        desk.fill("p-a-x3", SELL, "1", "769");

        assertThat(desk.has("p-a")).isFalse();
        PlanEvent.Closed closed = desk.last(PlanEvent.Closed.class);
        assertThat(closed.reason()).isEqualTo("STOP");
        assertThat(closed.plan().status()).isEqualTo(PlanStatus.CLOSED);
        assertThat(closed.plan().quantity()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aPartialExitReducesThePlanAndItsOrderGoesOn() {
        desk.fill("p-a-x3", SELL, "0.3", "769");

        PlanEvent.Reduced reduced = desk.last(PlanEvent.Reduced.class);
        assertThat(reduced.by()).isEqualTo(Quantity.of("0.3"));
        assertThat(reduced.plan().quantity()).isEqualTo(Quantity.of("0.7"));
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);

        desk.fill("p-a-x3", SELL, "0.7", "768");
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("STOP");
    }

    @Test
    void anExitThatRiskRejectsIsRaisedAndSentAgainUnderANewId() {
        desk.reject(ClientOrderId.of("p-a-x3"), "TRADING_HALTED");

        assertThat(desk.plan("p-a").exit().orElseThrow().trouble())
                .contains("rejected by risk: TRADING_HALTED");
        assertThat(desk.last(PlanEvent.Updated.class).reason())
                .hasValueSatisfying(why -> assertThat(why).contains("TRADING_HALTED"));
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);

        desk.tick(NOON.plusSeconds(4));
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
        desk.tick(NOON.plusSeconds(5));
        assertThat(desk.lastIntent().clientOrderId()).isEqualTo(ClientOrderId.of("p-a-x5"));
        assertThat(desk.plan("p-a").exit().orElseThrow().trouble()).isPresent();
    }

    @Test
    void thePausesBetweenAttemptsGrowInTimeOfTheVenueUpToFiveMinutes() {
        java.time.Instant now = NOON;
        for (int wait : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            desk.reject(desk.lastIntent().clientOrderId(), "NO");
            int sent = desk.said(OrderIntentEvent.Intended.class).size();
            desk.tick(now.plusSeconds(wait).minusMillis(1));
            assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(sent);
            // The tick before moved the clock, the pause counts from the refusal.
            now = now.plusSeconds(wait);
            desk.tick(now);
            assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(sent + 1);
        }
    }

    @Test
    void anExitThatTheVenueRefusesCancelsOrLetsExpireIsSentAgain() {
        desk.refused("p-a-x3", SELL, "1");
        desk.tick(NOON.plusSeconds(5));
        assertThat(desk.lastIntent().clientOrderId()).isEqualTo(ClientOrderId.of("p-a-x5"));

        desk.cancelled("p-a-x5", SELL, "1", "0");
        desk.tick(NOON.plusSeconds(15));
        assertThat(desk.lastIntent().clientOrderId()).isEqualTo(ClientOrderId.of("p-a-x7"));

        desk.expired("p-a-x7", SELL, "1", "0");
        desk.tick(NOON.plusSeconds(35));
        assertThat(desk.lastIntent().clientOrderId()).isEqualTo(ClientOrderId.of("p-a-x9"));
    }

    @Test
    void whatWasFilledBeforeACancelIsNotLeftTwice() {
        desk.cancelled("p-a-x3", SELL, "1", "0.3");
        assertThat(desk.plan("p-a").exit().orElseThrow().retryAt()).isEmpty();

        desk.fill("p-a-x3", SELL, "0.3", "769");
        desk.tick(NOON.plusSeconds(5));

        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.7"));
    }

    @Test
    void aLateFillOfAnEarlierAttemptCounts() {
        desk.cancelled("p-a-x3", SELL, "1", "0");
        desk.tick(NOON.plusSeconds(5));
        desk.fill("p-a-x3", SELL, "0.4", "769");

        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.6"));
    }

    @Test
    void anOrderThatIsNotNeededAfterALateFillIsWithdrawn() {
        desk.cancelled("p-a-x3", SELL, "1", "0");
        desk.tick(NOON.plusSeconds(5));
        desk.fill("p-a-x3", SELL, "1", "769");

        assertThat(desk.has("p-a")).isTrue();
        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId())
                .isEqualTo(ClientOrderId.of("p-a-x5"));

        desk.reject(ClientOrderId.of("p-a-x5"), "REDUCE_ONLY");
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("STOP");
    }

    @Test
    void theSameEndHeardTwiceIsOneEnd() {
        desk.reject(ClientOrderId.of("p-a-x3"), "NO").refused("p-a-x3", SELL, "1");

        assertThat(desk.said(PlanEvent.Updated.class)).hasSize(1);
    }

    @Test
    void aPositionClosedByHandClosesItsPlans() {
        Desk two =
                Desk.open()
                        .enterLong("a", "1", "812", stop("780"))
                        .enterLong("b", "2", "812", stop("770"));
        two.fill("", SELL, "3", "815");

        assertThat(two.book.plans()).isEmpty();
        assertThat(two.said(PlanEvent.Closed.class))
                .extracting(PlanEvent.Closed::reason)
                .containsExactly("POSITION_CLOSED", "POSITION_CLOSED");
        assertThat(two.said(OrderIntentEvent.Intended.class)).isEmpty();
    }

    @Test
    void aPositionReducedByHandIsTakenFromTheOldestPlanFirst() {
        Desk two = Desk.open().enterLong("b", "1", "812", stop("780"));
        two.tick(NOON.plusSeconds(1));
        two.enterLong("a", "2", "812", stop("770")).fill("", SELL, "1.5", "815");

        assertThat(two.has("p-b")).isFalse();
        assertThat(two.plan("p-a").quantity()).isEqualTo(Quantity.of("1.5"));
    }

    @Test
    void aPositionTurnedOverByHandLeavesNoPlanBehind() {
        Desk one = Desk.open().enterLong("a", "1", "812", stop("780")).fill("", SELL, "3", "815");

        assertThat(one.book.plans()).isEmpty();
        assertThat(one.book.position(Desk.BTC).held(SELL)).isEqualTo(Quantity.of("2"));
    }

    @Test
    void anExitInFlightIsWithdrawnWhenThePositionIsClosedByHandAndThePlanWaitsForItsEnd() {
        desk.fill("", SELL, "1", "771");

        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId())
                .isEqualTo(ClientOrderId.of("p-a-x3"));
        assertThat(desk.has("p-a")).isTrue();

        desk.cancelled("p-a-x3", SELL, "1", "0");
        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("POSITION_CLOSED");
    }

    @Test
    void aPlanWaitingForItsNextAttemptClosesWhenThePositionIsClosedByHand() {
        desk.reject(ClientOrderId.of("p-a-x3"), "NO").fill("", SELL, "1", "771");

        assertThat(desk.has("p-a")).isFalse();
        desk.tick(NOON.plusSeconds(60));
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
    }

    @Test
    void whatFillsOfTheEntryWhileThePlanLeavesIsLeftToo() {
        Desk part =
                Desk.open()
                        .approve("a", BUY, "1", stop("780"))
                        .fill("a", BUY, "0.4", "800")
                        .mark("770")
                        .fill("a", BUY, "0.1", "771")
                        .cancelled("a", BUY, "1", "0.5")
                        .fill("p-a-x3", SELL, "0.4", "769")
                        .filled("p-a-x3", SELL, "0.4");

        assertThat(part.lastIntent().quantity()).isEqualTo(Quantity.of("0.1"));
        part.fill(part.lastIntent().clientOrderId().value(), SELL, "0.1", "768");
        assertThat(part.has("p-a")).isFalse();
    }

    @Test
    void anOperatorWhoClosesAPositionGetsOneReduceOnlyOrderUnderTheIdOfTheCommand() {
        Desk held = Desk.open().enterLong("a", "1", "812", stop("780")).closePosition("c-1");

        OrderIntentEvent.Intended close = held.lastIntent();
        assertThat(close.clientOrderId()).isEqualTo(ClientOrderId.of("close-c-1"));
        assertThat(close.quantity()).isEqualTo(Quantity.of("1"));
        assertThat(close.reduceOnly()).isTrue();

        held.fill("close-c-1", SELL, "1", "810");
        assertThat(held.last(PlanEvent.Closed.class).reason()).isEqualTo("POSITION_CLOSED");
    }

    @Test
    void anOperatorWhoClosesAPositionThatIsBeingLeftIsToldSo() {
        desk.closePosition("c-1");

        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
        assertThat(desk.refusals)
                .extracting(Refusal::code)
                .containsExactly(Refusal.Code.NO_POSITION);
    }

    @Test
    void aFillThatTheVenueWithdrawsIsTakenOffPositionAndPlan() {
        Desk corrected = Desk.open().approve("a", BUY, "1", stop("780"));
        var first = corrected.trade("a", BUY, "0.4", "800", NOON);
        corrected.happen(first).fill("a", BUY, "0.6", "800");
        corrected.happen(
                new dev.holdfast.contracts.event.TradeEvent.Corrected(
                        first.portfolioId(),
                        first.runId(),
                        first.botVersion(),
                        first.venue(),
                        first.tradeId(),
                        first.orderId(),
                        first.clientOrderId(),
                        first.symbol(),
                        first.side(),
                        first.quantity(),
                        first.price(),
                        first.fees(),
                        first.liquidity(),
                        first.origin(),
                        first.venueSequence(),
                        first.tag(),
                        true,
                        java.util.Optional.empty(),
                        NOON,
                        NOON));

        assertThat(corrected.plan("p-a").quantity()).isEqualTo(Quantity.of("0.6"));
        assertThat(corrected.book.position(Desk.BTC).held(BUY)).isEqualTo(Quantity.of("0.6"));
    }
}
