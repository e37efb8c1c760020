package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.between;
import static dev.holdfast.planmonitor.domain.Desk.stop;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent.CancelIntended;
import dev.holdfast.contracts.event.OrderIntentEvent.Intended;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

class ProtectiveStopTest {

    private final Desk desk = Desk.open().withStopsAtTheVenue("0.01");

    private Intended guarded() {
        desk.enterLong("a", "1", "812", between("780", "900"));
        return desk.lastIntent();
    }

    @Test
    void noStopStandsAtTheVenueUnlessThePortfolioAsksForIt() {
        Desk plain = Desk.open().enterLong("a", "1", "812", stop("780"));

        assertThat(plain.said(Intended.class)).isEmpty();
        assertThat(plain.plan("p-a").protectiveStop()).isEmpty();
    }

    @Test
    void anArmedPlanAsksForAStopBeyondItsOwnThatOnlyReduces() {
        Intended asked = guarded();

        assertThat(asked.orderType()).isEqualTo(OrderType.STOP);
        assertThat(asked.stopPrice()).contains(Price.of("772.2"));
        assertThat(asked.side()).isEqualTo(SELL);
        assertThat(asked.quantity()).isEqualTo(Quantity.of("1"));
        assertThat(asked.reduceOnly()).isTrue();
        assertThat(asked.planId()).contains(desk.plan("p-a").id());
        assertThat(asked.runId().isNone()).isTrue();
        assertThat(desk.last(PlanEvent.Updated.class).plan().protectiveStopPrice())
                .contains(Price.of("772.2"));
        assertThat(desk.said(Intended.class)).hasSize(1);
    }

    @Test
    void aShortIsProtectedAbove() {
        desk.enterShort("a", "1", "812", stop("850"));

        assertThat(desk.lastIntent().stopPrice()).contains(Price.of("858.5"));
        assertThat(desk.lastIntent().side()).isEqualTo(BUY);
    }

    @Test
    void aPlanThatLeavesCancelsItsStopAndSellsOnceItIsGone() {
        String stop = guarded().clientOrderId().value();

        desk.mark("779");

        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.TRIGGERED);
        assertThat(desk.last(CancelIntended.class).clientOrderId().value()).isEqualTo(stop);
        assertThat(desk.said(Intended.class)).hasSize(1);

        desk.cancelled(stop, SELL, "1", "0");

