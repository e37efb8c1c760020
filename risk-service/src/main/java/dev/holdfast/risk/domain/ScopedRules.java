package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits for symbols that move together, and for single bot versions, symbols and sides. */
final class ScopedRules {

    private ScopedRules() {}

    static List<Finding> correlationBuckets(Proposal proposal) {
        List<Finding> findings = new ArrayList<>();
        for (PortfolioEvent.CorrelationBucket bucket : proposal.buckets()) {
            CapRules.exposure(
                            proposal,
                            Reason.CORRELATION_BUCKET,
                            proposal.before().of(bucket.symbols()),
                            proposal.after().of(bucket.symbols()),
                            bucket.maxExposure())
                    .map(found -> found.in(proposal.configuration().baseCurrency()))
                    .map(found -> found.scoped("bucket=" + bucket.name()))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    static List<Finding> scopes(Proposal proposal) {
        List<Finding> findings = new ArrayList<>();
        for (PortfolioEvent.ScopedLimits limits : proposal.scoped()) {
            Scope scope = Scope.of(limits);
            limits.maxOrderValue()
                    .flatMap(limit -> CapRules.orderValue(proposal, Reason.MAX_ORDER_VALUE, limit))
                    .map(found -> found.scoped(scope.toString()))
                    .ifPresent(findings::add);
            limits.maxExposure()
                    .flatMap(limit -> exposure(proposal, scope, limit))
                    .map(found -> found.scoped(scope.toString()))
                    .ifPresent(findings::add);
            limits.maxOpenOrders()
                    .flatMap(limit -> CapRules.openOrders(proposal, scope, limit))
                    .map(found -> found.scoped(scope.toString()))
                    .ifPresent(findings::add);
            limits.maxOrdersPerMinute()
                    .flatMap(limit -> CapRules.orderRate(proposal, scope, limit))
                    .map(found -> found.scoped(scope.toString()))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> exposure(Proposal proposal, Scope scope, BigDecimal limit) {
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
                .map(found -> found.in(proposal.configuration().baseCurrency()));
    }
}
