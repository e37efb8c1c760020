package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.between;
import static dev.holdfast.planmonitor.domain.Desk.stop;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Volatility;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class TriggerTest {

    @Test
    void aStopThatIsReachedSendsOneReduceOnlyMarketOrderUnderAnIdOfPlanAndVersion() {
        Desk desk = Desk.open().enterLong("a", "0.5", "812", stop("780")).mark("780");

        PlanEvent.Triggered triggered = desk.last(PlanEvent.Triggered.class);
        assertThat(triggered.reason()).isEqualTo(ExitReason.STOP);
        assertThat(triggered.level()).contains(Price.of("780"));
        assertThat(triggered.mark()).contains(Price.of("780"));
        assertThat(triggered.gapped()).isFalse();

        OrderIntentEvent.Intended exit = desk.lastIntent();
        assertThat(exit.clientOrderId()).isEqualTo(ClientOrderId.of("p-a-x3"));
        assertThat(exit.planId()).contains(PlanId.of("p-a"));
        assertThat(exit.runId().isNone()).isTrue();
        assertThat(exit.side()).isEqualTo(SELL);
        assertThat(exit.orderType()).isEqualTo(OrderType.MARKET);
        assertThat(exit.quantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(exit.reduceOnly()).isTrue();
        assertThat(triggered.plan().exitOrderId()).contains(exit.clientOrderId());
        assertThat(triggered.plan().version()).isEqualTo(3);
    }

    @Test
    void aStopGappedThroughTriggersAtOnceAndSaysSo() {
        Desk desk = Desk.open().enterLong("a", "1", "812", stop("780")).mark("700");

        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
        assertThat(desk.last(PlanEvent.Triggered.class).mark()).contains(Price.of("700"));
    }

    @Test
    void aPriceAboveTheStopTriggersNothing() {
        Desk desk = Desk.open().enterLong("a", "1", "812", stop("780")).mark("780.01");

        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
    }

    @Test
    void aTargetThatIsReachedTriggers() {
        Desk desk = Desk.open().enterLong("a", "1", "812", between("780", "900")).mark("900");

        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.TARGET);
    }

    @Test
    void aShortStopsAboveAndTakesItsProfitBelow() {
        Desk stopped = Desk.open().enterShort("a", "1", "800", between("850", "700")).mark("860");
        Desk won = Desk.open().enterShort("a", "1", "800", between("850", "700")).mark("690");

        assertThat(stopped.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.STOP);
        assertThat(stopped.last(PlanEvent.Triggered.class).gapped()).isTrue();
        assertThat(stopped.lastIntent().side()).isEqualTo(BUY);
        assertThat(won.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.TARGET);
    }

    @Test
    void aLongIsJudgedByTheBidAndAShortByTheAsk() {
        Desk ofLong = Desk.open().enterLong("a", "1", "812", stop("780"));
        ofLong.quote("780.5", "779", "781");
        assertThat(ofLong.said(PlanEvent.Triggered.class)).isEmpty();
        ofLong.quote("780", "781", "782");
        assertThat(ofLong.said(PlanEvent.Triggered.class)).hasSize(1);

        Desk ofShort = Desk.open().enterShort("a", "1", "780", stop("800"));
        ofShort.quote("799", "801", "799.5");
        assertThat(ofShort.said(PlanEvent.Triggered.class)).isEmpty();
        ofShort.quote("798", "799", "800");
        assertThat(ofShort.said(PlanEvent.Triggered.class)).hasSize(1);
    }

    @Test
    void aTriggeredPlanTriggersOnce() {
        Desk desk = Desk.open().enterLong("a", "1", "812", stop("780")).mark("770").mark("760");

        assertThat(desk.said(PlanEvent.Triggered.class)).hasSize(1);
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
    }

    @Test
    void theStopComesBeforeTheAgeAndTheAgeIsJudgedInTheSameMark() {
        Desk desk =
                Desk.open()
                        .enterLong(
                                "a",
                                "1",
                                "812",
                                terms().stop("780").maxAge(Duration.ofDays(1)).done())
                        .mark(NOON.plus(Duration.ofDays(2)), "770");

        assertThat(desk.said(PlanEvent.Triggered.class)).hasSize(1);
        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.STOP);
    }

    @Test
    void aPlanThatIsOldEnoughLeavesOnTheClockAlone() {
        Desk desk =
                Desk.open()
                        .enterLong(
                                "a",
                                "1",
                                "812",
                                terms().stop("780").maxAge(Duration.ofDays(1)).done());
        desk.tick(NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();

        desk.tick(NOON.plus(Duration.ofDays(1)));
        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.MAX_AGE);
    }

    @Test
    void withinOneMarkTheOldestPlanLeavesFirst() {
        Desk desk = Desk.open().enterLong("b", "1", "812", stop("770"));
        desk.tick(NOON.plusSeconds(1));
        desk.enterLong("a", "1", "812", stop("790")).mark("760");

        assertThat(desk.said(PlanEvent.Triggered.class))
                .extracting(t -> t.plan().planId().value())
                .containsExactly("p-b", "p-a");
    }

    @Test
    void aMarkFromBeforeTheFillDoesNotCount() {
        Desk desk = Desk.open();
        desk.tick(NOON.plusSeconds(60));
        desk.enterLong("a", "1", "812", stop("780"));
        desk.mark(NOON.plusSeconds(30), "700");

        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
    }

    @Test
    void aPlanThatArmsBehindTheMarketIsJudgedAtOnceByTheMarkThatStands() {
        Desk desk = Desk.open().approve("a", BUY, "1", stop("780"));
        desk.mark(NOON.plusSeconds(60), "770");
        desk.happen(desk.trade("a", BUY, "1", "790", NOON.plusSeconds(30)));

        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.TRIGGERED);
    }

    @Test
    void aTrailFollowsTheBestPriceAndNeverGoesBack() {
        Desk desk =
                Desk.open()
                        .enterLong("a", "1", "800", terms().stop("780").trail("0.05").done())
                        .mark("820")
                        .mark("840")
                        .mark("830");

        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("798"));
        assertThat(desk.said(PlanEvent.Trailed.class)).hasSize(1);

        desk.mark("900").mark("855");
        assertThat(desk.last(PlanEvent.Triggered.class).reason())
                .isEqualTo(ExitReason.TRAILING_STOP);
        assertThat(desk.last(PlanEvent.Triggered.class).level()).contains(Price.of("855"));
    }

    @Test
    void aTrailWithoutAStopStartsBehindTheEntry() {
        Desk desk = Desk.open().enterLong("a", "1", "800", terms().trail("0.05").done());

        assertThat(desk.last(PlanEvent.Armed.class).plan().stopPrice()).contains(Price.of("760"));
    }

    @Test
    void aShortTrailsDownwards() {
        Desk desk =
                Desk.open()
                        .enterShort("a", "1", "800", terms().stop("850").trail("0.05").done())
                        .mark("700");

        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("735"));
    }

    @ParameterizedTest
    @CsvSource({"LOW,811.99,812", "NORMAL,807.99,808", "HIGH,805.59,805.6"})
    void theTrailToBreakevenScalesWithVolatility(
            Volatility volatility, String notYet, String reached) {
        Desk desk =
                Desk.open()
                        .enterLong(
                                "a",
                                "1",
                                "800",
                                terms().stop("780").breakeven("0.01", volatility).done())
                        .mark(notYet);
        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("780"));

        desk.mark(reached);
        PlanEvent.Trailed trailed = desk.last(PlanEvent.Trailed.class);
        assertThat(trailed.plan().stopPrice()).contains(Price.of("800"));
        assertThat(trailed.plan().atBreakeven()).isTrue();
        assertThat(trailed.stopBefore()).contains(Price.of("780"));
    }

    @Test
    void theMarkThatTrailsAStopDoesNotTriggerIt() {
        Desk desk =
                Desk.open()
                        .enterLong("a", "1", "800", terms().stop("780").trail("0.0001").done())
                        .mark("900");

        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("899.91"));
    }

    @Test
    void anEntryThatIsStillWorkingIsWithdrawnWhenThePlanLeaves() {
        Desk desk =
                Desk.open()
                        .approve("a", BUY, "1", stop("780"))
                        .fill("a", BUY, "0.4", "800")
                        .mark("770");

        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId())
                .isEqualTo(ClientOrderId.of("a"));
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.4"));
    }
}
