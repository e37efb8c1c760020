package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds entries by itself: a venue that is degraded, a ledger in quarantine, a mismatch with
 * the venue beyond its bound, a budget for language models that is used up. Each says why it opens,
 * and when it lets go.
 */
public final class Breakers {

    private Breakers() {}

    /** The breakers that opened or were released between two states. */
    public static List<RiskEvent.TradingStateChanged> changes(
            RiskState before, RiskState after, Instant at) {
        if (before.trading().breakers().keySet().equals(after.trading().breakers().keySet())) {
            return List.of();
        }
        Set<Reason> all = new TreeSet<>(before.trading().breakers().keySet());
        all.addAll(after.trading().breakers().keySet());
        List<RiskEvent.TradingStateChanged> changes = new ArrayList<>();
        for (Reason breaker : all) {
            Optional<Trading.Hold> was = before.trading().hold(breaker);
            Optional<Trading.Hold> is = after.trading().hold(breaker);
            if (was.isPresent() != is.isPresent()) {
                changes.add(
                        new RiskEvent.TradingStateChanged(
                                after.portfolioId(),
                                RunId.NONE,
                                before.trading().effective().state(),
                                after.trading().effective().state(),
                                after.trading().effective().allowExits(),
                                (is.isPresent() ? "BREAKER " : "RELEASE ") + breaker,
                                is.map(Trading.Hold::cause)
                                        .orElse(
                                                "No longer: "
                                                        + was.map(Trading.Hold::cause).orElse("")),
                                at));
            }
        }
        return changes;
    }

    /**
     * Opens where ledger and venue differ by more than the portfolio admits, in its base currency;
     * a difference that cannot be valued is more than any bound. Released by the next
     * reconciliation that is within the bound, or by an operator.
     */
    public static RiskState reconciled(RiskState state, ReconciliationEvent event, Market market) {
        Optional<BigDecimal> bound = state.limits().maxReconciliationDifference();
        if (bound.isEmpty()) {
            return released(state, Reason.RECONCILIATION_MISMATCH);
        }
        return switch (event) {
            case ReconciliationEvent.Matched matched ->
                    released(state, Reason.RECONCILIATION_MISMATCH);
            case ReconciliationEvent.Mismatched mismatched -> {
                Optional<BigDecimal> difference = difference(state, mismatched, market);
                yield difference.filter(sum -> sum.compareTo(bound.get()) <= 0).isPresent()
                        ? released(state, Reason.RECONCILIATION_MISMATCH)
                        : state.with(
                                state.trading()
                                        .opened(
                                                Reason.RECONCILIATION_MISMATCH,
                                                "Ledger and venue differ by "
                                                        + difference
                                                                .map(Finding::text)
                                                                .orElse("an unknown amount")
                                                        + ", more than "
                                                        + Finding.text(bound.get())
                                                        + ".",
                                                mismatched.occurredAt()));
            }
        };
    }

    private static Optional<BigDecimal> difference(
            RiskState state, ReconciliationEvent.Mismatched event, Market market) {
        PortfolioEvent.Configured configuration = state.configuration().orElseThrow();
        Optional<BigDecimal> sum = Optional.of(BigDecimal.ZERO);
        for (ReconciliationEvent.Item item : event.items()) {
            if (item.difference().signum() != 0) {
                Optional<BigDecimal> worth =
                        Valuation.converted(
                                item.difference().abs(), item.asset(), configuration, market);
                sum = sum.flatMap(total -> worth.map(total::add));
            }
        }
        return sum;
    }

    /** Opens with the last call that the budget admits, released once it admits more. */
    public static RiskState spending(RiskState state, Market market, Instant now) {
        Optional<BigDecimal> cap = state.limits().maxLlmCost();
        if (cap.isEmpty()) {
            return released(state, Reason.LLM_COST_CAP);
        }
        Optional<BigDecimal> spent = Valuation.llmCost(state, market, now);
        if (spent.isEmpty()) {
            return state;
        }
        return spent.get().compareTo(cap.get()) < 0
                ? released(state, Reason.LLM_COST_CAP)
                : state.with(
                        state.trading()
                                .opened(
                                        Reason.LLM_COST_CAP,
                                        "Calls to language models cost "
                                                + Finding.text(spent.get())
                                                + " of "
                                                + Finding.text(cap.get())
                                                + ".",
                                        now));
    }

    private static RiskState released(RiskState state, Reason breaker) {
        return state.trading().hold(breaker).isEmpty()
                ? state
                : state.with(state.trading().released(breaker));
    }
}
