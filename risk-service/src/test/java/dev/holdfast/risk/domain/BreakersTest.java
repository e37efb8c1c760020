package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds entries by itself says why, lets exits pass, and says when it lets go. */
class BreakersTest {

    private static final OperatorCommand.Activate ACTIVATE =
            new OperatorCommand.Activate(Swing.ID, RunId.NONE, "c-1", "ada", "seen", NOON);

    private static List<String> reasons(RiskState state, Swing.IntentBuilder intent) {
        return decide(state, intent).event() instanceof RiskEvent.Rejected rejected
                ? rejected.reasons()
                : List.of();
    }

    private static void assertOpens(RiskState before, RiskState after, Reason breaker) {
        assertThat(Breakers.changes(before, after, NOON))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.cause()).isEqualTo("BREAKER " + breaker);
                            assertThat(change.from()).isEqualTo(TradingState.ACTIVE);
                            assertThat(change.to()).isEqualTo(TradingState.REDUCING);
                            assertThat(change.reason()).isNotBlank();
                        });
        assertThat(reasons(after, buy("b-" + breaker, "0.1"))).containsExactly(breaker.name());
        assertThat(reasons(after, sell("s-" + breaker, "0.1").ofAPlan())).isEmpty();
    }

    private static void assertReleases(RiskState before, RiskState after, Reason breaker) {
        assertThat(Breakers.changes(before, after, NOON))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.cause()).isEqualTo("RELEASE " + breaker);
                            assertThat(change.to()).isEqualTo(TradingState.ACTIVE);
                        });
        assertThat(reasons(after, buy("r-" + breaker, "0.1"))).isEmpty();
    }

    private static ReconciliationEvent.Mismatched mismatch(String difference, String asset) {
        return new ReconciliationEvent.Mismatched(
                Swing.ID,
                RunId.NONE,
                FixedMarket.VENUE,
                List.of(
                        new ReconciliationEvent.Item(
                                Currency.of(asset),
                                BigDecimal.ZERO,
                                new BigDecimal(difference),
                                new BigDecimal(difference),
                                "DEPOSIT")),
                NOON,
                NOON);
    }

    @Test
    void aVenueThatIsDownHoldsEntriesUntilItIsBack() {
        RiskState active = holding(Swing.with(limits()), buy("a", "2"));
        RiskState down =
                Booking.observed(
                        active,
                        new VenueEvent.Degraded(
                                Swing.ID, RunId.NONE, FixedMarket.VENUE, "TIMEOUT", "slow", NOON),
                        MARKET);
        assertOpens(active, down, Reason.VENUE_DEGRADED);
        RiskState back =
                Booking.observed(
                        down,
                        new VenueEvent.Recovered(Swing.ID, RunId.NONE, FixedMarket.VENUE, NOON),
                        MARKET);
        assertReleases(down, back, Reason.VENUE_DEGRADED);
    }

    @Test
    void aQuarantinedLedgerHoldsEntriesUntilAnOperatorActivates() {
        RiskState active = holding(Swing.with(limits()), buy("a", "2"));
        RiskState held = Booking.quarantined(active, "a fill is missing", NOON);
        assertOpens(active, held, Reason.LEDGER_QUARANTINED);
        Switching.Switched released = Switching.ordered(held, ACTIVATE);
        assertThat(released.events()).hasSize(1);
        assertThat(reasons(released.state(), buy("c", "0.1"))).isEmpty();
    }

    @Test
    void aMismatchBeyondItsBoundHoldsEntriesUntilItIsWithin() {
        RiskState active = holding(Swing.with(limits().reconciliation("50")), buy("a", "2"));
        RiskState within = Breakers.reconciled(active, mismatch("0.05", "BTC"), MARKET);
        assertThat(Breakers.changes(active, within, NOON)).isEmpty();
        RiskState beyond = Breakers.reconciled(active, mismatch("-0.051", "BTC"), MARKET);
        assertOpens(active, beyond, Reason.RECONCILIATION_MISMATCH);
        assertThat(beyond.trading().hold(Reason.RECONCILIATION_MISMATCH).orElseThrow().cause())
                .contains("51")
                .contains("50");
        assertReleases(
                beyond,
                Breakers.reconciled(beyond, mismatch("0.05", "BTC"), MARKET),
                Reason.RECONCILIATION_MISMATCH);
        assertThat(Switching.ordered(beyond, ACTIVATE).state().trading().breakers()).isEmpty();
    }

    @Test
    void aMismatchThatCannotBeValuedIsBeyondAnyBound() {
        RiskState active = holding(Swing.with(limits().reconciliation("50")), buy("a", "2"));
        assertOpens(
                active,
                Breakers.reconciled(active, mismatch("0.0001", "XYZ"), MARKET),
                Reason.RECONCILIATION_MISMATCH);
    }

    @Test
    void withoutABoundAMismatchIsOnlyReported() {
        RiskState active = Swing.with(limits());
        assertThat(Breakers.reconciled(active, mismatch("5", "BTC"), MARKET)).isEqualTo(active);
    }

    @Test
    void aBudgetThatIsUsedUpHoldsEntriesUntilItsWindowMovesOn() {
        RiskState active =
                holding(
                        Swing.with(limits().llmCost("1").within(Duration.ofDays(30))),
                        buy("a", "2"));
        RiskState called =
                Booking.spent(
                        active,
                        new CostEvent.LlmCalled(
                                Swing.ID,
                                Swing.RUN,
                                Optional.empty(),
                                "call-1",
                                "model",
                                1,
                                1,
                                new BigDecimal("1"),
                                Currency.of("USD"),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                NOON));
        RiskState spent = Breakers.spending(called, MARKET, NOON);
        assertOpens(active, spent, Reason.LLM_COST_CAP);
        RiskState later = Breakers.spending(spent, MARKET, NOON.plus(Duration.ofDays(30)));
        assertThat(Breakers.changes(spent, later, NOON))
                .singleElement()
                .satisfies(change -> assertThat(change.cause()).isEqualTo("RELEASE LLM_COST_CAP"));
    }

    @Test
    void aBreakerThatOpensAgainKeepsItsFirstCause() {
        RiskState held = Booking.quarantined(Swing.with(limits()), "the first", NOON);
        RiskState again = Booking.quarantined(held, "the second", NOON.plusSeconds(1));
        assertThat(again.trading().hold(Reason.LEDGER_QUARANTINED).orElseThrow().cause())
                .isEqualTo("the first");
        assertThat(Breakers.changes(held, again, NOON)).isEmpty();
    }

    @Test
    void aHaltIsStricterThanABreakerAndOutlastsIt() {
        OperatorCommand.Halt halt =
                new OperatorCommand.Halt(
                        Swing.ID, RunId.NONE, "c-2", "ada", "news", Optional.of(true), NOON);
        RiskState halted = Switching.ordered(Swing.with(limits()), halt).state();
        RiskState both = Booking.quarantined(halted, "hole", NOON);
        assertThat(both.trading().effective().state()).isEqualTo(TradingState.HALTED);
        assertThat(reasons(both, buy("b", "0.1")))
                .containsExactly("TRADING_STATE", "LEDGER_QUARANTINED");
    }
}
