package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Symbol;

import java.util.Map;
import java.util.Optional;

/** What Binance calls the symbols that are watched. */
final class BinanceSymbols {

    private volatile Map<String, Symbol> symbols = Map.of();

    void learn(Map<String, Symbol> names) {
        symbols = Map.copyOf(names);
    }

    boolean has(String name) {
        return symbols.containsKey(name);
    }

    static String name(Symbol symbol) {
        return symbol.base() + symbol.quote();
    }

    Symbol known(String name) {
        return Optional.ofNullable(symbols.get(name))
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " is not among the symbols"));
    }
}
