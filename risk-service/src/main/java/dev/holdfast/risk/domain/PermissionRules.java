package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingState;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether such an order may be placed at all, however small. */
final class PermissionRules {

    private PermissionRules() {}

    static Optional<RiskEvent.Check> duplicate(Proposal proposal) {
        return proposal.conflicting()
                ? Finding.reject(
                        Reason.DUPLICATE_CLIENT_ORDER_ID,
                        proposal.intent().clientOrderId().value(),
                        "new",
                        "The portfolio has another order of this client_order_id.")
                : Optional.empty();
    }

    static Optional<RiskEvent.Check> runEnded(Proposal proposal) {
        return proposal.state().activity().endedRuns().contains(proposal.intent().runId())
                ? Finding.reject(
                        Reason.RUN_ENDED,
                        proposal.intent().runId().value(),
                        "running",
                        "The run has ended; start a new one.")
                : Optional.empty();
    }

    static Optional<RiskEvent.Check> tradingState(Proposal proposal) {
        Trading.Setting setting = proposal.state().trading().byOrder();
        boolean passes =
                switch (setting.state()) {
                    case ACTIVE -> true;
                    case REDUCING -> !proposal.isEntry();
                    case HALTED -> setting.allowExits() && proposal.isGuardedExit();
                };
        if (passes) {
            return Finding.pass(
                    Reason.TRADING_STATE, setting.state().name(), TradingState.ACTIVE.name());
        }
        return Finding.reject(
                Reason.TRADING_STATE,
                setting.state().name(),
                TradingState.ACTIVE.name(),
                switch (setting.state()) {
                    case ACTIVE -> throw new IllegalStateException("ACTIVE lets everything pass");
                    case REDUCING -> "Entries are paused; only reduce-only orders pass.";
                    case HALTED ->
                            setting.allowExits()
                                    ? "Trading is halted; only exits of plans and operators pass."
                                    : "Trading is halted; nothing passes.";
                });
    }

    static Optional<RiskEvent.Check> quarantine(Proposal proposal) {
        return held(proposal, Reason.LEDGER_QUARANTINED);
    }

    static Optional<RiskEvent.Check> venue(Proposal proposal) {
        return held(proposal, Reason.VENUE_DEGRADED);
    }

    static Optional<RiskEvent.Check> reconciliation(Proposal proposal) {
        return held(proposal, Reason.RECONCILIATION_MISMATCH);
    }

    private static Optional<RiskEvent.Check> held(Proposal proposal, Reason breaker) {
        return proposal.state()
                .trading()
                .hold(breaker)
                .filter(hold -> proposal.isEntry())
                .flatMap(hold -> Finding.reject(breaker, "held", "clear", hold.cause()));
    }

    static Optional<RiskEvent.Check> symbol(Proposal proposal) {
        List<Symbol> allowed = proposal.limits().allowedSymbols();
        if (allowed.isEmpty() || !proposal.isEntry()) {
            return Optional.empty();
        }
        String list =
                allowed.size() == 1
                        ? allowed.getFirst().toString()
                        : allowed.stream().map(Symbol::toString).collect(Collectors.joining(" "));
        Symbol symbol = proposal.intent().symbol();
        return allowed.contains(symbol)
                ? Finding.pass(Reason.SYMBOL_ALLOWED, symbol.toString(), list)
                : Finding.reject(
                        Reason.SYMBOL_ALLOWED,
                        symbol.toString(),
                        list,
                        "The portfolio does not trade this symbol.");
    }

    /** Exact: never more than is held and not already leaving. */
    static Optional<RiskEvent.Check> reduceOnly(Proposal proposal) {
        if (proposal.isEntry()) {
            return Optional.empty();
        }
        BigDecimal reducible = proposal.reducible();
        BigDecimal asked = proposal.intent().quantity().value();
        return (asked.compareTo(reducible) <= 0
                        ? Finding.pass(
                                Reason.REDUCE_ONLY, Finding.text(asked), Finding.text(reducible))
                        : Finding.reject(
                                Reason.REDUCE_ONLY,
                                Finding.text(asked),
                                Finding.text(reducible),
                                "Reduces more than is held and not already leaving."))
                .map(check -> Finding.inUnit(check, proposal.intent().symbol().base()));
    }

    /** Without short selling a sell is no larger than the long that is not already leaving. */
    static Optional<RiskEvent.Check> shortSelling(Proposal proposal) {
        if (!proposal.isEntry()
                || proposal.limits().allowShort()
                || proposal.intent().side() == Side.BUY) {
            return Optional.empty();
        }
        BigDecimal reducible = proposal.reducible();
        BigDecimal asked = proposal.intent().quantity().value();
        return (asked.compareTo(reducible) <= 0
                        ? Finding.pass(
                                Reason.SHORT_NOT_ALLOWED,
                                Finding.text(asked),
                                Finding.text(reducible))
                        : Finding.reject(
                                Reason.SHORT_NOT_ALLOWED,
                                Finding.text(asked),
                                Finding.text(reducible),
                                "Would sell more than is held; the portfolio may not go short."))
                .map(check -> Finding.inUnit(check, proposal.intent().symbol().base()));
    }
}
