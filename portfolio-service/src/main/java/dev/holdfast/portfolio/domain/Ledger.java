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

    public Position position(Symbol symbol) {
        Position position = positions.get(symbol);
        return position == null ? Position.none(symbol) : position;
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
