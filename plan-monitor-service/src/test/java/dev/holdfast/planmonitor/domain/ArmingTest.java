package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.between;
import static dev.holdfast.planmonitor.domain.Desk.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class ArmingTest {

    @Test
    void aPlanOpensWhenItsEntryIsApprovedAndArmsWhenItFills() {
        Desk desk = Desk.open().approve("a", BUY, "0.5", between("780", "900"));

        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.OPEN);
        assertThat(desk.last(PlanEvent.Opened.class).plan().planId()).isEqualTo(PlanId.of("p-a"));
        assertThat(desk.last(PlanEvent.Opened.class).runId()).isEqualTo(Desk.RUN);

        desk.fill("a", BUY, "0.5", "812.40");

        PlanEvent.Armed armed = desk.last(PlanEvent.Armed.class);
        assertThat(armed.rearmed()).isFalse();
        assertThat(armed.plan().status()).isEqualTo(PlanStatus.ARMED);
        assertThat(armed.plan().quantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(armed.plan().entryPrice()).contains(Price.of("812.40"));
        assertThat(armed.plan().armedAt()).contains(Desk.NOON);
        assertThat(armed.plan().version()).isEqualTo(2);
    }

    @Test
    void everyPartialFillSizesThePlanAgainAtTheAveragePrice() {
        Desk desk =
                Desk.open()
                        .approve("a", BUY, "1", stop("780"))
                        .fill("a", BUY, "0.25", "800")
                        .fill("a", BUY, "0.75", "820");

        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.plan("p-a").entry().price()).contains(Price.of("815"));
        assertThat(desk.said(PlanEvent.Armed.class)).hasSize(1);
        assertThat(desk.last(PlanEvent.Updated.class).plan().quantity())
                .isEqualTo(Quantity.of("1"));
    }

    @Test
    void anEntryThatIsCancelledUnfilledClosesItsPlan() {
        Desk desk = Desk.open().approve("a", BUY, "1", stop("780")).cancelled("a", BUY, "1", "0");

        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("ENTRY_CANCELLED");
    }

    @Test
    void anEntryThatTheVenueRefusesClosesItsPlan() {
        Desk desk = Desk.open().approve("a", BUY, "1", stop("780")).refused("a", BUY, "1");

        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("ENTRY_REFUSED");
    }

    @Test
    void anEntryThatIsCancelledInPartKeepsThePlanForWhatFilled() {
        Desk desk =
                Desk.open()
                        .approve("a", BUY, "1", stop("780"))
                        .fill("a", BUY, "0.4", "800")
                        .cancelled("a", BUY, "1", "0.4");

        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.4"));
    }

    @Test
    void aCancelThatIsHeardBeforeTheFillsOfItsOrderDoesNotCloseThePlan() {
        Desk desk =
                Desk.open()
                        .approve("a", BUY, "1", stop("780"))
                        .cancelled("a", BUY, "1", "0.4")
                        .fill("a", BUY, "0.4", "800");

        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.4"));
    }

    @Test
    void aRejectedEntryNeverOpensAPlan() {
        Desk desk = Desk.open().reject(dev.holdfast.contracts.value.ClientOrderId.of("a"), "NO");

        assertThat(desk.said).isEmpty();
        assertThat(desk.book.plans()).isEmpty();
    }

    @Test
    void aFillThatIsHeardBeforeTheDecisionArmsThePlanAllTheSame() {
        Desk desk =
                Desk.open()
                        .fill("a", BUY, "0.25", "800")
                        .fill("a", BUY, "0.75", "820")
                        .filled("a", BUY, "1")
                        .approve("a", BUY, "1", stop("780"));

        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.plan("p-a").entry().price()).contains(Price.of("815"));
        assertThat(desk.book.seenOrders()).isEmpty();
    }

    @Test
    void aCancelThatIsHeardBeforeTheDecisionClosesThePlanAtOnce() {
        Desk desk = Desk.open().cancelled("a", BUY, "1", "0").approve("a", BUY, "1", stop("780"));

        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("ENTRY_CANCELLED");
        assertThat(desk.book.seenOrders()).isEmpty();
    }

    @Test
    void anOrderWithoutAPlanIsForgottenOnceItIsDone() {
        Desk desk = Desk.open();
        desk.happen(desk.approval("a", BUY, "1", Optional.empty()))
                .fill("a", BUY, "1", "800")
                .filled("a", BUY, "1");

        assertThat(desk.book.seenOrders()).isEmpty();
        assertThat(desk.book.plans()).isEmpty();
        assertThat(desk.book.position(Desk.BTC).held(BUY)).isEqualTo(Quantity.of("1"));
    }

    @Test
    void aFeeInTheBoughtAssetIsNotGuarded() {
        Desk desk = Desk.open().approve("a", BUY, "1", stop("780"));
        desk.happen(desk.trade("a", BUY, "1", "800", desk.now(), Money.of("0.001", "BTC")));

        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("0.999"));
        assertThat(desk.book.position(Desk.BTC).held(BUY)).isEqualTo(Quantity.of("0.999"));
    }

    @Test
    void severalPlansGuardOneSymbolEachForItsPart() {
        Desk desk =
                Desk.open()
                        .enterLong("a", "1", "800", stop("780"))
                        .enterLong("b", "2", "810", stop("790"))
                        .mark("785");

        assertThat(desk.plan("p-b").status()).isEqualTo(PlanStatus.TRIGGERED);
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("2"));
    }

    @Test
    void termsThatCannotBeHeldAreLeftOutAndSaid() {
        Desk desk =
                Desk.open().approve("a", BUY, "1", Desk.terms().stop("780").trail("1.5").done());

        assertThat(desk.plan("p-a").terms().trailPct()).isEmpty();
        assertThat(desk.last(PlanEvent.Opened.class).reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("trail_pct"));
    }

    @Test
    void aPlanThatIsAskedToLeaveBeforeItsEntryFillsLeavesWhateverFills() {
        Desk desk = Desk.open().approve("a", BUY, "1", stop("780")).close("p-a", true);

        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId().value())
                .isEqualTo("a");

        desk.fill("a", BUY, "0.3", "800");

        assertThat(desk.lastIntent().side()).isEqualTo(SELL);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.3"));
    }

    @Test
    void aVeryLongOrderIdStillGivesAPlanIdThatLeavesRoomForItsExits() {
        PlanId id = PlanIds.ofEntry(dev.holdfast.contracts.value.ClientOrderId.of("x".repeat(128)));

        assertThat(id.value().length()).isLessThanOrEqualTo(PlanIds.LONGEST_PLAN_ID);
        assertThat(id)
                .isNotEqualTo(
                        PlanIds.ofEntry(
                                dev.holdfast.contracts.value.ClientOrderId.of("x".repeat(127))));
    }
}