        assertThat(desk.lastIntent().orderType()).isEqualTo(OrderType.MARKET);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
        desk.fill(desk.lastIntent().clientOrderId().value(), SELL, "1", "778");
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("STOP");
    }

    @Test
    void whatTheStopSoldBeforeItWasGoneIsNotSoldAgain() {
        String stop = guarded().clientOrderId().value();
        desk.mark("779").cancelled(stop, SELL, "1", "0.4");

        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.6"));

        desk.fill(stop, SELL, "0.4", "772");
        String exit = desk.lastIntent().clientOrderId().value();
        desk.fill(exit, SELL, "0.6", "771").filled(exit, SELL, "0.6");
        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.said(Intended.class)).hasSize(2);
    }

    @Test
    void aStopThatTheVenueFilledClosesThePlanAsItsExit() {
        String stop = guarded().clientOrderId().value();

        desk.fill(stop, SELL, "1", "771");

        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.STOP);
        assertThat(desk.last(PlanEvent.Triggered.class).level()).contains(Price.of("772.2"));
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("STOP");
        assertThat(desk.said(Intended.class)).hasSize(1);
    }

    @Test
    void aStopThatWasFilledWhileThePlanWasLeavingLeavesNothingToSell() {
        String stop = guarded().clientOrderId().value();

        desk.mark("760").fill(stop, SELL, "1", "765").filled(stop, SELL, "1");

        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.said(Intended.class)).hasSize(1);
    }

    @Test
    void aStopThatWasFilledInPartAndEndedIsFollowedByTheRest() {
        String stop = guarded().clientOrderId().value();

        desk.fill(stop, SELL, "0.3", "771").cancelled(stop, SELL, "1", "0.3");

        assertThat(desk.lastIntent().orderType()).isEqualTo(OrderType.MARKET);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.7"));
    }

    @Test
    void aMovedLevelIsAnotherOrderOnceTheFirstIsGone() {
        String first = guarded().clientOrderId().value();
        desk.update("p-a", desk.plan("p-a").version(), between("700", "900"));

        assertThat(desk.last(CancelIntended.class).clientOrderId().value()).isEqualTo(first);
        assertThat(desk.said(Intended.class)).hasSize(1);

        desk.cancelled(first, SELL, "1", "0");

        assertThat(desk.lastIntent().stopPrice()).contains(Price.of("693"));
        assertThat(desk.lastIntent().clientOrderId().value()).isNotEqualTo(first);
    }

    @Test
    void aTrailIsFollowedOnlyWhereTheStopLagsFarBehind() {
        guarded();
        desk.update("p-a", desk.plan("p-a").version(), between("785", "900"));
        assertThat(desk.said(CancelIntended.class)).isEmpty();

        desk.update("p-a", desk.plan("p-a").version(), between("800", "900"));
        assertThat(desk.said(CancelIntended.class)).hasSize(1);
    }

    @Test
    void aStepWaitsForTheStopAndTheRestIsProtectedAnew() {
        desk.enterLong("a", "1", "812", terms().stop("780").steps("850", "900"));
        String stop = desk.lastIntent().clientOrderId().value();

        desk.mark("851");
        assertThat(desk.said(Intended.class)).hasSize(1);
        desk.tick(NOON.plusSeconds(30));
        assertThat(desk.said(Intended.class)).hasSize(1);

        desk.cancelled(stop, SELL, "1", "0");
        assertThat(desk.said(Intended.class).subList(1, 3))
                .extracting(Intended::orderType, intent -> intent.quantity().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(OrderType.MARKET, "0.5"),
                        org.assertj.core.groups.Tuple.tuple(OrderType.STOP, "0.5"));
    }

    @Test
    void aStopThatTheVenueRefusedIsAskedForAgainWithGrowingPauses() {
        String stop = guarded().clientOrderId().value();
        desk.refused(stop, SELL, "1", "INSUFFICIENT_FUNDS");
        desk.tick(NOON.plusSeconds(4));
        assertThat(desk.said(Intended.class)).hasSize(1);

        desk.tick(NOON.plusSeconds(5));

        assertThat(desk.said(Intended.class)).hasSize(2);
        assertThat(desk.last(PlanEvent.Updated.class).reason().orElseThrow())
                .contains("INSUFFICIENT_FUNDS");
        desk.refused(desk.lastIntent().clientOrderId().value(), SELL, "1");
        desk.tick(NOON.plusSeconds(14));
        assertThat(desk.said(Intended.class)).hasSize(2);
        desk.tick(NOON.plusSeconds(15));
        assertThat(desk.said(Intended.class)).hasSize(3);
    }

    @Test
    void whereTheVenueTakesNoStopsThePlanStandsAlone() {
        desk.refused(guarded().clientOrderId().value(), SELL, "1", "UNSUPPORTED_ORDER_TYPE");

        desk.tick(NOON.plusSeconds(600));
        assertThat(desk.said(Intended.class)).hasSize(1);

        desk.mark("779");
        assertThat(desk.lastIntent().orderType()).isEqualTo(OrderType.MARKET);
    }

    @Test
    void closingThePositionGoesThroughThePlanThatHasAStop() {
        String stop = guarded().clientOrderId().value();

        desk.closePosition("c-1").cancelled(stop, SELL, "1", "0");

        assertThat(desk.refusals).isEmpty();
        assertThat(desk.said(Intended.class)).hasSize(2);
        assertThat(desk.lastIntent().clientOrderId().value()).startsWith("p-a-x");
    }

    @Test
    void aPositionThatWasClosedByHandTakesTheStopAlong() {
        String stop = guarded().clientOrderId().value();

        desk.fill("", SELL, "1", "820");

        assertThat(desk.last(CancelIntended.class).clientOrderId().value()).isEqualTo(stop);
        desk.cancelled(stop, SELL, "1", "0");
        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.said(Intended.class)).hasSize(1);
    }

    @Test
    void aPortfolioThatStopsAskingTakesItsStopsBack() {
        String stop = guarded().clientOrderId().value();

        desk.configure(dev.holdfast.contracts.event.PortfolioEvent.Overnight.KEEP, Desk.SYDNEY);

        assertThat(desk.last(CancelIntended.class).clientOrderId().value()).isEqualTo(stop);
    }
}
