package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
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
 */
public record Exposure(SortedMap<Symbol, BigDecimal> known, SortedSet<Symbol> unknown) {

    public static Exposure of(RiskState state, Market market) {
        return of(state, state.reservations().values(), market);
    }

    /** As if these were the reservations. */
    static Exposure of(RiskState state, Collection<Reservation> reservations, Market market) {
        TreeSet<Symbol> symbols = new TreeSet<>(state.holdings().positions().keySet());
        reservations.forEach(reservation -> symbols.add(reservation.symbol()));
        SortedMap<Symbol, BigDecimal> known = new TreeMap<>();
        SortedSet<Symbol> unknown = new TreeSet<>();
        for (Symbol symbol : symbols) {
            List<Reservation> pending =
                    reservations.stream()
                            .filter(reservation -> reservation.symbol().equals(symbol))
                            .toList();
            ofSymbol(state, symbol, pending, market)
                    .ifPresentOrElse(
                            exposure -> known.put(symbol, exposure), () -> unknown.add(symbol));
        }
        return new Exposure(known, unknown);
    }

    /** As if this were reserved too, or in place of what the order has reserved. */
    static Exposure with(
            RiskState state, ClientOrderId order, Reservation reservation, Market market) {
        Map<ClientOrderId, Reservation> reservations = new TreeMap<>(state.reservations());
        reservations.put(order, reservation);
        return of(state, reservations.values(), market);
    }

    /** Over all symbols; empty while one of them cannot be valued. */
    public Optional<BigDecimal> total() {
        return unknown.isEmpty() ? Optional.of(knownTotal()) : Optional.empty();
    }

    BigDecimal knownTotal() {
        return known.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Optional<BigDecimal> of(Symbol symbol) {
        return unknown.contains(symbol)
                ? Optional.empty()
                : Optional.of(known.getOrDefault(symbol, BigDecimal.ZERO));
    }

    /** How many symbols hold a position or may come to hold one. */
    int symbols() {
        return known.size() + unknown.size();
    }

    /**
     * The larger of two extremes: all buys fill and no sell does, or the other way round. On each
     * side orders first offset what is held against them, the rest adds to what is held with them.
     */
    private static Optional<BigDecimal> ofSymbol(
            RiskState state, Symbol symbol, List<Reservation> pending, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        BigDecimal position = state.holdings().position(symbol);
        Optional<BigDecimal> mark =
                configuration
                        .flatMap(configured -> market.latest(configured.venue(), symbol))
                        .map(Mark::price)
                        .map(price -> price.value());
        if (position.signum() != 0 && mark.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal held =
                position.abs().multiply(mark.orElse(BigDecimal.ZERO)); // nothing held, nothing lost
        BigDecimal bought = beyond(pending, Side.BUY, position.negate().max(BigDecimal.ZERO));
        BigDecimal sold = beyond(pending, Side.SELL, position.max(BigDecimal.ZERO));
        BigDecimal atWorst =
                bought.add(position.signum() > 0 ? held : BigDecimal.ZERO)
                        .max(sold.add(position.signum() < 0 ? held : BigDecimal.ZERO))
                        // An offset that is under way may not fill: what is held still counts.
                        .max(held);
        return configuration.flatMap(
                configured ->
                        market.rate(configured.venue(), symbol.quote(), configured.baseCurrency())
                                .map(rate -> rate.convert(atWorst)));
    }

    /** The value of the pending orders of a side beyond what they offset, the cheapest first. */
    private static BigDecimal beyond(List<Reservation> pending, Side side, BigDecimal offset) {
        BigDecimal left = offset;
        BigDecimal value = BigDecimal.ZERO;
        List<Reservation> cheapestFirst =
                pending.stream()
                        .filter(reservation -> reservation.side() == side)
                        .sorted(Comparator.comparing(Reservation::price))
                        .toList();
        for (Reservation reservation : cheapestFirst) {
            Quantity remaining = reservation.remaining();
            BigDecimal covered = remaining.value().min(left);
            left = left.subtract(covered);
            value =
                    value.add(
                            remaining
                                    .value()
                                    .subtract(covered)
                                    .multiply(reservation.price().value()));
        }
        return value;
    }
}
