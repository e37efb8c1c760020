package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What positions and reservations can come to at the worst, in the base currency.
 *
 * @param known per symbol
 * @param unknown symbols whose mark or rate is missing
 * @param dust symbols of which the venue trades none of what is held, with no order on its way:
 *     exposure like any other, and no position
 */
public record Exposure(
        SortedMap<Symbol, BigDecimal> known, SortedSet<Symbol> unknown, SortedSet<Symbol> dust) {

    public static Exposure of(RiskState state, Market market) {
        return of(state, Scope.ALL, market);
    }

    /** Of that part of the portfolio alone. */
    static Exposure of(RiskState state, Scope scope, Market market) {
        Map<Symbol, List<Reservation>> pending = new HashMap<>();
        for (Symbol symbol : state.holdings().positions().keySet()) {
            if (scope.concerns(symbol) && scope.exposed(state, symbol).signum() != 0) {
                pending.put(symbol, List.of());
            }
        }
        for (Reservation reservation : state.reservations().values()) {
            if (scope.concerns(reservation)) {
                List<Reservation> others = pending.get(reservation.symbol());
                if (others == null || others.isEmpty()) {
                    others = new ArrayList<>();
                    pending.put(reservation.symbol(), others);
                }
                others.add(reservation);
            }
        }
        SortedMap<Symbol, BigDecimal> known = new TreeMap<>();
        SortedSet<Symbol> unknown = new TreeSet<>();
        pending.forEach(
                (symbol, reservations) ->
                        ofSymbol(state, scope, symbol, reservations, market)
                                .ifPresentOrElse(
                                        exposure -> known.put(symbol, exposure),
                                        () -> unknown.add(symbol)));
        return new Exposure(known, unknown, dust(state, scope, pending));
    }

    private static SortedSet<Symbol> dust(
            RiskState state, Scope scope, Map<Symbol, List<Reservation>> pending) {
        List<LotStep> steps =
                state.configuration()
                        .flatMap(PortfolioEvent.Configured::accountPolicy)
                        .map(PortfolioEvent.AccountPolicy::lotSteps)
                        .orElse(List.of());
        SortedSet<Symbol> dust = new TreeSet<>();
        for (LotStep lot : steps) {
            List<Reservation> reservations = pending.get(lot.symbol());
            if (reservations != null
                    && reservations.isEmpty()
                    && LotStep.dust(steps, lot.symbol(), scope.exposed(state, lot.symbol()))) {
                dust.add(lot.symbol());
            }
        }
        return dust;
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
        List<Reservation> pending = new ArrayList<>();
        state.reservations()
                .forEach(
                        (id, other) -> {
                            if (other.symbol().equals(symbol)
                                    && scope.concerns(other)
                                    && !id.equals(order)) {
                                pending.add(other);
                            }
                        });
        pending.add(reservation);
        SortedMap<Symbol, BigDecimal> knownThen = new TreeMap<>(known);
        SortedSet<Symbol> unknownThen = new TreeSet<>(unknown);
        SortedSet<Symbol> dustThen = new TreeSet<>(dust);
        knownThen.remove(symbol);
        unknownThen.remove(symbol);
        dustThen.remove(symbol);
        ofSymbol(state, scope, symbol, pending, market)
                .ifPresentOrElse(
                        exposure -> knownThen.put(symbol, exposure), () -> unknownThen.add(symbol));
        return new Exposure(knownThen, unknownThen, dustThen);
    }

    /** Over all symbols; empty while one of them cannot be valued. */
    public Optional<BigDecimal> total() {
        return unknown.isEmpty() ? Optional.of(knownTotal()) : Optional.empty();
    }

    BigDecimal knownTotal() {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal exposure : known.values()) {
            sum = sum.add(exposure);
        }
        return sum;
    }

    public Optional<BigDecimal> of(Symbol symbol) {
        return unknown.contains(symbol)
                ? Optional.empty()
                : Optional.of(known.getOrDefault(symbol, BigDecimal.ZERO));
    }

    /** Over these symbols; empty while one of them cannot be valued. */
    Optional<BigDecimal> of(Collection<Symbol> symbols) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Symbol symbol : symbols) {
            if (unknown.contains(symbol)) {
                return Optional.empty();
            }
            sum = sum.add(known.getOrDefault(symbol, BigDecimal.ZERO));
        }
        return Optional.of(sum);
    }

    /** How many symbols hold a position that the venue trades, or may come to hold one. */
    int symbols() {
        return known.size() + unknown.size() - dust.size();
    }

    /**
     * The larger of two extremes: all buys fill and no sell does, or the other way round. On each
     * side orders first offset what is held against them, the rest adds to what is held with them.
     * A scope of one side looks at one extreme.
     */
    private static Optional<BigDecimal> ofSymbol(
            RiskState state, Scope scope, Symbol symbol, List<Reservation> pending, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        if (configuration.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal position = scope.held(state.holdings(), symbol);
        BigDecimal exposed = scope.exposed(state, symbol);
        BigDecimal held = BigDecimal.ZERO; // nothing held, nothing lost
        if (exposed.signum() != 0) {
            Optional<BigDecimal> mark =
                    market.latest(configuration.get().venue(), symbol)
                            .map(latest -> latest.price().value());
            if (mark.isEmpty()) {
                return Optional.empty();
            }
            held = exposed.abs().multiply(mark.get());
        }
        BigDecimal bought =
                beyond(pending, Side.BUY, position.negate().max(BigDecimal.ZERO))
                        .add(position.signum() > 0 ? held : BigDecimal.ZERO);
        BigDecimal sold =
                beyond(pending, Side.SELL, position.max(BigDecimal.ZERO))
                        .add(position.signum() < 0 ? held : BigDecimal.ZERO);
        BigDecimal atWorst =
                scope.side()
                        .map(side -> side == Side.BUY ? bought : sold)
                        // An offset that is under way may not fill: what is held still counts.
                        .orElse(bought.max(sold).max(held));
        return market.rate(
                        configuration.get().venue(),
                        symbol.quote(),
                        configuration.get().baseCurrency())
                .map(rate -> rate.convert(atWorst));
    }

    /** The value of the pending orders of a side beyond what they offset, the cheapest first. */
    private static BigDecimal beyond(List<Reservation> pending, Side side, BigDecimal offset) {
        BigDecimal value = BigDecimal.ZERO;
        if (offset.signum() == 0) {
            for (Reservation reservation : pending) {
                if (reservation.side() == side) {
                    value = value.add(reservation.value());
                }
            }
            return value;
        }
        BigDecimal left = offset;
        List<Reservation> cheapestFirst =
                pending.stream()
                        .filter(reservation -> reservation.side() == side)
                        .sorted(Comparator.comparing(Reservation::price))
                        .toList();
        for (Reservation reservation : cheapestFirst) {
            BigDecimal remaining = reservation.left();
            BigDecimal covered = remaining.min(left);
            left = left.subtract(covered);
            value = value.add(remaining.subtract(covered).multiply(reservation.price().value()));
        }
        return value;
    }
}
