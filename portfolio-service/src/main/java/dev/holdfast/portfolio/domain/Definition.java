package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.CorrelationBucket;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.ScopedLimits;
import dev.holdfast.contracts.value.OrderType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a portfolio may be. */
public final class Definition {

    private static final int LONGEST_NAME = 128;
    private static final String PREFIX = "[A-Za-z0-9_-]{1,64}";

    private Definition() {}

    /** A field that is not as it must be, and how it must be. */
    public record Fault(String field, String message) {}

    /** All that is wrong with a configuration whose fields are well-formed by themselves. */
    public static List<Fault> faults(Configured configured) {
        List<Fault> faults = new ArrayList<>();
        if (configured.portfolioId().isAll()) {
            faults.add(new Fault("portfolio_id", "must not be *, which means all portfolios"));
        }
        if (configured.name().isBlank() || configured.name().length() > LONGEST_NAME) {
            faults.add(new Fault("name", "must have 1 to " + LONGEST_NAME + " characters"));
        }
        if (!configured.clientOrderPrefix().matches(PREFIX)) {
            faults.add(new Fault("client_order_prefix", "must match " + PREFIX));
        }
        limits(configured.limits(), faults);
        overnight(configured.overnight(), faults);
        configured.accountPolicy().ifPresent(policy -> account(policy, faults));
        configured.plans().ifPresent(policy -> plans(policy, faults));
        return faults;
    }

    /** What can never change once a record was booked by it. */
    public static List<Fault> changes(Configured before, Configured after) {
        List<Fault> faults = new ArrayList<>();
        if (!before.baseCurrency().equals(after.baseCurrency())) {
            faults.add(
                    new Fault(
                            "base_currency",
                            "stays "
                                    + before.baseCurrency()
                                    + ": records are booked in it; make another portfolio"));
        }
        if (before.costBasis() != after.costBasis()) {
            faults.add(
                    new Fault(
                            "cost_basis",
                            "stays "
                                    + before.costBasis()
                                    + ": records are booked by it; make another portfolio"));
        }
        return faults;
    }

    /** Whether two configurations say the same, whenever and as whichever version. */
    public static boolean same(Configured one, Configured other) {
        return timeless(one).equals(timeless(other));
    }

    /** The same configuration as another version. */
    public static Configured as(Configured configured, long version) {
        return with(configured, version, configured.occurredAt());
    }

    private static Configured timeless(Configured configured) {
        return with(configured, 1, Instant.EPOCH);
    }

    private static Configured with(Configured configured, long version, Instant at) {
        return new Configured(
                configured.portfolioId(),
                configured.runId(),
                version,
                configured.name(),
                configured.baseCurrency(),
                configured.timezone(),
                configured.reportingTimezones(),
                configured.costBasis(),
                configured.venue(),
                configured.mode(),
                configured.clientOrderPrefix(),
                configured.limits(),
                configured.overnight(),
                configured.accountPolicy(),
                configured.plans(),
                at);
    }

