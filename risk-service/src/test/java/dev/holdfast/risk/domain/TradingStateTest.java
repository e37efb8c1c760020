package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingState;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class TradingStateTest {

    private final RiskState active = holding(Swing.with(limits()), buy("a", "2"));

    private static boolean passes(RiskState state, Swing.IntentBuilder intent) {
        return decide(state, intent).event() instanceof RiskEvent.Approved;
    }

    private static RiskState halted(RiskState state, boolean allowExits) {
        return Switching.ordered(
                        state,
                        new OperatorCommand.Halt(
                                Swing.ID,
                                RunId.NONE,
                                "c-1",
                                "ada",
                                "news",
                                Optional.of(allowExits),
                                NOON))
                .state();
    }

    private static RiskState reducing(RiskState state) {
        return Switching.ordered(
                        state,
                        new OperatorCommand.ReduceOnly(
                                Swing.ID, RunId.NONE, "c-2", "ada", "news", NOON))
                .state();
    }

    private static OperatorCommand.Activate activate() {
        return new OperatorCommand.Activate(Swing.ID, RunId.NONE, "c-3", "ada", "calm", NOON);
    }

    @Test
    void whileReducingOnlyReduceOnlyOrdersPass() {
        RiskState state = reducing(active);
        assertThat(passes(state, buy("b", "1"))).isFalse();
        assertThat(passes(state, sell("c", "1"))).isFalse();
        assertThat(passes(state, sell("d", "1").reduceOnly())).isTrue();
        assertThat(passes(state, sell("e", "1").ofAPlan())).isTrue();
    }

    @Test
    void aHaltStopsBotsAndLeavesStopsAlive() {
        RiskState state = halted(active, true);
        assertThat(passes(state, buy("b", "1"))).isFalse();
        assertThat(passes(state, sell("c", "1").reduceOnly())).isFalse();
        assertThat(passes(state, sell("d", "1").ofAPlan())).isTrue();
    }

    @Test
    void aHaltWithoutExitsLetsNothingPass() {
        assertThat(passes(halted(active, false), sell("b", "1").ofAPlan())).isFalse();
    }

    @Test
    void theChangeIsSaidOnceWithItsCause() {
        Switching.Switched first = Switching.ordered(halted(active, true), activate());
        assertThat(first.events())
                .singleElement(InstanceOfAssertFactories.type(RiskEvent.TradingStateChanged.class))
                .satisfies(
                        event -> {
                            assertThat(event.from()).isEqualTo(TradingState.HALTED);
                            assertThat(event.to()).isEqualTo(TradingState.ACTIVE);
                            assertThat(event.cause()).isEqualTo("OPERATOR ada");
                        });
        assertThat(Switching.ordered(first.state(), activate()).events()).isEmpty();
    }

    @Test
    void aQuarantinedLedgerHoldsEntriesAndSizesExitsByWhatTheVenueHolds() {
        RiskState observed =
                Booking.observed(
                        active,
                        new VenueEvent.AccountObserved(
                                Swing.ID,
                                RunId.NONE,
                                FixedMarket.VENUE,
                                List.of(
                                        new VenueEvent.Balance(
                                                Currency.of("BTC"),
                                                new BigDecimal("1.5"),
                                                new BigDecimal("1.5"))),
                                List.of(),
                                NOON,
                                NOON),
                        Swing.MARKET);
        RiskState state = Booking.quarantined(observed, "a fill is missing", NOON);
        assertThat(passes(state, buy("b", "1"))).isFalse();
        assertThat(passes(state, sell("c", "2").ofAPlan())).isFalse();
        assertThat(passes(state, sell("d", "1.5").ofAPlan())).isTrue();
        assertThat(passes(Switching.ordered(state, activate()).state(), buy("e", "1"))).isTrue();
    }

    @Test
    void aDegradedVenueHoldsEntriesUntilItRecovers() {
        RiskState state =
                Booking.observed(
                        active,
                        new VenueEvent.Degraded(
                                Swing.ID,
                                RunId.NONE,
                                FixedMarket.VENUE,
                                "TIMEOUT",
                                "the venue does not answer",
                                NOON),
                        Swing.MARKET);
        assertThat(passes(state, buy("b", "1"))).isFalse();
        assertThat(passes(state, sell("c", "1").ofAPlan())).isTrue();
        RiskState recovered =
                Booking.observed(
                        state,
                        new VenueEvent.Recovered(Swing.ID, RunId.NONE, FixedMarket.VENUE, NOON),
                        Swing.MARKET);
        assertThat(passes(recovered, buy("b", "1"))).isTrue();
    }

    @Test
    void ofARunThatHasEndedNothingIsTaken() {
        RiskState ended =
                Switching.run(
                        active, new RunEvent.Ended(Swing.ID, Swing.RUN, Optional.empty(), NOON));
        assertThat(passes(ended, buy("b", "1"))).isFalse();
        RiskState again =
                Switching.run(
                        ended,
                        new RunEvent.Started(
                                Swing.ID, Swing.RUN, BotVersion.of("v1"), Optional.empty(), NOON));
        assertThat(passes(again, buy("b", "1"))).isTrue();
    }
}
