package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.value.TradingState;

import java.util.Optional;

/** What operators, configurations and runs change of what may be traded. */
public final class Switching {

    private Switching() {}

    /** The state after it, and what is to be said of it. */
    public record Switched(RiskState state, Optional<RiskEvent.TradingStateChanged> event) {

        static Switched silently(RiskState state) {
            return new Switched(state, Optional.empty());
        }
    }

    public static Switched ordered(RiskState state, OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Activate activate ->
                    // Whoever activates has looked at what held the ledger.
                    switched(
                            state.with(state.trading().withQuarantine(Optional.empty())),
                            activate,
                            TradingState.ACTIVE,
                            true);
            case OperatorCommand.ReduceOnly reduce ->
                    switched(state, reduce, TradingState.REDUCING, true);
            case OperatorCommand.Halt halt ->
                    switched(state, halt, TradingState.HALTED, halt.allowExits().orElse(true));
            case OperatorCommand.SetForAll forAll -> Switched.silently(state);
            case OperatorCommand.Enrol enrol -> Switched.silently(state);
            case OperatorCommand.ClosePosition close -> Switched.silently(state);
            case OperatorCommand.CancelOrder cancel -> Switched.silently(state);
            case OperatorCommand.AssignTrade assign -> Switched.silently(state);
        };
    }

    private static Switched switched(
            RiskState state, OperatorCommand command, TradingState to, boolean allowExits) {
        Trading before = state.trading();
        if (before.state() == to && before.allowExits() == allowExits) {
            return Switched.silently(state);
        }
        return new Switched(
                state.with(before.switched(to, allowExits)),
                Optional.of(
                        new RiskEvent.TradingStateChanged(
                                state.portfolioId(),
                                command.runId(),
                                before.state(),
                                to,
                                allowExits,
                                "OPERATOR " + command.operator(),
                                command.reason(),
                                command.occurredAt())));
    }

    /** A version that is not one above the last is passed over. */
    public static RiskState configured(RiskState state, PortfolioEvent.Configured configured) {
        return state.configuration().isEmpty() || configured.version() == state.limitsVersion() + 1
                ? state.with(configured)
                : state;
    }

    public static RiskState run(RiskState state, RunEvent event) {
        return switch (event) {
            case RunEvent.Started started ->
                    state.with(state.activity().withRun(started.runId(), false));
            case RunEvent.Ended ended -> state.with(state.activity().withRun(ended.runId(), true));
        };
    }
}
