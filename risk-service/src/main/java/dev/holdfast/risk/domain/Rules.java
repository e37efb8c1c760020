package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All rules, in the order in which they are reported. Every one of them looks at every intent. */
final class Rules {

    static final List<Rule> ALL =
            List.of(
                    IntentRules::quantity,
                    IntentRules::price,
                    IntentRules::orderType,
                    IntentRules::timeInForce,
                    IntentRules::tag,
                    IntentRules::plan,
                    PermissionRules::duplicate,
                    PermissionRules::runEnded,
                    PermissionRules::tradingState,
                    PermissionRules::quarantine,
                    PermissionRules::venue,
                    PermissionRules::reconciliation,
                    PermissionRules::symbol,
                    PermissionRules::reduceOnly,
                    PermissionRules::shortSelling,
                    MarketRules::mark,
                    MarketRules::rate,
                    MarketRules::collar,
                    CapRules::maxOrderValue,
                    CapRules::minOrderValue,
                    CapRules::maxTotalExposure,
                    CapRules::maxSymbolExposure,
                    CapRules::maxPositions,
                    CapRules::maxOpenOrders,
                    CapRules::maxPlans,
                    CapRules::cash,
                    IntentRules::rewardToRisk,
                    CapRules::orderRate,
                    CapRules::llmCost,
                    CapRules::drawdown);

    /** Rules of which a portfolio may have any number, each for some orders. */
    private static final List<Function<Proposal, List<RiskEvent.Check>>> SCOPED =
            List.of(ScopedRules::correlationBuckets, ScopedRules::scopes);

    private Rules() {}

    static List<RiskEvent.Check> look(Proposal proposal) {
        List<RiskEvent.Check> checks = new ArrayList<>(ALL.size());
        for (Rule rule : ALL) {
            rule.look(proposal).ifPresent(checks::add);
        }
        for (Function<Proposal, List<RiskEvent.Check>> rule : SCOPED) {
            checks.addAll(rule.apply(proposal));
        }
        return List.copyOf(checks);
    }

    static List<String> reasons(List<RiskEvent.Check> checks) {
        List<String> reasons = List.of();
        for (RiskEvent.Check check : checks) {
            if (check.verdict() == Verdict.REJECT && !reasons.contains(check.check())) {
                if (reasons.isEmpty()) {
                    reasons = new ArrayList<>();
                }
                reasons.add(check.check());
            }
        }
        return reasons;
    }
}
