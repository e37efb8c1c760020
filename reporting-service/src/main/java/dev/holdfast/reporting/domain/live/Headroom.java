package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.reporting.domain.day.Figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How much of each cap is used, as far as it is seen from here: positions of the latest valuation
 * and the reservations of open orders. risk-service decides by its own, fresher figures.
 */
public final class Headroom {

    private Headroom() {}

    /**
     * @param used positions and reservations
     * @param reserved the part of it that open orders hold
     * @param limit empty where the cap is off
     * @param share of the limit that is used, as a fraction
     * @param unit a currency, {@code fraction}, or empty for a count
     */
    public record Gauge(
            String cap,
            Optional<Symbol> symbol,
            Optional<BigDecimal> used,
            BigDecimal reserved,
            Optional<BigDecimal> limit,
            Optional<BigDecimal> left,
            Optional<BigDecimal> share,
            String unit) {

        static Gauge of(
                String cap,
                Optional<Symbol> symbol,
                Optional<BigDecimal> used,
                BigDecimal reserved,
                Optional<BigDecimal> limit,
                String unit) {
            Optional<BigDecimal> share =
                    limit.filter(l -> l.signum() > 0)
                            .flatMap(
                                    l ->
                                            used.map(u -> u.divide(l, Decimals.DIVISION))
                                                    .map(Decimals::published));
            return new Gauge(
                    cap,
                    symbol,
                    used.map(Decimals::published),
                    Decimals.published(reserved),
                    limit,
                    Figures.minus(limit, used),
                    share,
                    unit);
        }
    }

    public static List<Gauge> of(
            Limits limits, Currency base, Worth worth, Collection<OrderLine> orders) {
        String money = base.value();
        Optional<Stats> stats = worth.stats();
        List<OrderLine> entries =
                orders.stream().filter(Predicate.not(OrderLine::reduceOnly)).toList();
        List<Gauge> gauges = new ArrayList<>();
        BigDecimal reserved = reserved(entries, order -> true);
        gauges.add(
                Gauge.of(
                        "MAX_TOTAL_EXPOSURE",
                        Optional.empty(),
                        stats.flatMap(Stats::exposureNotional).map(reserved::add),
                        reserved,
                        limits.maxTotalExposure(),
                        money));
        TreeSet<Symbol> symbols = new TreeSet<>(worth.held().keySet());
        entries.forEach(order -> symbols.add(order.symbol()));
        for (Symbol symbol : symbols) {
            gauges.add(symbolExposure(symbol, limits, money, worth, entries));
        }
        gauges.add(positions(limits, worth, entries));
        gauges.add(ordersPerSymbol(limits, orders));
        gauges.add(
                Gauge.of(
                        "LLM_COST_CAP",
                        Optional.empty(),
                        limits.llmCostWindow().isPresent()
                                ? Optional.empty()
                                : stats.flatMap(Stats::llmCost),
                        BigDecimal.ZERO,
                        limits.maxLlmCost(),
                        money));
        gauges.add(
                Gauge.of(
                        "DRAWDOWN",
                        Optional.empty(),
                        stats.flatMap(Headroom::fallFromPeak),
                        BigDecimal.ZERO,
                        limits.maxDrawdownPct(),
                        "fraction"));
        return List.copyOf(gauges);
    }

    /** The drawdown as a fraction of equity at its peak, both free of later cash flows. */
    private static Optional<BigDecimal> fallFromPeak(Stats stats) {
        Optional<BigDecimal> peak =
                Figures.plus(Figures.plus(stats.contributed(), stats.netPnl()), stats.drawdown());
        return peak.filter(p -> p.signum() > 0)
                .flatMap(p -> stats.drawdown().map(d -> d.divide(p, Decimals.DIVISION)));
    }

    private static Gauge symbolExposure(
            Symbol symbol, Limits limits, String money, Worth worth, List<OrderLine> entries) {
        BigDecimal reserved = reserved(entries, order -> order.symbol().equals(symbol));
        Optional<BigDecimal> held =
                Optional.ofNullable(worth.held().get(symbol))
                        .map(Worth.Held::exposureBase)
                        .orElse(Optional.of(BigDecimal.ZERO));
        return Gauge.of(
                "MAX_SYMBOL_EXPOSURE",
                Optional.of(symbol),
                held.map(reserved::add),
                reserved,
                limits.maxSymbolExposure(),
                money);
    }

    private static Gauge positions(Limits limits, Worth worth, List<OrderLine> entries) {
        long coming =
                entries.stream()
                        .map(OrderLine::symbol)
                        .distinct()
                        .filter(symbol -> !worth.held().containsKey(symbol))
                        .count();
        return Gauge.of(
                "MAX_POSITIONS",
                Optional.empty(),
                Optional.of(BigDecimal.valueOf(worth.held().size() + coming)),
                BigDecimal.valueOf(coming),
                limits.maxOpenPositions().map(BigDecimal::valueOf),
                "");
    }

    private static Gauge ordersPerSymbol(Limits limits, Collection<OrderLine> orders) {
        Map<Symbol, Long> counts =
                orders.stream()
                        .collect(
                                Collectors.groupingBy(
                                        OrderLine::symbol, TreeMap::new, Collectors.counting()));
        Optional<Map.Entry<Symbol, Long>> fullest =
                counts.entrySet().stream().max(Map.Entry.comparingByValue());
        return Gauge.of(
                "MAX_OPEN_ORDERS",
                fullest.map(Map.Entry::getKey),
                Optional.of(BigDecimal.valueOf(fullest.map(Map.Entry::getValue).orElse(0L))),
                BigDecimal.ZERO,
                limits.maxOpenOrdersPerSymbol().map(BigDecimal::valueOf),
                "");
    }

    private static BigDecimal reserved(List<OrderLine> orders, Predicate<OrderLine> which) {
        return orders.stream()
                .filter(which)
                .map(OrderLine::stillReserved)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
