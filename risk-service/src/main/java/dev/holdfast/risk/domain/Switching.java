package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.risk.domain.Trading.Setting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What operators, configurations and runs change of what may be traded. */
public final class Switching {

    private Switching() {}

    /** The state after it, and what is to be said of it. */
    public record Switched(RiskState state, List<Event> events) {

        static Switched silently(RiskState state) {
            return new Switched(state, List.of());
        }
    }

    public static Switched ordered(RiskState state, OperatorCommand command) {
        return switch (command) {
            // Whoever activates has looked at what held the ledger.
            case OperatorCommand.Activate activate ->
                    set(
                            state.with(
                                    state.trading()
                                            .released(Reason.LEDGER_QUARANTINED)
                                            .released(Reason.RECONCILIATION_MISMATCH)),
                            state.trading(),
                            activate,
                            Setting.ACTIVE);
            case OperatorCommand.ReduceOnly reduce ->
                    set(state, state.trading(), reduce, new Setting(TradingState.REDUCING, true));
            case OperatorCommand.Halt halt ->
                    set(
                            state,
                            state.trading(),
                            halt,
                            new Setting(TradingState.HALTED, halt.allowExits().orElse(true)));
            case OperatorCommand.SetForAll forAll -> setForAll(state, forAll);
            case OperatorCommand.Enrol enrol -> Switched.silently(state);
            case OperatorCommand.ClosePosition close -> Switched.silently(state);
            case OperatorCommand.CancelOrder cancel -> Switched.silently(state);
            case OperatorCommand.AssignTrade assign -> Switched.silently(state);
        };
    }

    private static Switched set(
            RiskState state, Trading before, OperatorCommand command, Setting to) {
        return operated(state, before, state.trading().ordered(to), command, "");
    }

    private static Switched setForAll(RiskState state, OperatorCommand.SetForAll command) {
        return operated(
                state,
                state.trading(),
                state.trading().orderedForAll(new Setting(command.state(), command.allowExits())),
                command,
                " FOR ALL");
    }

    private static Switched operated(
            RiskState state,
            Trading before,
            Trading after,
            OperatorCommand command,
            String forAll) {
        if (after.equals(before)) {
            return Switched.silently(state);
        }
        return new Switched(
                state.with(after),
                List.of(
                        new RiskEvent.TradingStateChanged(
                                state.portfolioId(),
                                command.runId(),
                                before.effective().state(),
                                after.effective().state(),
                                after.effective().allowExits(),
                                "OPERATOR " + command.operator() + forAll,
                                command.reason(),
                                command.occurredAt())));
    }

    /** A version that is not one above the last is passed over. */
    public static RiskState configured(RiskState state, PortfolioEvent.Configured configured) {
        return state.configuration().isEmpty() || configured.version() == state.limitsVersion() + 1
                ? state.with(configured)
                : state;
    }

    /** What the state of all portfolios does with what is ordered for all. */
    public static Switched forAll(RiskState all, OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Activate activate -> tell(all, activate, Setting.ACTIVE);
            case OperatorCommand.ReduceOnly reduce ->
                    tell(all, reduce, new Setting(TradingState.REDUCING, true));
            case OperatorCommand.Halt halt ->
                    tell(
                            all,
                            halt,
                            new Setting(TradingState.HALTED, halt.allowExits().orElse(true)));
            case OperatorCommand.Enrol enrol -> enrolled(all, enrol);
            case OperatorCommand.SetForAll toOne -> Switched.silently(all);
            case OperatorCommand.ClosePosition close -> Switched.silently(all);
            case OperatorCommand.CancelOrder cancel -> Switched.silently(all);
            case OperatorCommand.AssignTrade assign -> Switched.silently(all);
        };
    }

    private static Switched tell(RiskState all, OperatorCommand command, Setting setting) {
        List<Event> told = new ArrayList<>();
        all.members().stream()
                .sorted()
                .forEach(
                        member ->
                                told.add(
                                        new OperatorCommand.SetForAll(
                                                member,
                                                command.runId(),
                                                command.commandId(),
                                                command.operator(),
                                                command.reason(),
                                                setting.state(),
                                                setting.allowExits(),
                                                command.occurredAt())));
        return new Switched(all.with(all.trading().ordered(setting)), told);
    }

    /** One that comes later is told what holds already. */
    private static Switched enrolled(RiskState all, OperatorCommand.Enrol enrol) {
        Setting setting = all.trading().ordered();
        RiskState with = all.withMember(enrol.member());
        return setting.equals(Setting.ACTIVE)
                ? Switched.silently(with)
                : new Switched(
                        with,
                        List.of(
                                new OperatorCommand.SetForAll(
                                        enrol.member(),
                                        RunId.NONE,
                                        enrol.commandId(),
                                        enrol.operator(),
                                        "It was ordered for all portfolios before this one came.",
                                        setting.state(),
                                        setting.allowExits(),
                                        enrol.occurredAt())));
    }

    /** Once a portfolio is configured it is to be told what is ordered for all. */
    public static Switched enrol(RiskState state, Instant at, String service) {
        if (state.trading().enrolled() || state.configuration().isEmpty()) {
            return Switched.silently(state);
        }
        return new Switched(
                state.with(state.trading().enrol()),
                List.of(
                        new OperatorCommand.Enrol(
                                PortfolioId.ALL,
                                RunId.NONE,
                                "enrol/" + state.portfolioId(),
                                service,
                                "The portfolio is configured.",
                                state.portfolioId(),
                                at)));
    }

    public static RiskState run(RiskState state, RunEvent event) {
        return switch (event) {
            case RunEvent.Started started ->
                    state.with(state.activity().withRun(started.runId(), false));
            case RunEvent.Ended ended -> state.with(state.activity().withRun(ended.runId(), true));
        };
    }
}
