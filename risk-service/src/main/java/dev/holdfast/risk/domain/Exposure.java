package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What positions and reservations can come to at the worst, in the base currency.
 *
 * @param lines one a symbol, in order of symbols
 * @param knownTotal over the symbols that can be valued
 */
public record Exposure(List<Line> lines, BigDecimal knownTotal) {

    /**
     * What one symbol comes to.
     *
     * @param value empty where its mark or rate is missing
     * @param dust the venue trades none of what is held, and no order is on its way: exposure like
     *     any other, and no position
     */
    public record Line(Symbol symbol, Optional<BigDecimal> value, boolean dust) {

        private BigDecimal known() {
            return value.orElse(BigDecimal.ZERO);
        }
    }

    public static Exposure of(RiskState state, Market market) {
        return of(state, Scope.ALL, market);
    }

    /** Of that part of the portfolio alone. */
    static Exposure of(RiskState state, Scope scope, Market market) {
        Reservations reservations = scope.concerned(state.reserved());
        List<Line> lines = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<Symbol, Pending> pending : reservations.bySymbol().entrySet()) {
            Line line = line(state, scope, pending.getKey(), pending.getValue(), market);
            lines.add(line);
            total = total.add(line.known());
        }
        for (Symbol symbol : state.holdings().positions().keySet()) {
            if (reservations.on(symbol) == Pending.NONE
                    && scope.concerns(symbol)
                    && scope.exposed(state, symbol).signum() != 0) {
                Line line = line(state, scope, symbol, Pending.NONE, market);
                lines.add(line);
                total = total.add(line.known());
            }
        }
        if (lines.size() > 1) {
            lines.sort(Comparator.comparing(Line::symbol));
        }
        return new Exposure(lines, total);
    }

    /**
     * As if this were reserved too, or in place of what the order has reserved: only its symbol is
     * looked at anew.
     */
    Exposure with(
            RiskState state,
            Scope scope,
            ClientOrderId order,
            Reservation reservation,
            Market market) {
        if (!scope.concerns(reservation)) {
            return this;
        }
        Symbol symbol = reservation.symbol();
        Pending pending = scope.concerned(state.reserved()).on(symbol);
        Reservation before = state.reservations().get(order);
        if (before != null && before.symbol().equals(symbol) && scope.concerns(before)) {
            pending = pending.without(before);
        }
        return with(line(state, scope, symbol, pending.with(reservation), market));
    }

    private Exposure with(Line line) {
        List<Line> changed = new ArrayList<>(lines.size() + 1);
        changed.addAll(lines);
        int place = 0;
        while (place < lines.size() && lines.get(place).symbol().compareTo(line.symbol()) < 0) {
            place++;
        }
        BigDecimal total = knownTotal.add(line.known());
        if (place < lines.size() && lines.get(place).symbol().equals(line.symbol())) {
            total = total.subtract(lines.get(place).known());
            changed.set(place, line);
        } else {
            changed.add(place, line);
        }
        return new Exposure(changed, total);
    }

    /** Over all symbols; empty while one of them cannot be valued. */
    public Optional<BigDecimal> total() {
        return isKnown() ? Optional.of(knownTotal) : Optional.empty();
    }

    /** Whether every symbol can be valued. */
    boolean isKnown() {
        for (Line line : lines) {
            if (line.value().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The symbols that can be valued, in their order. */
    public Map<Symbol, BigDecimal> known() {
        Map<Symbol, BigDecimal> known = new LinkedHashMap<>();
        for (Line line : lines) {
            line.value().ifPresent(value -> known.put(line.symbol(), value));
        }
        return known;
    }

    /** Symbols whose mark or rate is missing. */
    List<Symbol> unknown() {
        return lines.stream().filter(line -> line.value().isEmpty()).map(Line::symbol).toList();
    }

    public Optional<BigDecimal> of(Symbol symbol) {
        for (Line line : lines) {
            if (line.symbol().equals(symbol)) {
                return line.value();
            }
        }
        return Optional.of(BigDecimal.ZERO);
    }

    /** Over these symbols; empty while one of them cannot be valued. */
    Optional<BigDecimal> of(Collection<Symbol> symbols) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Line line : lines) {
            if (symbols.contains(line.symbol())) {
                if (line.value().isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(line.known());
            }
        }
        return Optional.of(sum);
    }

    /** How many symbols hold a position that the venue trades, or may come to hold one. */
    int symbols() {
        int symbols = 0;
        for (Line line : lines) {
            symbols += line.dust() ? 0 : 1;
        }
        return symbols;
    }

    private static Line line(
            RiskState state, Scope scope, Symbol symbol, Pending pending, Market market) {
        return new Line(
                symbol,
                ofSymbol(state, scope, symbol, pending, market),
                pending.orders().isEmpty() && isDust(state, scope, symbol));
    }

    private static boolean isDust(RiskState state, Scope scope, Symbol symbol) {
        return state.configuration()
                .flatMap(PortfolioEvent.Configured::accountPolicy)
                .map(PortfolioEvent.AccountPolicy::lotSteps)
                .filter(steps -> LotStep.dust(steps, symbol, scope.exposed(state, symbol)))
                .isPresent();
    }

    /**
     * The larger of two extremes: all buys fill and no sell does, or the other way round. On each
     * side orders first offset what is held against them, the rest adds to what is held with them.
     * A scope of one side looks at one extreme.
     */
    private static Optional<BigDecimal> ofSymbol(
            RiskState state, Scope scope, Symbol symbol, Pending pending, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        if (configuration.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal position = scope.held(state.holdings(), symbol);
        BigDecimal exposed = scope.exposed(state, symbol);
        BigDecimal held = BigDecimal.ZERO; // nothing held, nothing lost
        if (exposed.signum() != 0) {
            Optional<Mark> mark = market.latest(configuration.get().venue(), symbol);
            if (mark.isEmpty()) {
                return Optional.empty();
            }
            held = exposed.abs().multiply(mark.get().price().value());
        }
        BigDecimal bought =
                pending.beyond(Side.BUY, position.negate().max(BigDecimal.ZERO))
                        .add(position.signum() > 0 ? held : BigDecimal.ZERO);
        BigDecimal sold =
                pending.beyond(Side.SELL, position.max(BigDecimal.ZERO))
                        .add(position.signum() < 0 ? held : BigDecimal.ZERO);
        // An offset that is under way may not fill: what is held still counts.
        BigDecimal atWorst =
                scope.side().isEmpty()
                        ? bought.max(sold).max(held)
                        : scope.side().get() == Side.BUY ? bought : sold;
        return market.rate(
                        configuration.get().venue(),
                        symbol.quote(),
                        configuration.get().baseCurrency())
                .map(rate -> rate.convert(atWorst));
    }
}
