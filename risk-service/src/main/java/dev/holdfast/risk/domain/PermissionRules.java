package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.risk.domain.Finding.Term;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether such an order may be placed at all, however small. */
final class PermissionRules {

    private PermissionRules() {}

    static Optional<Finding> duplicate(Proposal proposal) {
        return proposal.conflicting()
                ? Finding.reject(
                        Reason.DUPLICATE_CLIENT_ORDER_ID,
                        Term.of(proposal.intent().clientOrderId().value()),
                        Term.of("new"),
                        "The portfolio has another order of this client_order_id.")
                : Optional.empty();
    }

    static Optional<Finding> runEnded(Proposal proposal) {
        return proposal.state().activity().endedRuns().contains(proposal.intent().runId())
                ? Finding.reject(
                        Reason.RUN_ENDED,
                        Term.of(proposal.intent().runId().value()),
                        Term.of("running"),
                        "The run has ended; start a new one.")
                : Optional.empty();
    }

    static Optional<Finding> tradingState(Proposal proposal) {
        Trading.Setting setting = proposal.state().trading().byOrder();
        boolean passes =
                switch (setting.state()) {
                    case ACTIVE -> true;
                    case REDUCING -> !proposal.isEntry();
                    case HALTED -> setting.allowExits() && proposal.isGuardedExit();
                };
        if (passes) {
            return Finding.pass(
                    Reason.TRADING_STATE,
                    Term.of(setting.state().name()),
                    Term.of(TradingState.ACTIVE.name()));
        }
        return Finding.reject(
                Reason.TRADING_STATE,
                Term.of(setting.state().name()),
                Term.of(TradingState.ACTIVE.name()),
                switch (setting.state()) {
                    case ACTIVE -> throw new IllegalStateException("ACTIVE lets everything pass");
                    case REDUCING -> "Entries are paused; only reduce-only orders pass.";
                    case HALTED ->
                            setting.allowExits()
                                    ? "Trading is halted; only exits of plans and operators pass."
                                    : "Trading is halted; nothing passes.";
                });
    }

    static Optional<Finding> quarantine(Proposal proposal) {
        return held(proposal, Reason.LEDGER_QUARANTINED);
    }

    static Optional<Finding> venue(Proposal proposal) {
        return held(proposal, Reason.VENUE_DEGRADED);
    }

    static Optional<Finding> reconciliation(Proposal proposal) {
        return held(proposal, Reason.RECONCILIATION_MISMATCH);
    }

    private static Optional<Finding> held(Proposal proposal, Reason breaker) {
        return proposal.state()
                .trading()
                .hold(breaker)
                .filter(hold -> proposal.isEntry())
                .flatMap(
                        hold ->
                                Finding.reject(
                                        breaker, Term.of("held"), Term.of("clear"), hold.cause()));
    }

    static Optional<Finding> symbol(Proposal proposal) {
        List<Symbol> allowed = proposal.limits().allowedSymbols();
        if (allowed.isEmpty() || !proposal.isEntry()) {
            return Optional.empty();
        }
        Term list = () -> Optional.of(list(allowed));
        Symbol symbol = proposal.intent().symbol();
        return allowed.contains(symbol)
                ? Finding.pass(Reason.SYMBOL_ALLOWED, Term.of(symbol), list)
                : Finding.reject(
                        Reason.SYMBOL_ALLOWED,
                        Term.of(symbol),
                        list,
                        "The portfolio does not trade this symbol.");
    }

    private static String list(List<Symbol> symbols) {
        return symbols.size() == 1
                ? symbols.getFirst().toString()
                : symbols.stream().map(Symbol::toString).collect(Collectors.joining(" "));
    }

    /** Exact: never more than is held and not already leaving. */
    static Optional<Finding> reduceOnly(Proposal proposal) {
        if (proposal.isEntry()) {
            return Optional.empty();
        }
        BigDecimal reducible = proposal.reducible();
        BigDecimal asked = proposal.intent().quantity().value();
        return (asked.compareTo(reducible) <= 0
                        ? Finding.pass(Reason.REDUCE_ONLY, Term.of(asked), Term.of(reducible))
                        : Finding.reject(
                                Reason.REDUCE_ONLY,
                                Term.of(asked),
                                Term.of(reducible),
                                "Reduces more than is held and not already leaving."))
                .map(found -> found.inUnit(proposal.intent().symbol().base()));
    }

    /** Without short selling a sell is no larger than the long that is not already leaving. */
    static Optional<Finding> shortSelling(Proposal proposal) {
        if (!proposal.isEntry()
                || proposal.limits().allowShort()
                || proposal.intent().side() == Side.BUY) {
            return Optional.empty();
        }
        BigDecimal reducible = proposal.reducible();
        BigDecimal asked = proposal.intent().quantity().value();
        return (asked.compareTo(reducible) <= 0
                        ? Finding.pass(Reason.SHORT_NOT_ALLOWED, Term.of(asked), Term.of(reducible))
                        : Finding.reject(
                                Reason.SHORT_NOT_ALLOWED,
                                Term.of(asked),
                                Term.of(reducible),
                                "Would sell more than is held; the portfolio may not go short."))
                .map(found -> found.inUnit(proposal.intent().symbol().base()));
    }
}
