package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.stop;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.JudgedBy;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Rearming;
import dev.holdfast.contracts.value.RunId;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** How a portfolio wants its plans to be kept. */
class PolicyTest {

    private static PlanPolicy most(int plans, boolean replaceOldest) {
        return new PlanPolicy(
                Optional.of(plans),
                replaceOldest,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PlanPolicy limits(Optional<Duration> escalateAfter) {
        return new PlanPolicy(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(OrderType.LIMIT),
                Optional.of(new BigDecimal("0.01")),
                escalateAfter);
    }

    private static PlanPolicy rearm(Rearming rearm, Optional<JudgedBy> judged) {
        return new PlanPolicy(
                Optional.empty(),
                false,
                Optional.of(rearm),
                judged,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void onePlanTooManyIsRefused() {
        Desk desk = Desk.open(most(1, false)).enterLong("a", "1", "800", stop("780"));

        desk.fill("", BUY, "1", "800").guard("g", BUY, "1", stop("780"));
        assertThat(desk.refusals.getLast().code()).isEqualTo(Refusal.Code.TOO_MANY_PLANS);
        assertThat(desk.has("g")).isFalse();
    }

    @Test
    void anEntryOfOnePlanTooManyIsTakenBackAndWhatItFilledIsGuardedAllTheSame() {
        Desk desk = Desk.open(most(1, false)).enterLong("a", "1", "800", stop("780"));
        desk.approve("b", BUY, "1", stop("790"));

        assertThat(desk.refusals.getLast().code()).isEqualTo(Refusal.Code.TOO_MANY_PLANS);
        assertThat(desk.last(PlanEvent.Opened.class).reason().orElseThrow())
                .contains("as many plans as the portfolio allows", "withdrawn");
        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId())
                .isEqualTo(ClientOrderId.of("b"));

        desk.fill("b", BUY, "0.4", "800").cancelled("b", BUY, "1", "0.4").mark("785");
        assertThat(desk.lastIntent().planId()).contains(PlanId.of("p-b"));
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("0.4"));
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
    }

    @Test
    void anEntryOfOnePlanTooManyThatFilledNothingLeavesNoPlan() {
        Desk desk = Desk.open(most(1, false)).enterLong("a", "1", "800", stop("780"));
        desk.approve("b", BUY, "1", stop("790")).cancelled("b", BUY, "1", "0");

        assertThat(desk.has("p-b")).isFalse();
    }

    @Test
    void theOldestIsReplacedAndItsQuantityStaysGuarded() {
        Desk desk = Desk.open(most(1, true)).enterLong("a", "1", "800", stop("780"));
        desk.approve("b", BUY, "2", stop("790"));

        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("REPLACED by p-b");
        assertThat(desk.plan("p-b").quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.plan("p-b").status()).isEqualTo(PlanStatus.ARMED);

        desk.fill("b", BUY, "2", "830").filled("b", BUY, "2");
        assertThat(desk.plan("p-b").quantity()).isEqualTo(Quantity.of("3"));
        assertThat(desk.plan("p-b").entry().price()).contains(Price.of("820"));

        desk.mark("790");
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("3"));
    }

    @Test
    void aPlanOpenedByHandReplacesTheOldestToo() {
        Desk desk = Desk.open(most(1, true)).enterLong("a", "2", "800", stop("780"));
        desk.guard("g", BUY, "1", stop("770"));

        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.plan("g").quantity()).isEqualTo(Quantity.of("2"));
    }

    @Test
    void aPlanOnItsWayOutIsNotReplaced() {
        Desk desk = Desk.open(most(1, true)).enterLong("a", "1", "800", stop("780")).mark("780");
        desk.approve("b", BUY, "2", stop("790"));

        assertThat(desk.has("p-a")).isTrue();
        assertThat(desk.plan("p-b").quantity()).isEqualTo(Quantity.ZERO);
        assertThat(desk.refusals.getLast().code()).isEqualTo(Refusal.Code.TOO_MANY_PLANS);
    }

