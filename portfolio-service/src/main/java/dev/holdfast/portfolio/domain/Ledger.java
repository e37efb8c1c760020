package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was booked for a portfolio up to some point.
 *
 * @param contributed the sum of cash movements in the base currency
 * @param positions by symbol, flat ones included
 */
public record Ledger(
        Currency baseCurrency,
        CostBasis costBasis,
        Map<Symbol, Position> positions,
        Map<Currency, Balance> cash,
        Converted contributed,
        Tally total,
        Map<SliceBy, Map<String, Tally>> slices) {

    public Ledger {
        positions = sorted(positions);
        cash = sorted(cash);
        Map<SliceBy, Map<String, Tally>> bySlice = new EnumMap<>(SliceBy.class);
        slices.forEach((by, tallies) -> bySlice.put(by, sorted(tallies)));
        slices = Collections.unmodifiableMap(bySlice);
    }

    public static Ledger empty(Currency baseCurrency, CostBasis costBasis) {
        return new Ledger(
                baseCurrency, costBasis, Map.of(), Map.of(), Converted.ZERO, Tally.NONE, Map.of());
    }

    /** The same bookings, beginning from other positions. */
    Ledger with(Map<Symbol, Position> others) {
        return new Ledger(baseCurrency, costBasis, others, cash, contributed, total, slices);
    }

    public Position position(Symbol symbol) {
        Position position = positions.get(symbol);
        return position == null ? Position.none(symbol) : position;
    }

    /**
     * The ledger with some of its bookings exchanged for others: fills commute between symbols, and
     * so does all else, so sums are taken out and put in, and a position that came out differently
     * takes the place of what it was.
     *
     * @param out the ledger of what is taken out, begun from the same positions as {@code in}
     * @param in the ledger of what takes its place
     */
    Ledger exchanging(Ledger out, Ledger in) {
        Map<Symbol, Position> held = new TreeMap<>(positions);
        in.positions.forEach(
                (symbol, position) -> {
                    if (!position.equals(out.positions.get(symbol))) {
                        held.put(symbol, position);
                    }
                });
        held.values().removeIf(position -> position.trades() == 0);
        Map<Currency, Balance> balances = new TreeMap<>(cash);
        in.cash.forEach((currency, more) -> balances.merge(currency, more, Balance::plus));
        out.cash.forEach(
                (currency, gone) ->
                        balances.put(
                                currency,
                                balances.getOrDefault(currency, Balance.NONE).without(gone)));
        balances.values().removeIf(balance -> balance.postings() == 0);
        Map<SliceBy, Map<String, Tally>> sliced = new EnumMap<>(SliceBy.class);
        for (SliceBy by : SliceBy.values()) {
            Map<String, Tally> tallies = new TreeMap<>(slices.getOrDefault(by, Map.of()));
            in.slices
                    .getOrDefault(by, Map.of())
                    .forEach((key, more) -> tallies.merge(key, more, Tally::plus));
            out.slices
                    .getOrDefault(by, Map.of())
                    .forEach(
                            (key, gone) ->
                                    tallies.put(
                                            key,
                                            tallies.getOrDefault(key, Tally.NONE).without(gone)));
            tallies.values().removeIf(tally -> tally.entries() == 0);
            sliced.put(by, tallies);
        }
        return new Ledger(
                baseCurrency,
                costBasis,
                held,
                balances,
                contributed.without(out.contributed).plus(in.contributed),
                total.without(out.total).plus(in.total),
                sliced);
    }

    /** What the closed cycles of all positions came to. */
    Outcomes outcomes() {
        return Outcomes.sum(
                positions.values().stream()
                        .flatMap(position -> position.earned().stream())
                        .map(Earned::outcomes)
                        .toList());
    }

    /** Whether a record was booked without a rate that its figures need. */
    boolean lacksRates() {
        return cash.values().stream().anyMatch(held -> held.booked().value().isEmpty())
                || positions.values().stream()
                        .anyMatch(position -> position.fees().value().isEmpty());
    }

    /** Sorted, so that a ledger is written the same way wherever it was folded. */
    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
