package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Targets that leave in parts. */
class StepTest {

    private final Desk desk =
            Desk.open().enterLong("a", "3", "800", terms().stop("780").steps("850", "880", "900"));

    @Test
    void aThirdIsSoldAtEachOfThreeLevelsAndTheStopGuardsTheRest() {
        desk.mark("850");
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.lastIntent().reduceOnly()).isTrue();
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.ARMED);
        leaves("1", "850");

        desk.mark("880");
        leaves("1", "880");
        assertThat(desk.plan("p-a").quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.plan("p-a").levels().stop()).contains(Price.of("780"));

        desk.mark("900");
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.TRIGGERED);
        leaves("1", "900");
        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("TARGET");
        assertThat(desk.said(OrderIntentEvent.Intended.class))
                .extracting(OrderIntentEvent.Intended::clientOrderId)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void stepsThatOneMarkGapsOverLeaveByOneOrder() {
        desk.mark("890");

        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("2"));
        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
        assertThat(desk.plan("p-a").targetSteps()).hasSize(1);
    }

    @Test
    void theStopLeavesWhatTheOrderOfAStepDoesNot() {
        desk.mark("850").mark("770");

        assertThat(desk.said(OrderIntentEvent.Intended.class))
                .extracting(OrderIntentEvent.Intended::quantity)
                .containsExactly(Quantity.of("1"), Quantity.of("2"));
        List<ClientOrderId> ids =
                desk.said(OrderIntentEvent.Intended.class).stream()
                        .map(OrderIntentEvent.Intended::clientOrderId)
                        .toList();
        desk.fill(ids.get(1).value(), SELL, "2", "769").filled(ids.get(1).value(), SELL, "2");
        assertThat(desk.has("p-a")).isTrue();
        desk.fill(ids.get(0).value(), SELL, "1", "849");

        assertThat(desk.has("p-a")).isFalse();
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(2);
    }

    @Test
    void aStepThatWasRefusedIsSentAgainAndItsPartIsLeftByTheStopMeanwhile() {
        desk.mark("850");
        desk.refused(desk.lastIntent().clientOrderId().value(), SELL, "1");
        assertThat(desk.plan("p-a").step().orElseThrow().trouble()).isPresent();
        desk.tick(NOON.plusSeconds(5));
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("1"));

        desk.refused(desk.lastIntent().clientOrderId().value(), SELL, "1").mark("770");
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("3"));
    }

    @Test
    void aStepThatEndedWhileThePlanLeavesIsLeftWithTheRest() {
        desk.mark("850");
        String step = desk.lastIntent().clientOrderId().value();
        desk.mark("770");
        String stop = desk.lastIntent().clientOrderId().value();
        desk.fill(stop, SELL, "2", "769").filled(stop, SELL, "2");
        desk.refused(step, SELL, "1");

        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(3);
    }

    @Test
    void fractionsAreOfWhatWasFilledAndTheRestFollowsItsTarget() {
        Desk halves =
                Desk.open()
                        .enterShort(
                                "a",
                                "4",
                                "800",
                                terms().target("700")
                                        .steps(
                                                new TargetStep(
                                                        Price.of("780"),
                                                        Optional.of(new BigDecimal("0.5"))),
                                                new TargetStep(
                                                        Price.of("750"),
                                                        Optional.of(new BigDecimal("0.25")))));
        halves.mark("780");
        assertThat(halves.lastIntent().quantity()).isEqualTo(Quantity.of("2"));
        String first = halves.lastIntent().clientOrderId().value();
        halves.fill(first, BUY, "2", "780").filled(first, BUY, "2").mark("750");
        assertThat(halves.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
        String second = halves.lastIntent().clientOrderId().value();
        halves.fill(second, BUY, "1", "750").filled(second, BUY, "1").mark("700");
        assertThat(halves.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
        assertThat(halves.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.TARGET);
    }

    @Test
    void aPositionClosedByHandWhileAStepIsOnItsWayWithdrawsIt() {
        desk.mark("850").fill("", SELL, "3", "850");

        assertThat(desk.last(OrderIntentEvent.CancelIntended.class).clientOrderId())
                .isEqualTo(desk.lastIntent().clientOrderId());
        desk.cancelled(desk.lastIntent().clientOrderId().value(), SELL, "1", "0");
        assertThat(desk.has("p-a")).isFalse();
    }

    private void leaves(String quantity, String price) {
        String order = desk.lastIntent().clientOrderId().value();
        desk.fill(order, SELL, quantity, price).filled(order, SELL, quantity);
    }
}