    @Test
    void marksAreJudgedByTheLastPriceWhereThePolicySaysSo() {
        PlanPolicy last = rearm(Rearming.ON, Optional.of(JudgedBy.LAST_PRICE));
        Desk byLast = Desk.open(last).enterLong("a", "1", "800", stop("780"));
        byLast.quote("779", "781", "783");
        assertThat(byLast.said(PlanEvent.Triggered.class)).isEmpty();
        byLast.quote("781", "780", "783");
        assertThat(byLast.said(PlanEvent.Triggered.class)).hasSize(1);

        Desk byClose = Desk.open().enterLong("a", "1", "800", stop("780"));
        byClose.quote("779", "781", "783");
        assertThat(byClose.said(PlanEvent.Triggered.class)).hasSize(1);
    }

    @Test
    void aLimitExitEscalatesToMarketOnceItHasStoodLongEnough() {
        Desk desk =
                Desk.open(limits(Optional.of(Duration.ofSeconds(30))))
                        .enterLong("a", "1", "800", stop("780"))
                        .mark("770");
        OrderIntentEvent.Intended limit = desk.lastIntent();
        assertThat(limit.orderType()).isEqualTo(OrderType.LIMIT);
        assertThat(limit.limitPrice()).contains(Price.of("762.3"));

        desk.tick(NOON.plusSeconds(29));
        assertThat(desk.said(OrderIntentEvent.CancelIntended.class)).isEmpty();
        desk.tick(NOON.plusSeconds(30)).tick(NOON.plusSeconds(31));
        assertThat(desk.said(OrderIntentEvent.CancelIntended.class)).hasSize(1);
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);

