package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.stop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

/** What the venue does not trade keeps no plan alive, and no order is sent for it. */
class DustTest {

    private final Desk desk = Desk.open().tradedFrom("0.0001");

    private void assertClosedAs(String reason) {
        assertThat(desk.has("p-a")).isFalse();
        PlanEvent.Closed closed = desk.last(PlanEvent.Closed.class);
        assertThat(closed.reason()).isEqualTo(reason);
        assertThat(closed.plan().quantity()).isEqualTo(Quantity.ZERO);
    }

    private long intents() {
        return desk.said(OrderIntentEvent.Intended.class).size();
    }

    @Test
    void whatAnExitLeavesBelowTheLotStepClosesThePlanOnceItsOrderIsOver() {
        desk.enterLong("a", "1", "812", stop("780")).mark("770");
        desk.fill("p-a-x3", SELL, "0.99995", "769");
        assertThat(desk.has("p-a")).isTrue();

        desk.cancelled("p-a-x3", SELL, "1", "0.99995").tick(NOON.plusSeconds(600));

        assertClosedAs("STOP");
        assertThat(intents()).isEqualTo(1);
    }

    @Test
    void aWholeLotIsNoDust() {
        desk.enterLong("a", "1", "812", stop("780")).mark("770");
        desk.fill("p-a-x3", SELL, "0.9999", "769").cancelled("p-a-x3", SELL, "1", "0.9999");

        desk.tick(NOON.plusSeconds(5));

        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.0001"));
    }

    @Test
    void aPositionThatWasSoldByHandDownToDustIsGuardedNoMore() {
        desk.enterLong("a", "1", "812", stop("780")).fill("", SELL, "0.99999", "800");

        assertClosedAs("POSITION_CLOSED");
        assertThat(desk.mark("770").said(OrderIntentEvent.Intended.class)).isEmpty();
    }

    @Test
    void anEntryThatEndsWithDustLeavesNoPlan() {
        desk.approve("a", BUY, "1", stop("780")).fill("a", BUY, "0.00003", "812");
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);

        desk.cancelled("a", BUY, "1", "0.00003");

        assertClosedAs("POSITION_CLOSED");
    }

    @Test
    void dustThatIsHeardOfAfterTheEndOfItsEntryLeavesNoPlanEither() {
        desk.approve("a", BUY, "1", stop("780")).cancelled("a", BUY, "1", "0.00003");

        desk.fill("a", BUY, "0.00003", "812");

        assertClosedAs("POSITION_CLOSED");
    }

    @Test
    void aStopThatDustOfAWorkingEntryMeetsTakesTheEntryBackAndSellsWhatStillFills() {
        desk.approve("a", BUY, "1", stop("780")).fill("a", BUY, "0.00003", "812").mark("770");
        assertThat(intents()).isZero();
        assertThat(desk.said(OrderIntentEvent.CancelIntended.class)).hasSize(1);
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.TRIGGERED);

        desk.fill("a", BUY, "0.5", "800").cancelled("a", BUY, "1", "0.50003");

        assertThat(intents()).isEqualTo(1);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.50003"));
    }

    @Test
    void aStopThatDustOfAWorkingEntryMeetsClosesThePlanWhereNothingMoreFills() {
        desk.approve("a", BUY, "1", stop("780")).fill("a", BUY, "0.00003", "812").mark("770");

        desk.cancelled("a", BUY, "1", "0.00003");

        assertClosedAs("POSITION_CLOSED");
        assertThat(intents()).isZero();
    }

    @Test
    void anExitThatWaitsIsNotSentAgainForWhatHasBecomeDust() {
        desk.approve("a", BUY, "2", stop("780")).fill("a", BUY, "1", "812").mark("770");
        desk.refused("p-a-x3", SELL, "1").fill("", SELL, "0.99999", "770");

        desk.tick(NOON.plusSeconds(600));
        assertThat(intents()).isEqualTo(1);
        assertThat(desk.has("p-a")).isTrue();

        desk.cancelled("a", BUY, "2", "1");
        assertThat(desk.has("p-a")).isFalse();
    }

    @Test
    void aStepSmallerThanTheLotIsPassedOver() {
        desk.enterLong("a", "0.0003", "812", Desk.terms().stop("780").steps("830", "840", "850"))
                .tradedFrom("0.0002")
                .mark("831");

        assertThat(intents()).isZero();
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.0003"));
    }

    @Test
    void aLotStepThatIsSaidLaterClosesThePlansOfDust() {
        desk.enterLong("a", "0.005", "812", stop("780")).tradedFrom("0.01");

        assertClosedAs("POSITION_CLOSED");
    }

    @Test
    void dustIsNeitherGuardedNorSoldByHand() {
        desk.fill("", BUY, "0.00005", "812").guard("p-x", BUY, "0.00005", stop("780"));
        desk.closePosition("c-1");

        assertThat(desk.has("p-x")).isFalse();
        assertThat(intents()).isZero();
        assertThat(desk.refusals)
                .extracting(Refusal::code)
                .containsExactly(Refusal.Code.ZERO_SIZE, Refusal.Code.NO_POSITION);
    }

    @Test
    void aBookThatWasKeptBeforeLotStepsWereIsReadAndHasNoDust() throws Exception {
        desk.enterLong("a", "1", "812", stop("780"));
        var mapper = EventCodec.stateMapper();
        ObjectNode kept = mapper.valueToTree(desk.book.settings().orElseThrow());
        assertThat(kept.has("lot_steps")).isTrue();
        kept.remove("lot_steps");

        Settings read = mapper.treeToValue(kept, Settings.class);

        assertThat(read.lotSteps()).isEmpty();
        desk.book = desk.book.with(read);
        desk.fill("", SELL, "0.99999", "800");
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.00001"));
    }
}
