package dev.holdfast.risk.domain;

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
    private static final List<Function<Proposal, List<Finding>>> SCOPED =
            List.of(ScopedRules::correlationBuckets, ScopedRules::scopes);

    private Rules() {}

    static List<Finding> look(Proposal proposal) {
        List<Finding> findings = new ArrayList<>(ALL.size());
        for (Rule rule : ALL) {
            rule.look(proposal).ifPresent(findings::add);
        }
        for (Function<Proposal, List<Finding>> rule : SCOPED) {
            findings.addAll(rule.apply(proposal));
        }
        return findings;
    }

    /** Why the order is refused, each reason once; none where it passes. */
    static List<Reason> reasons(List<Finding> findings) {
        List<Reason> reasons = List.of();
        for (Finding found : findings) {
            if (found.refuses() && !reasons.contains(found.reason())) {
                if (reasons.isEmpty()) {
                    reasons = new ArrayList<>();
                }
                reasons.add(found.reason());
            }
        }
        return reasons;
    }
}
