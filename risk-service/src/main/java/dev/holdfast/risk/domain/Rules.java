package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Verdict;

import java.util.List;
import java.util.Optional;

/** All rules, in the order in which they are reported. Every one of them looks at every intent. */
final class Rules {

    static final List<Rule> ALL =
            List.of(
                    IntentRules::quantity,
                    IntentRules::price,
                    IntentRules::orderType,
                    IntentRules::timeInForce,
                    IntentRules::plan,
                    PermissionRules::duplicate,
                    PermissionRules::runEnded,
                    PermissionRules::tradingState,
                    PermissionRules::quarantine,
                    PermissionRules::venue,
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
                    CapRules::cash,
                    IntentRules::rewardToRisk,
                    CapRules::orderRate,
                    CapRules::llmCost,
                    CapRules::drawdown);

    private Rules() {}

    static List<RiskEvent.Check> look(Proposal proposal) {
        return ALL.stream().map(rule -> rule.look(proposal)).flatMap(Optional::stream).toList();
    }

    static List<String> reasons(List<RiskEvent.Check> checks) {
        return checks.stream()
                .filter(check -> check.verdict() == Verdict.REJECT)
                .map(RiskEvent.Check::check)
                .distinct()
                .toList();
    }
}