    private static void limits(Limits limits, List<Fault> faults) {
        notNegative("limits.max_order_value", limits.maxOrderValue(), faults);
        notNegative("limits.min_order_value", limits.minOrderValue(), faults);
        notNegative("limits.max_total_exposure", limits.maxTotalExposure(), faults);
        notNegative("limits.max_symbol_exposure", limits.maxSymbolExposure(), faults);
        notNegative("limits.max_open_positions", number(limits.maxOpenPositions()), faults);
        notNegative(
                "limits.max_open_orders_per_symbol",
                number(limits.maxOpenOrdersPerSymbol()),
                faults);
        positive("limits.price_collar_pct", limits.priceCollarPct(), faults);
        notNegative("limits.min_reward_to_risk", limits.minRewardToRisk(), faults);
        notNegative("limits.max_orders_per_minute", number(limits.maxOrdersPerMinute()), faults);
        notNegative("limits.max_llm_cost", limits.maxLlmCost(), faults);
        positive("limits.llm_cost_window", seconds(limits.llmCostWindow()), faults);
        fraction("limits.max_drawdown_pct", limits.maxDrawdownPct(), faults);
        positive("limits.max_mark_age", seconds(limits.maxMarkAge()), faults);
        notNegative(
                "limits.max_reconciliation_difference",
                limits.maxReconciliationDifference(),
                faults);
        positive("limits.reservation_timeout", seconds(limits.reservationTimeout()), faults);
        for (CorrelationBucket bucket : limits.correlationBuckets()) {
            String field = "limits.correlation_buckets." + bucket.name();
            notNegative(field + ".max_exposure", Optional.of(bucket.maxExposure()), faults);
            if (bucket.name().isBlank() || bucket.symbols().isEmpty()) {
                faults.add(new Fault(field, "must have a name and symbols"));
            }
        }
        for (ScopedLimits scoped : limits.scoped()) {
            if (scoped.botVersion().isEmpty()
                    && scoped.symbol().isEmpty()
                    && scoped.side().isEmpty()) {
                faults.add(
                        new Fault("limits.scoped", "must name a bot_version, a symbol or a side"));
            }
            notNegative("limits.scoped.max_order_value", scoped.maxOrderValue(), faults);
            notNegative("limits.scoped.max_exposure", scoped.maxExposure(), faults);
            notNegative("limits.scoped.max_open_orders", number(scoped.maxOpenOrders()), faults);
            notNegative(
                    "limits.scoped.max_orders_per_minute",
                    number(scoped.maxOrdersPerMinute()),
                    faults);
        }
    }

    private static void overnight(Overnight overnight, List<Fault> faults) {
        notNegative("overnight.widen_by", overnight.widenBy(), faults);
        notNegative("overnight.widen_pct", overnight.widenPct(), faults);
        notNegative("overnight.range_multiple", overnight.rangeMultiple(), faults);
        notNegative("overnight.cap_pct", overnight.capPct(), faults);
    }

    private static void account(AccountPolicy policy, List<Fault> faults) {
        fraction(
                "account_policy.protective_stop_offset_pct",
                policy.protectiveStopOffsetPct().filter(offset -> offset.signum() != 0),
                faults);
        policy.tolerances()
                .forEach(
                        tolerance ->
                                notNegative(
                                        "account_policy.tolerances",
                                        Optional.of(tolerance.amount()),
                                        faults));
        policy.lotSteps()
                .forEach(
                        lot ->
                                positive(
                                        "account_policy.lot_steps",
                                        Optional.of(lot.step()),
                                        faults));
    }

    private static void plans(PlanPolicy plans, List<Fault> faults) {
        positive("plans.max_per_symbol", number(plans.maxPerSymbol()), faults);
        positive("plans.unwatched_after", seconds(plans.unwatchedAfter()), faults);
        notNegative("plans.exit_limit_offset_pct", plans.exitLimitOffsetPct(), faults);
        positive("plans.escalate_after", seconds(plans.escalateAfter()), faults);
        if (plans.exitOrder().filter(OrderType.STOP::equals).isPresent()) {
            faults.add(new Fault("plans.exit_order", "must be MARKET or LIMIT"));
        }
    }

    private static Optional<BigDecimal> number(Optional<Integer> count) {
        return count.map(BigDecimal::valueOf);
    }

    private static Optional<BigDecimal> seconds(Optional<Duration> duration) {
        return duration.map(span -> BigDecimal.valueOf(span.toSeconds()));
    }

    private static void notNegative(String field, Optional<BigDecimal> number, List<Fault> faults) {
        if (number.isPresent() && number.get().signum() < 0) {
            faults.add(new Fault(field, "must not be negative"));
        }
    }

    private static void positive(String field, Optional<BigDecimal> number, List<Fault> faults) {
        if (number.isPresent() && number.get().signum() <= 0) {
            faults.add(new Fault(field, "must be above zero"));
        }
    }

    private static void fraction(String field, Optional<BigDecimal> number, List<Fault> faults) {
        if (number.isPresent()
                && (number.get().signum() <= 0 || number.get().compareTo(BigDecimal.ONE) > 0)) {
            faults.add(new Fault(field, "must be a fraction above 0 and at most 1, such as 0.2"));
        }
    }
}
