package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.RiskEvent;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Stops that rest at the venue are a plan's second way out, never one beside the first. */
class ProtectiveStopTest {

    private final RiskState holdingTwo = holding(Swing.with(limits()), buy("entry", "2"));
    private final RiskState guarded = Swing.approved(holdingTwo, stop("stop", "2"));

    private static Swing.IntentBuilder stop(String id, String quantity) {
        return sell(id, quantity).ofAPlan().ofPlan("p-entry").stopAt("900");
    }

    @Test
    void aStopOfAPlanPassesAndOneOfABotDoesNot() {
        assertThat(decide(holdingTwo, stop("s", "2")).event())
                .isInstanceOf(RiskEvent.Approved.class);
        assertReason(
                decide(holdingTwo, sell("s", "2").reduceOnly().stopAt("900")),
                Reason.INVALID_ORDER_TYPE);
        assertReason(decide(holdingTwo, buy("s", "2").stopAt("1100")), Reason.INVALID_ORDER_TYPE);
    }

    @Test
    void aStopOfNoPriceOrOfMoreThanIsHeldIsRefused() {
        assertReason(decide(holdingTwo, stop("s", "2").stopAt("0")), Reason.INVALID_PRICE);
        assertReason(decide(holdingTwo, stop("s", "2.1")), Reason.REDUCE_ONLY);
    }

    @Test
    void aRestingStopStandsInTheWayOfOthersAndNotOfItsOwnPlan() {
        assertThat(decide(guarded, sell("exit", "2").ofAPlan().ofPlan("p-entry")).event())
                .isInstanceOf(RiskEvent.Approved.class);
        assertReason(
                decide(guarded, sell("exit", "1").ofAPlan().ofPlan("p-other")), Reason.REDUCE_ONLY);
        assertReason(decide(guarded, sell("exit", "1").reduceOnly()), Reason.REDUCE_ONLY);
        assertReason(decide(guarded, sell("exit", "1")), Reason.SHORT_NOT_ALLOWED);
    }

    @Test
    void anExitOfThePlanStandsInTheWayOfAnotherStop() {
        RiskState leaving = Swing.approved(guarded, sell("exit", "2").ofAPlan().ofPlan("p-entry"));

        assertReason(decide(leaving, stop("again", "1")), Reason.REDUCE_ONLY);
    }

    @Test
    void aRestingStopTakesNoRoomAmongTheOpenOrders() {
        RiskState full =
                Swing.approved(
                        holding(Swing.with(limits().maxOpenOrders(1)), buy("entry", "2")),
                        stop("stop", "2"));

        assertThat(decide(full, buy("more", "1")).event()).isInstanceOf(RiskEvent.Approved.class);
    }

    private static void assertReason(Gate.Decision decision, Reason reason) {
        assertThat(decision.event())
                .isInstanceOfSatisfying(
                        RiskEvent.Rejected.class,
                        rejected ->
                                assertThat(rejected.reasons()).isEqualTo(List.of(reason.name())));
    }
}