        desk.fill("p-a-x3", SELL, "0.4", "763").cancelled("p-a-x3", SELL, "1", "0.4");
        OrderIntentEvent.Intended market = desk.lastIntent();
        assertThat(market.orderType()).isEqualTo(OrderType.MARKET);
        assertThat(market.quantity()).isEqualTo(Quantity.of("0.6"));
        assertThat(market.clientOrderId()).isNotEqualTo(limit.clientOrderId());
    }

    @Test
    void withoutEscalationALimitThatEndedIsSentAgainAtThePriceOfThen() {
        Desk desk =
                Desk.open(limits(Optional.empty()))
                        .enterLong("a", "1", "800", stop("780"))
                        .mark("770");
        desk.expired("p-a-x3", SELL, "1", "0").mark(NOON.plusSeconds(5), "750");

        assertThat(desk.lastIntent().orderType()).isEqualTo(OrderType.LIMIT);
        assertThat(desk.lastIntent().limitPrice()).contains(Price.of("742.5"));
    }

    @Test
    void whatAPersonClosesLeavesAtMarket() {
        Desk desk = Desk.open(limits(Optional.empty())).enterLong("a", "1", "800", stop("780"));
        desk.mark("800").close("p-a", true);

        assertThat(desk.lastIntent().orderType()).isEqualTo(OrderType.MARKET);
    }

    @Test
    void plansGuardAgainAfterAnOperatorsConfirmationAndNoBotCanGiveIt() {
        Desk desk =
                Desk.open(rearm(Rearming.AFTER_CONFIRMATION, Optional.empty()))
                        .enterLong("a", "1", "800", stop("780"))
                        .restart();
        assertThat(desk.last(PlanEvent.Rearmed.class).suspended()).isEqualTo(1);
        desk.mark("700");
        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();

        desk.confirm("p-a", Desk.RUN);
        assertThat(desk.refusals.getLast().code()).isEqualTo(Refusal.Code.NOT_AN_OPERATOR);
        desk.confirm("p-a", RunId.NONE);
        assertThat(desk.last(PlanEvent.Armed.class).rearmed()).isTrue();
        assertThat(desk.last(PlanEvent.Armed.class).plan().changedBy()).contains("ada");
        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
    }

    @Test
    void ofManyPlansOneRecordSaysThatTheyGuardAgain() {
        Desk desk = Desk.open();
        for (int i = 0; i < 201; i++) {
            desk.enterLong("o" + i, "1", "800", stop("780"));
        }
        int armed = desk.said(PlanEvent.Armed.class).size();
        PlanBook before = desk.book;
        desk.restart();

        assertThat(desk.said(PlanEvent.Armed.class)).hasSize(armed);
        assertThat(desk.last(PlanEvent.Rearmed.class).armed()).isEqualTo(201);
        assertThat(desk.book).isSameAs(before);
    }

    @Test
    void aSnapshotOfManyPlansSaysWhichPartOfHowManyItIs() {
        Desk desk = Desk.open();
        for (int i = 0; i < 501; i++) {
            desk.enterLong("o" + i, "1", "800", stop("780"));
        }
        desk.tick(NOON.plus(Duration.ofDays(1)));

        assertThat(desk.said(PlanEvent.Snapshotted.class))
                .extracting(all -> all.part().orElseThrow() + "/" + all.parts().orElseThrow())
                .containsExactly("1/2", "2/2");
    }

    @Test
    void aPlanWhoseSymbolHasNoMarkForTheLimitIsUnwatchedUntilOneComes() {
        Desk desk = Desk.open().enterLong("a", "1", "800", stop("780")).mark("800");
        desk.tick(NOON.plus(Duration.ofMinutes(16)));
        assertThat(desk.book.unwatchedPlans()).isZero();
        desk.tick(NOON.plus(Duration.ofMinutes(17)));

        assertThat(desk.book.unwatchedPlans()).isEqualTo(1);
        assertThat(desk.book.unwatchedSince(desk.plan("p-a"))).contains(NOON);
        PlanEvent.Updated told = desk.last(PlanEvent.Updated.class);
        assertThat(told.plan().unwatchedSince()).contains(NOON);
        assertThat(told.plan().version()).isEqualTo(desk.plan("p-a").version());

        desk.tick(NOON.plus(Duration.ofMinutes(40)));
        assertThat(desk.said(PlanEvent.Updated.class)).hasSize(1);
        desk.mark(NOON.plus(Duration.ofMinutes(41)), "800");
        assertThat(desk.book.unwatchedPlans()).isZero();
        assertThat(desk.last(PlanEvent.Updated.class).plan().unwatchedSince()).isEmpty();
    }

    @Test
    void aTrailByDistanceStaysThatFarBehindTheBestPrice() {
        Desk desk = Desk.open().enterLong("a", "1", "800", terms().trailBy("25"));
        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("775"));
        desk.mark("820").mark("810");
        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("795"));
        desk.mark("795");
        assertThat(desk.last(PlanEvent.Triggered.class).reason())
                .isEqualTo(ExitReason.TRAILING_STOP);
    }

    @Test
    void aPlanThatHasGainedNothingByItsTimeStopLeavesAndOneThatHasStays() {
        Duration day = Duration.ofDays(1);
        Desk flat = Desk.open().enterLong("a", "1", "800", terms().timeStop(day));
        flat.tick(NOON.plus(day)).mark(NOON.plus(day).plusSeconds(1), "800");
        assertThat(flat.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.TIME_STOP);

        Desk ahead = Desk.open().enterLong("a", "1", "800", terms().timeStop(day));
        ahead.mark(NOON.plus(day).minusSeconds(1), "700")
                .tick(NOON.plus(day))
                .mark(NOON.plus(day).plusSeconds(1), "801")
                .mark(NOON.plus(day).plusSeconds(2), "700");
        assertThat(ahead.said(PlanEvent.Triggered.class)).isEmpty();
    }

    @Test
    void aPlanLeavesAtTheInstantItsTermsName() {
        Desk desk = Desk.open().enterLong("a", "1", "800", terms().exitAt(NOON.plusSeconds(60)));
        desk.tick(NOON.plusSeconds(59));
        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
        desk.tick(NOON.plusSeconds(60));
        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.TIME_STOP);
    }

    @Test
    void everyChangeSaysWhoMadeIt() {
        Desk desk = Desk.open().enterLong("a", "1", "800", stop("780"));
        assertThat(desk.last(PlanEvent.Opened.class).plan().changedBy()).contains("bot v2");
        assertThat(desk.last(PlanEvent.Armed.class).plan().changedBy()).contains("venue");
        desk.update("p-a", 2, stop("785"));
        assertThat(desk.last(PlanEvent.Updated.class).plan().changedBy()).contains("ada");
        desk.mark("780");
        assertThat(desk.last(PlanEvent.Triggered.class).plan().changedBy()).contains("market");
    }
}
