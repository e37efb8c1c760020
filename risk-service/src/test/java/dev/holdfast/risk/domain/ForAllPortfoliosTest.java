package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What is ordered for all portfolios holds for each of them, also for those that come later. */
class ForAllPortfoliosTest {

    private static final RiskState ALL = RiskState.unknown(PortfolioId.ALL);

    private static OperatorCommand.Enrol enrol(RiskState state) {
        List<Event> events = Switching.enrol(state, NOON, "risk-service").events();
        assertThat(events).hasSize(1);
        return (OperatorCommand.Enrol) events.getFirst();
    }

    private static OperatorCommand.Halt haltAll() {
        return new OperatorCommand.Halt(
                PortfolioId.ALL, RunId.NONE, "c-1", "ada", "flood", Optional.of(true), NOON);
    }

    private static OperatorCommand.Activate activate(PortfolioId portfolio) {
        return new OperatorCommand.Activate(portfolio, RunId.NONE, "c-2", "ada", "dry", NOON);
    }

    private static RiskState told(RiskState state, Switching.Switched all) {
        RiskState now = state;
        for (Event event : all.events()) {
            now = Switching.ordered(now, (OperatorCommand.SetForAll) event).state();
        }
        return now;
    }

    @Test
    void aPortfolioIsEnrolledOnceItIsConfiguredAndOnlyOnce() {
        assertThat(Switching.enrol(RiskState.unknown(Swing.ID), NOON, "risk-service").events())
                .isEmpty();
        RiskState configured = Swing.with(limits());
        assertThat(enrol(configured).portfolioId()).isEqualTo(PortfolioId.ALL);
        assertThat(enrol(configured).member()).isEqualTo(Swing.ID);
        RiskState enrolled = Switching.enrol(configured, NOON, "risk-service").state();
        assertThat(Switching.enrol(enrolled, NOON, "risk-service").events()).isEmpty();
    }

    @Test
    void aHaltOfAllStopsEachAndEndsForEach() {
        RiskState swing = Swing.with(limits());
        RiskState all = Switching.forAll(ALL, enrol(swing)).state();
        Switching.Switched halted = Switching.forAll(all, haltAll());
        RiskState stopped = told(swing, halted);
        assertThat(decide(stopped, buy("a", "1")).event())
                .isInstanceOfSatisfying(
                        RiskEvent.Rejected.class,
                        no -> assertThat(no.reasons()).containsExactly("TRADING_STATE"));
        Switching.Switched ended = Switching.forAll(halted.state(), activate(PortfolioId.ALL));
        assertThat(decide(told(stopped, ended), buy("b", "1")).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void activatingOnePortfolioDoesNotEndAHaltOfAll() {
        RiskState swing = Swing.with(limits());
        RiskState all = Switching.forAll(ALL, enrol(swing)).state();
        RiskState stopped = told(swing, Switching.forAll(all, haltAll()));
        RiskState activated = Switching.ordered(stopped, activate(Swing.ID)).state();
        assertThat(activated.trading().effective().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void endingAHaltOfAllDoesNotEndThatOfOne() {
        RiskState swing =
                Switching.ordered(
                                Swing.with(limits()),
                                new OperatorCommand.Halt(
                                        Swing.ID,
                                        RunId.NONE,
                                        "c-0",
                                        "ada",
                                        "news",
                                        Optional.empty(),
                                        NOON))
                        .state();
        RiskState all = Switching.forAll(ALL, enrol(swing)).state();
        Switching.Switched halted = Switching.forAll(all, haltAll());
        Switching.Switched ended = Switching.forAll(halted.state(), activate(PortfolioId.ALL));
        RiskState after = told(told(swing, halted), ended);
        assertThat(after.trading().effective().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void whoComesLaterIsToldWhatHoldsAlready() {
        RiskState halted = Switching.forAll(ALL, haltAll()).state();
        RiskState late = Swing.with(limits());
        RiskState told = told(late, Switching.forAll(halted, enrol(late)));
        assertThat(told.trading().effective().state()).isEqualTo(TradingState.HALTED);
        assertThat(Switching.forAll(ALL, enrol(late)).events()).isEmpty();
    }

    @Test
    void theChangeSaysThatItWasForAll() {
        RiskState swing = Swing.with(limits());
        RiskState all = Switching.forAll(ALL, enrol(swing)).state();
        OperatorCommand.SetForAll told =
                (OperatorCommand.SetForAll) Switching.forAll(all, haltAll()).events().getFirst();
        assertThat(Switching.ordered(swing, told).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RiskEvent.TradingStateChanged.class,
                        change -> {
                            assertThat(change.cause()).isEqualTo("OPERATOR ada FOR ALL");
                            assertThat(change.reason()).isEqualTo("flood");
                        });
    }
}
