package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says once that a cap is used to 90%, and again only after it fell below. Caps of single orders
 * are not warned of: their decision says it.
 */
public final class Warnings {

    private Warnings() {}

    /** The state after it and what is to be said. */
    public record Reviewed(RiskState state, List<RiskEvent.LimitWarned> warnings) {}

    private record Use(
            Reason reason,
            String key,
            Optional<BigDecimal> observed,
            Optional<BigDecimal> limit,
            boolean money) {

        boolean isNear() {
            return observed.isPresent()
                    && limit.isPresent()
                    && Finding.isNear(observed.get(), limit.get());
        }
    }

    public static Reviewed review(RiskState state, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        Optional<Instant> now = configuration.flatMap(c -> market.now(c.venue()));
        if (configuration.isEmpty() || now.isEmpty()) {
            return new Reviewed(state, List.of());
        }
        Set<String> near = new HashSet<>();
        List<RiskEvent.LimitWarned> warnings = new ArrayList<>();
        for (Use use : uses(state, configuration.get(), market, now.get())) {
            if (!use.isNear()) {
                continue;
            }
            near.add(use.key());
            if (!state.warned().contains(use.key())) {
                warnings.add(
                        new RiskEvent.LimitWarned(
                                state.portfolioId(),
                                RunId.NONE,
                                use.reason().name(),
                                use.observed().map(Finding::published).orElseThrow(),
                                use.limit().orElseThrow(),
                                use.money()
                                        ? Optional.of(configuration.get().baseCurrency().value())
                                        : Optional.empty(),
                                now.get()));
            }
        }
        return new Reviewed(near.equals(state.warned()) ? state : state.withWarned(near), warnings);
    }

    private static List<Use> uses(
            RiskState state, PortfolioEvent.Configured configuration, Market market, Instant now) {
        PortfolioEvent.Limits limits = configuration.limits();
        List<Use> uses = new ArrayList<>();
        Exposure exposure = Exposure.of(state, market);
        limits.maxTotalExposure()
                .ifPresent(
                        limit ->
                                uses.add(
                                        money(
                                                Reason.MAX_TOTAL_EXPOSURE,
                                                "",
                                                exposure.total(),
                                                limit)));
        limits.maxSymbolExposure()
                .ifPresent(
                        limit ->
                                exposure.known()
                                        .forEach(
                                                (symbol, value) ->
                                                        uses.add(
                                                                money(
                                                                        Reason.MAX_SYMBOL_EXPOSURE,
                                                                        " " + symbol,
                                                                        Optional.of(value),
                                                                        limit))));
        for (PortfolioEvent.CorrelationBucket bucket : limits.correlationBuckets()) {
            uses.add(
                    money(
                            Reason.CORRELATION_BUCKET,
                            " " + bucket.name(),
                            exposure.of(bucket.symbols()),
                            bucket.maxExposure()));
        }
        for (PortfolioEvent.ScopedLimits scoped : limits.scoped()) {
            Scope scope = Scope.of(scoped);
            scoped.maxExposure()
                    .ifPresent(
                            limit ->
                                    uses.add(
                                            money(
                                                    Reason.MAX_SCOPED_EXPOSURE,
                                                    " " + scope,
                                                    Exposure.of(state, scope, market).total(),
                                                    limit)));
        }
        limits.maxOpenPositions()
                .ifPresent(
                        limit ->
                                uses.add(
                                        new Use(
                                                Reason.MAX_POSITIONS,
                                                Reason.MAX_POSITIONS.name(),
                                                Optional.of(BigDecimal.valueOf(exposure.symbols())),
                                                Optional.of(BigDecimal.valueOf(limit)),
                                                false)));
        if (limits.maxLlmCost().isPresent()) {
            uses.add(
                    new Use(
                            Reason.LLM_COST_CAP,
                            Reason.LLM_COST_CAP.name(),
                            Valuation.llmCost(state, market, now),
                            limits.maxLlmCost(),
                            true));
        }
        if (limits.maxDrawdownPct().isPresent()) {
            uses.add(
                    new Use(
                            Reason.DRAWDOWN,
                            Reason.DRAWDOWN.name(),
                            Valuation.drawdown(state, market),
                            limits.maxDrawdownPct(),
                            false));
        }
        return uses;
    }

    private static Use money(
            Reason reason, String of, Optional<BigDecimal> observed, BigDecimal limit) {
        return new Use(reason, reason + of, observed, Optional.of(limit), true);
    }
}
