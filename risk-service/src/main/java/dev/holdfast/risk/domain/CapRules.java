package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.risk.domain.Finding.Term;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the order fits under the caps. What only reduces passes them; an order that does not
 * raise an exposure is not held against a cap that the market has already passed.
 */
final class CapRules {

    private CapRules() {}

    static Optional<Finding> maxOrderValue(Proposal proposal) {
        return proposal.limits()
                .maxOrderValue()
                .flatMap(limit -> orderValue(proposal, Reason.MAX_ORDER_VALUE, limit));
    }

    static Optional<Finding> orderValue(Proposal proposal, Reason reason, BigDecimal limit) {
        return proposal.value()
                .map(value -> Finding.atMost(reason, proposal.isEntry(), value, limit))
                .orElseGet(() -> unvalued(proposal, reason, limit))
                .map(found -> found.in(base(proposal)));
    }

    static Optional<Finding> minOrderValue(Proposal proposal) {
        return proposal.limits()
                .minOrderValue()
                .flatMap(
                        limit ->
                                proposal.value()
                                        .map(
                                                value ->
                                                        Finding.atLeast(
                                                                Reason.MIN_ORDER_VALUE,
                                                                !proposal.isEntry()
                                                                        || value.compareTo(limit)
                                                                                >= 0,
                                                                value,
                                                                limit))
                                        .orElseGet(
                                                () ->
                                                        unvalued(
                                                                proposal,
                                                                Reason.MIN_ORDER_VALUE,
                                                                limit)))
                .map(found -> found.in(base(proposal)));
    }

    static Optional<Finding> maxTotalExposure(Proposal proposal) {
        return proposal.limits()
                .maxTotalExposure()
                .flatMap(
                        limit ->
                                exposure(
                                        proposal,
                                        Reason.MAX_TOTAL_EXPOSURE,
                                        proposal.before().total(),
                                        proposal.after().total(),
                                        limit))
                .map(found -> found.in(base(proposal)));
    }

    static Optional<Finding> maxSymbolExposure(Proposal proposal) {
        Symbol symbol = proposal.intent().symbol();
        return proposal.limits()
                .maxSymbolExposure()
                .flatMap(
                        limit ->
                                exposure(
                                        proposal,
                                        Reason.MAX_SYMBOL_EXPOSURE,
                                        proposal.before().of(symbol),
                                        proposal.after().of(symbol),
                                        limit))
                .map(found -> found.in(base(proposal)));
    }

    /** What only reduces, and what does not raise it, is shown and never refused. */
    static Optional<Finding> exposure(
            Proposal proposal,
            Reason reason,
            Optional<BigDecimal> before,
            Optional<BigDecimal> after,
            BigDecimal limit) {
        if (proposal.price().isEmpty() || before.isEmpty() || after.isEmpty()) {
            return unvalued(proposal, reason, limit);
        }
        boolean binds = proposal.isEntry() && after.get().compareTo(before.get()) > 0;
        return Finding.atMost(reason, binds, after.get(), limit);
    }

    private static Optional<Finding> unvalued(Proposal proposal, Reason reason, BigDecimal limit) {
        if (!proposal.isEntry()) {
            return Optional.empty();
        }
        String missing =
                proposal.before().unknown().stream()
                        .map(Symbol::toString)
                        .collect(Collectors.joining(", "));
        return Finding.unknown(
                reason,
                Term.of(limit),
                "Cannot be checked: no mark or rate for "
                        + (missing.isEmpty() ? proposal.intent().symbol().toString() : missing)
                        + ".");
    }

    static Optional<Finding> maxPositions(Proposal proposal) {
        return proposal.limits()
                .maxOpenPositions()
                .filter(limit -> proposal.isEntry())
                .flatMap(
                        limit ->
                                count(
                                        Reason.MAX_POSITIONS,
                                        proposal.after().symbols() > proposal.before().symbols(),
                                        proposal.after().symbols(),
                                        limit,
                                        "positions"));
    }

    static Optional<Finding> maxOpenOrders(Proposal proposal) {
        int open = proposal.state().reserved().on(proposal.intent().symbol()).open();
        return proposal.limits()
                .maxOpenOrdersPerSymbol()
                .filter(limit -> proposal.isEntry())
                .flatMap(limit -> openOrders(open, limit));
    }

    static Optional<Finding> openOrders(Proposal proposal, Scope scope, int limit) {
        if (!proposal.isEntry()) {
            return Optional.empty();
        }
        return openOrders(openOrders(proposal.state(), scope), limit);
    }

    private static Optional<Finding> openOrders(long open, int limit) {
        return count(Reason.MAX_OPEN_ORDERS, true, open + 1, limit, "orders");
    }

    static long openOrders(RiskState state, Scope scope) {
        long open = 0;
        for (Reservation reservation : state.reservations().values()) {
            if (reservation.takesRoom() && scope.admits(reservation)) {
                open++;
            }
        }
        return open;
    }

