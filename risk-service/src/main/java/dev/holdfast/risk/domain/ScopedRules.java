package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits for symbols that move together, and for single bot versions, symbols and sides. */
final class ScopedRules {

    private ScopedRules() {}

    static List<RiskEvent.Check> correlationBuckets(Proposal proposal) {
        List<RiskEvent.Check> checks = new ArrayList<>();
        for (PortfolioEvent.CorrelationBucket bucket : proposal.buckets()) {
            CapRules.exposure(
                            proposal,
                            Reason.CORRELATION_BUCKET,
                            proposal.before().of(bucket.symbols()),
                            proposal.after().of(bucket.symbols()),
                            bucket.maxExposure())
                    .map(check -> Finding.in(check, proposal.configuration().baseCurrency()))
                    .map(check -> Finding.scoped(check, "bucket=" + bucket.name()))
                    .ifPresent(checks::add);
        }
        return checks;
    }

    static List<RiskEvent.Check> scopes(Proposal proposal) {
        List<RiskEvent.Check> checks = new ArrayList<>();
        for (PortfolioEvent.ScopedLimits limits : proposal.scoped()) {
            Scope scope = Scope.of(limits);
            limits.maxOrderValue()
                    .flatMap(limit -> CapRules.orderValue(proposal, Reason.MAX_ORDER_VALUE, limit))
                    .map(check -> Finding.scoped(check, scope.toString()))
                    .ifPresent(checks::add);
            limits.maxExposure()
                    .flatMap(limit -> exposure(proposal, scope, limit))
                    .map(check -> Finding.scoped(check, scope.toString()))
                    .ifPresent(checks::add);
            limits.maxOpenOrders()
                    .flatMap(limit -> CapRules.openOrders(proposal, scope, limit))
                    .map(check -> Finding.scoped(check, scope.toString()))
                    .ifPresent(checks::add);
            limits.maxOrdersPerMinute()
                    .flatMap(limit -> CapRules.orderRate(proposal, scope, limit))
                    .map(check -> Finding.scoped(check, scope.toString()))
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private static Optional<RiskEvent.Check> exposure(
            Proposal proposal, Scope scope, BigDecimal limit) {
        Exposure before = Exposure.of(proposal.state(), scope, proposal.market());
        Exposure after =
                before.with(
                        proposal.state(),
                        scope,
                        proposal.intent().clientOrderId(),
                        proposal.reservation(),
                        proposal.market());
        return CapRules.exposure(
                        proposal, Reason.MAX_SCOPED_EXPOSURE, before.total(), after.total(), limit)
                .map(check -> Finding.in(check, proposal.configuration().baseCurrency()));
    }
}
