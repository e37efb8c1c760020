package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is left under every cap. Amounts in {@code currency}; unknown ones are empty.
 *
 * @param check the reason code under which the cap refuses
 * @param symbol for caps that hold per symbol
 * @param scope for caps that hold for some orders only: a bucket, a bot version, a symbol, a side
 */
public record Headroom(
        String check,
        Optional<Symbol> symbol,
        Optional<String> scope,
        Optional<BigDecimal> used,
        BigDecimal limit,
        Optional<BigDecimal> left,
        Optional<Currency> currency) {

    public static List<Headroom> of(RiskState state, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        if (configuration.isEmpty()) {
            return List.of();
        }
        PortfolioEvent.Limits limits = configuration.get().limits();
        Optional<Currency> base = Optional.of(configuration.get().baseCurrency());
        Exposure exposure = Exposure.of(state, market);
        List<Headroom> items = new ArrayList<>();
        limits.maxOrderValue()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_ORDER_VALUE,
                                                Optional.empty(),
                                                Optional.of(BigDecimal.ZERO),
                                                limit,
                                                base)));
        limits.maxTotalExposure()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_TOTAL_EXPOSURE,
                                                Optional.empty(),
                                                exposure.total(),
                                                limit,
                                                base)));
        TreeSet<Symbol> symbols = new TreeSet<>(exposure.known().keySet());
        symbols.addAll(exposure.unknown());
        symbols.addAll(limits.allowedSymbols());
        limits.maxSymbolExposure()
                .ifPresent(
                        limit ->
                                symbols.forEach(
                                        symbol ->
                                                items.add(
                                                        cap(
                                                                Reason.MAX_SYMBOL_EXPOSURE,
                                                                Optional.of(symbol),
                                                                exposure.of(symbol),
                                                                limit,
                                                                base))));
        for (PortfolioEvent.CorrelationBucket bucket : limits.correlationBuckets()) {
            items.add(
                    cap(
                                    Reason.CORRELATION_BUCKET,
                                    Optional.empty(),
                                    exposure.of(bucket.symbols()),
                                    bucket.maxExposure(),
                                    base)
                            .scoped("bucket=" + bucket.name()));
        }
        limits.scoped().forEach(scoped -> items.addAll(scoped(state, scoped, base, market)));
        limits.maxOpenPositions()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_POSITIONS,
                                                Optional.empty(),
                                                count(exposure.symbols()),
                                                BigDecimal.valueOf(limit),
                                                Optional.empty())));
        limits.maxOpenOrdersPerSymbol()
                .ifPresent(
                        limit ->
                                symbols.forEach(
                                        symbol ->
                                                items.add(
                                                        cap(
                                                                Reason.MAX_OPEN_ORDERS,
                                                                Optional.of(symbol),
                                                                count(
                                                                        state.reserved()
                                                                                .on(symbol)
                                                                                .open()),
                                                                BigDecimal.valueOf(limit),
                                                                Optional.empty()))));
        CapRules.maxPlans(configuration.get())
                .ifPresent(
                        limit -> symbols.forEach(symbol -> items.add(plans(state, symbol, limit))));
        state.holdings()
                .venueCash()
                .forEach(
                        (currency, amount) -> {
                            BigDecimal free = CapRules.freeCash(state, currency);
                            items.add(
                                    cap(
                                            Reason.CASH,
                                            Optional.empty(),
                                            Optional.of(amount.subtract(free)),
                                            amount,
                                            Optional.of(currency)));
                        });
        Optional<Instant> now = market.now(configuration.get().venue());
        limits.maxLlmCost()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.LLM_COST_CAP,
                                                Optional.empty(),
                                                now.flatMap(
                                                        at -> Valuation.llmCost(state, market, at)),
                                                limit,
                                                base)));
        limits.maxDrawdownPct()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.DRAWDOWN,
                                                Optional.empty(),
                                                Valuation.drawdown(state, market),
                                                limit,
                                                Optional.empty())));
        return List.copyOf(items);
    }

    private static List<Headroom> scoped(
            RiskState state,
            PortfolioEvent.ScopedLimits limits,
            Optional<Currency> base,
            Market market) {
        Scope scope = Scope.of(limits);
        List<Headroom> items = new ArrayList<>();
        limits.maxOrderValue()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_ORDER_VALUE,
                                                limits.symbol(),
                                                Optional.of(BigDecimal.ZERO),
                                                limit,
                                                base)));
        limits.maxExposure()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_SCOPED_EXPOSURE,
                                                limits.symbol(),
                                                Exposure.of(state, scope, market).total(),
                                                limit,
                                                base)));
        limits.maxOpenOrders()
                .ifPresent(
                        limit ->
                                items.add(
                                        cap(
                                                Reason.MAX_OPEN_ORDERS,
                                                limits.symbol(),
                                                count(CapRules.openOrders(state, scope)),
                                                BigDecimal.valueOf(limit),
                                                Optional.empty())));
        return items.stream().map(item -> item.scoped(scope.toString())).toList();
    }

    private static Headroom plans(RiskState state, Symbol symbol, int limit) {
        return cap(
                Reason.MAX_PLANS,
                Optional.of(symbol),
                count(state.activity().plans().of(symbol)),
                BigDecimal.valueOf(limit),
                Optional.empty());
    }

    private Headroom scoped(String to) {
        return new Headroom(check, symbol, Optional.of(to), used, limit, left, currency);
    }

    private static Optional<BigDecimal> count(long number) {
        return Optional.of(BigDecimal.valueOf(number));
    }

    private static Headroom cap(
            Reason reason,
            Optional<Symbol> symbol,
            Optional<BigDecimal> used,
            BigDecimal limit,
            Optional<Currency> currency) {
        return new Headroom(
                reason.name(),
                symbol,
                Optional.empty(),
                used.map(Decimals::published),
                limit,
                used.map(amount -> Decimals.published(limit.subtract(amount).max(BigDecimal.ZERO))),
                currency);
    }
}