    /**
     * An entry is not made where its plan would be one too many: what it fills would stand without
     * a guard. Where the oldest plan makes room for the next there always is some.
     */
    static Optional<Finding> maxPlans(Proposal proposal) {
        if (!PlanCount.brings(proposal.intent())) {
            return Optional.empty();
        }
        long plans = proposal.state().activity().plans().of(proposal.intent().symbol());
        return maxPlans(proposal.configuration())
                .flatMap(limit -> count(Reason.MAX_PLANS, true, plans + 1, limit, "plans"));
    }

    /** How many plans a symbol may have; empty for as many as come. */
    static Optional<Integer> maxPlans(PortfolioEvent.Configured configuration) {
        return configuration
                .plans()
                .filter(policy -> !policy.replaceOldest())
                .flatMap(PortfolioEvent.PlanPolicy::maxPerSymbol);
    }

    static Optional<Finding> orderRate(Proposal proposal) {
        return proposal.limits()
                .maxOrdersPerMinute()
                .flatMap(limit -> orderRate(proposal, Scope.ALL, limit));
    }

    static Optional<Finding> orderRate(Proposal proposal, Scope scope, int limit) {
        if (!proposal.isEntry()) {
            return Optional.empty();
        }
        long recent =
                proposal.state()
                        .activity()
                        .approvedSince(proposal.now().minus(Activity.RATE_WINDOW), scope);
        return count(Reason.ORDER_RATE, true, recent + 1, limit, "orders a minute");
    }

    private static Optional<Finding> count(
            Reason reason, boolean binds, long observed, long limit, String unit) {
        return Finding.count(reason, binds, observed, limit, unit);
    }

    /** What buys on their way may cost is spoken for; shorts that are bought back need no cash. */
    static Optional<Finding> cash(Proposal proposal) {
        if (!proposal.isEntry() || proposal.intent().side() == Side.SELL) {
            return Optional.empty();
        }
        Currency currency = proposal.intent().symbol().quote();
        BigDecimal free = freeCash(proposal.state(), currency);
        Optional<BigDecimal> cost =
                proposal.price()
                        .map(
                                price ->
                                        proposal.intent()
                                                .quantity()
                                                .value()
                                                .multiply(
                                                        proposal.reservation().payable().value()));
        return (cost.isEmpty()
                        ? Finding.unknown(Reason.CASH, Term.of(free), "The order has no price.")
                        : cost.get().compareTo(free) <= 0
                                ? Finding.pass(Reason.CASH, Term.of(cost.get()), Term.of(free))
                                : Finding.reject(
                                        Reason.CASH,
                                        Term.of(cost.get()),
                                        Term.of(free),
                                        "The order costs more than is free at the venue."))
                .map(found -> found.in(currency));
    }

    /** Cash at the venue less what the buys on their way may cost. */
    static BigDecimal freeCash(RiskState state, Currency currency) {
        BigDecimal spoken = BigDecimal.ZERO;
        for (Map.Entry<Symbol, Pending> pending : state.reserved().bySymbol().entrySet()) {
            if (pending.getKey().quote().equals(currency)) {
                spoken = spoken.add(pending.getValue().payable());
            }
        }
        return state.holdings()
                .venueCash()
                .getOrDefault(currency, BigDecimal.ZERO)
                .subtract(spoken);
    }

    static Optional<Finding> llmCost(Proposal proposal) {
        return proposal.limits()
                .maxLlmCost()
                .filter(limit -> proposal.isEntry())
                .flatMap(
                        limit ->
                                Valuation.llmCost(
                                                proposal.state(), proposal.market(), proposal.now())
                                        .map(spent -> reached(spent, limit))
                                        .orElseGet(
                                                () ->
                                                        Finding.unknown(
                                                                Reason.LLM_COST_CAP,
                                                                Term.of(limit),
                                                                "A cost cannot be converted into"
                                                                        + " the base currency.")))
                .map(found -> found.in(base(proposal)));
    }

    /** Reached is enough: the order itself costs nothing, but the bot behind it does. */
    private static Optional<Finding> reached(BigDecimal spent, BigDecimal limit) {
        return spent.compareTo(limit) >= 0
                ? Finding.reject(
                        Reason.LLM_COST_CAP,
                        Term.of(spent),
                        Term.of(limit),
                        "Calls to language models have used up their budget; entries are held.")
                : Finding.atMost(Reason.LLM_COST_CAP, true, spent, limit);
    }

    static Optional<Finding> drawdown(Proposal proposal) {
        return proposal.limits()
                .maxDrawdownPct()
                .filter(limit -> proposal.isEntry())
                .flatMap(
                        limit ->
                                Valuation.drawdown(proposal.state(), proposal.market())
                                        .map(
                                                fall ->
                                                        Finding.atMost(
                                                                Reason.DRAWDOWN, true, fall, limit))
                                        .orElseGet(
                                                () ->
                                                        Finding.unknown(
                                                                Reason.DRAWDOWN,
                                                                Term.of(limit),
                                                                "The equity or its peak is not"
                                                                        + " known.")))
                .map(found -> found.inUnit("fraction of peak"));
    }

    private static Currency base(Proposal proposal) {
        return proposal.configuration().baseCurrency();
    }
}
