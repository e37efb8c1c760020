package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The largest quantity that would have passed, where only the size was at fault. */
final class Sizing {

    /** What venues take at least; a suggestion that no venue takes helps nobody. */
    private static final int SCALE = 8;

    private static final Set<Reason> OF_SIZE =
            EnumSet.of(
                    Reason.MAX_ORDER_VALUE,
                    Reason.MAX_TOTAL_EXPOSURE,
                    Reason.MAX_SYMBOL_EXPOSURE,
                    Reason.CORRELATION_BUCKET,
                    Reason.MAX_SCOPED_EXPOSURE,
                    Reason.CASH,
                    Reason.REDUCE_ONLY,
                    Reason.SHORT_NOT_ALLOWED);

    private Sizing() {}

    static Optional<Quantity> suggest(Proposal proposal, List<Reason> reasons) {
        if (!OF_SIZE.containsAll(reasons)) {
            return Optional.empty();
        }
        return bound(proposal)
                .map(largest -> largest.setScale(SCALE, RoundingMode.DOWN))
                .filter(largest -> largest.signum() > 0)
                .map(Quantity::new)
                .filter(quantity -> Rules.reasons(Rules.look(proposal.sized(quantity))).isEmpty());
    }

    /** By the caps, each by itself; whether they hold together is looked at afterwards. */
    private static Optional<BigDecimal> bound(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        BigDecimal bound = intent.quantity().value();
        boolean shortSale = intent.side() == Side.SELL && !proposal.limits().allowShort();
        if (intent.reduceOnly() || shortSale) {
            bound = bound.min(proposal.reducible());
        }
        if (intent.reduceOnly()) {
            return Optional.of(bound);
        }
        Optional<BigDecimal> unit =
                proposal.price()
                        .flatMap(price -> proposal.rate().map(rate -> rate.convert(price.value())))
                        .filter(value -> value.signum() > 0);
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        PortfolioEvent.Limits limits = proposal.limits();
        // What the order offsets raises no exposure, so that much fits beside the headroom.
        BigDecimal offset = proposal.reducible();
        bound = least(bound, limits.maxOrderValue(), BigDecimal.ZERO, BigDecimal.ZERO, unit.get());
        bound =
                least(
                        bound,
                        limits.maxTotalExposure(),
                        proposal.before().knownTotal(),
                        offset,
                        unit.get());
        bound =
                least(
                        bound,
                        limits.maxSymbolExposure(),
                        proposal.before().of(intent.symbol()).orElse(BigDecimal.ZERO),
                        offset,
                        unit.get());
        for (PortfolioEvent.CorrelationBucket bucket : proposal.buckets()) {
            bound =
                    least(
                            bound,
                            Optional.of(bucket.maxExposure()),
                            proposal.before().of(bucket.symbols()).orElse(BigDecimal.ZERO),
                            offset,
                            unit.get());
        }
        for (PortfolioEvent.ScopedLimits scoped : proposal.scoped()) {
            Scope scope = Scope.of(scoped);
            bound =
                    least(
                            bound,
                            scoped.maxOrderValue(),
                            BigDecimal.ZERO,
                            BigDecimal.ZERO,
                            unit.get());
            bound =
                    least(
                            bound,
                            scoped.maxExposure(),
                            Exposure.of(proposal.state(), scope, proposal.market()).knownTotal(),
                            proposal.reducible(scope),
                            unit.get());
        }
        if (intent.side() == Side.BUY) {
            BigDecimal payable = proposal.reservation().payable().value();
            BigDecimal free = CapRules.freeCash(proposal.state(), intent.symbol().quote());
            bound = bound.min(free.divide(payable, SCALE, RoundingMode.DOWN));
        }
        return Optional.of(bound);
    }

    private static BigDecimal least(
            BigDecimal bound,
            Optional<BigDecimal> cap,
            BigDecimal used,
            BigDecimal offset,
            BigDecimal unit) {
        return cap.map(
                        limit ->
                                limit.subtract(used)
                                        .max(BigDecimal.ZERO)
                                        .divide(
                                                unit,
                                                Math.max(SCALE, offset.scale()),
                                                RoundingMode.DOWN)
                                        .add(offset))
                .map(bound::min)
                .orElse(bound);
    }
}
