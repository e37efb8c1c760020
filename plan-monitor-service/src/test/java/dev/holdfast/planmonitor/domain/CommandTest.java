package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.between;
import static dev.holdfast.planmonitor.domain.Desk.stop;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.OrderIntentEvent.NightTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class CommandTest {

    private final Desk desk = Desk.open().fill("", BUY, "2", "800");

    @Test
    void aPlanForAPositionThatIsHeldIsArmedAtOnceAtTheAveragePrice() {
        desk.guard("g-1", BUY, "1.5", between("780", "900"));

        assertThat(desk.plan("g-1").status()).isEqualTo(PlanStatus.ARMED);
        assertThat(desk.plan("g-1").entry().price()).contains(Price.of("800"));
        assertThat(desk.said(PlanEvent.Opened.class)).hasSize(1);
        assertThat(desk.said(PlanEvent.Armed.class)).hasSize(1);
    }

    @Test
    void aPlanThatIsAskedForTwiceIsOnePlan() {
        desk.guard("g-1", BUY, "1.5", stop("780")).guard("g-1", BUY, "1.5", stop("780"));

        assertThat(desk.said(PlanEvent.Opened.class)).hasSize(1);
        assertThat(desk.refusals).isEmpty();
    }

    static Stream<Arguments> badTerms() {
        return Stream.of(
                Arguments.of(stop("801"), Refusal.Code.STOP_BEYOND_ENTRY),
                Arguments.of(between("780", "799"), Refusal.Code.TARGET_BEHIND_ENTRY),
                Arguments.of(between("800", "800"), Refusal.Code.STOP_BEYOND_TARGET),
                Arguments.of(terms().done(), Refusal.Code.EMPTY_TERMS),
                Arguments.of(stop("0"), Refusal.Code.LEVEL_NOT_ABOVE_ZERO),
                Arguments.of(terms().trail("1").done(), Refusal.Code.INVALID_TRAIL),
                Arguments.of(terms().trail("-0.1").done(), Refusal.Code.INVALID_TRAIL),
                Arguments.of(terms().maxAge(Duration.ZERO).done(), Refusal.Code.INVALID_MAX_AGE),
                Arguments.of(terms().trailBy("0"), Refusal.Code.INVALID_TRAIL),
                Arguments.of(terms().trail("0.1").trailBy("5"), Refusal.Code.INVALID_TRAIL),
                Arguments.of(terms().timeStop(Duration.ZERO), Refusal.Code.INVALID_TIME_STOP),
                Arguments.of(terms().stop("780").night(narrowing()), Refusal.Code.INVALID_NIGHT),
                Arguments.of(terms().steps("790", "900"), Refusal.Code.TARGET_BEHIND_ENTRY),
                Arguments.of(terms().steps("900", "850"), Refusal.Code.INVALID_STEPS),
                Arguments.of(
                        terms().target("850").steps("840", "860"), Refusal.Code.INVALID_STEPS));
    }

    private static NightTerms narrowing() {
        return new NightTerms(
                Optional.of(new BigDecimal("-1")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("badTerms")
    void badTermsAreRefusedByName(PlanTerms bad, Refusal.Code code) {
        desk.guard("g-1", BUY, "1", bad);
        assertThat(desk.refusals).extracting(Refusal::code).containsExactly(code);
        assertThat(desk.has("g-1")).isFalse();

        desk.guard("g-2", BUY, "1", stop("780")).update("g-2", 2, bad);
        assertThat(desk.refusals).extracting(Refusal::code).containsExactly(code, code);
        assertThat(desk.plan("g-2").version()).isEqualTo(2);
    }

    @Test
    void aPlanThatDoesNotFitThePositionIsRefusedByName() {
        desk.guard("g-1", BUY, "0", stop("780"))
                .guard("g-2", BUY, "2.1", stop("780"))
                .guard("g-3", SELL, "1", stop("820"))
                .guard("x".repeat(107), BUY, "1", stop("780"))
                .guard("g-4", BUY, "1.5", stop("780"))
                .guard("g-5", BUY, "1", stop("780"));

        assertThat(desk.refusals)
                .extracting(Refusal::code)
                .containsExactly(
                        Refusal.Code.ZERO_SIZE,
                        Refusal.Code.SIZE_BEYOND_POSITION,
                        Refusal.Code.NO_POSITION,
                        Refusal.Code.INVALID_PLAN_ID,
                        Refusal.Code.SIZE_BEYOND_POSITION);
    }

    @Test
    void aSymbolThatIsNeitherHeldNorMarkedIsUnknownAndAnotherPortfoliosPositionIsNone() {
        Desk empty = Desk.open().guard("g-1", BUY, "1", stop("780"));
        assertThat(empty.refusals.getLast().code()).isEqualTo(Refusal.Code.UNKNOWN_SYMBOL);

        empty.mark("800").guard("g-1", BUY, "1", stop("780"));
        assertThat(empty.refusals.getLast().code()).isEqualTo(Refusal.Code.NO_POSITION);
        assertThat(empty.refusals.getLast().message()).contains("portfolio swing has no long");
    }

    @Test
    void anUpdateReplacesTheTermsAndRaisesTheVersion() {
        desk.guard("g-1", BUY, "1", stop("780")).update("g-1", 2, between("790", "900"));

        assertThat(desk.plan("g-1").version()).isEqualTo(3);
        PlanEvent.Updated updated = desk.last(PlanEvent.Updated.class);
        assertThat(updated.plan().stopPrice()).contains(Price.of("790"));
        assertThat(updated.plan().targetPrice()).contains(Price.of("900"));
        assertThat(updated.reason()).contains("moved by hand");
    }

    @Test
    void anUpdateOfNamedTermsLeavesTheOthersAsTheyAre() {
        desk.guard("g-1", BUY, "1", between("780", "900"))
                .update("g-1", 2, stop("790"), "stop_price")
                .update("g-1", 3, terms().done(), "target_price");

        assertThat(desk.plan("g-1").levels().stop()).contains(Price.of("790"));
        assertThat(desk.plan("g-1").levels().target()).isEmpty();
    }

    @Test
    void anUpdateForAnotherVersionChangesNothingAndSaysWhatItCollidedWith() {
        desk.guard("g-1", BUY, "1", stop("780")).update("g-1", 1, stop("790"));

        assertThat(desk.plan("g-1").levels().stop()).contains(Price.of("780"));
        assertThat(desk.refusals.getLast().code()).isEqualTo(Refusal.Code.VERSION_CONFLICT);
        assertThat(desk.refusals.getLast().message()).contains("version 2");
        PlanEvent.Refused told = desk.last(PlanEvent.Refused.class);
        assertThat(told.subject()).isEqualTo("g-1");
        assertThat(told.code()).isEqualTo("VERSION_CONFLICT");
        assertThat(told.message()).isEqualTo(desk.refusals.getLast().message());
        assertThat(told.expectedVersion()).contains(1L);
        assertThat(told.by()).isPresent();
    }

    @Test
    void anUpdateThatPutsTheStopBehindTheMarketTriggersAtOnce() {
        desk.guard("g-1", BUY, "1", stop("700"));
        desk.mark("750").update("g-1", 2, stop("780"));

        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
    }

    @Test
    void aStopThatWasTrailedBeyondTheEntryMayBeSaidAgain() {
        desk.guard("g-1", BUY, "1", terms().stop("780").trail("0.05").done()).mark("1000");
        assertThat(desk.plan("g-1").levels().stop()).contains(Price.of("950"));

        desk.update(
                "g-1",
                desk.plan("g-1").version(),
                terms().stop("950").trail("0.05").target("1200").done());

        assertThat(desk.refusals).isEmpty();
        assertThat(desk.plan("g-1").levels().target()).contains(Price.of("1200"));
        assertThat(desk.plan("g-1").levels().stopSetBy()).isEqualTo(Levels.SetBy.TRAIL);
    }

    @Test
    void commandsForPlansThatAreUnknownClosedOrLeavingAreRefusedByName() {
        desk.update("g-9", 1, stop("780")).close("g-9", true);
        desk.guard("g-1", BUY, "1", stop("780")).close("g-1", false);
        desk.update("g-1", 3, stop("780")).close("g-1", true).guard("g-1", BUY, "1", stop("780"));
        desk.guard("g-2", BUY, "1", stop("780")).close("g-2", true).update("g-2", 3, stop("790"));

        assertThat(desk.refusals)
                .extracting(Refusal::code)
                .isEqualTo(
                        List.of(
                                Refusal.Code.UNKNOWN_PLAN,
                                Refusal.Code.UNKNOWN_PLAN,
                                Refusal.Code.PLAN_CLOSED,
                                Refusal.Code.PLAN_CLOSED,
                                Refusal.Code.PLAN_CLOSED,
                                Refusal.Code.PLAN_TRIGGERED));
    }

    @Test
    void closingAPlanWithItsPositionLeavesItOnce() {
        desk.guard("g-1", BUY, "1", stop("780")).close("g-1", true).close("g-1", true);

        assertThat(desk.last(PlanEvent.Triggered.class).reason()).isEqualTo(ExitReason.OPERATOR);
        assertThat(desk.said(OrderIntentEvent.Intended.class)).hasSize(1);
        assertThat(desk.lastIntent().quantity()).isEqualTo(Quantity.of("1"));
    }

    @Test
    void closingAPlanAloneLeavesThePositionUnguarded() {
        desk.guard("g-1", BUY, "1", stop("780")).close("g-1", false).mark("700");

        assertThat(desk.last(PlanEvent.Closed.class).reason()).isEqualTo("UNGUARDED");
        assertThat(desk.said(OrderIntentEvent.Intended.class)).isEmpty();
    }

    @Test
    void aPortfolioThatIsNotConfiguredHasNoPlans() {
        Desk unknown = new Desk();
        unknown.guard("g-1", BUY, "1", stop("780"));

        assertThat(unknown.refusals.getLast().code()).isEqualTo(Refusal.Code.UNKNOWN_PORTFOLIO);
    }
}
