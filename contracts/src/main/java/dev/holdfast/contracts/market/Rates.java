package dev.holdfast.contracts.market;

import dev.holdfast.contracts.market.Market.Rate;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Direct, else inverse, else through one intermediate currency (the first in order of code that
 * serves).
 */
final class Rates {

    private Rates() {}

    static Optional<Rate> find(
            Currency from,
            Currency to,
            Supplier<Set<Symbol>> symbols,
            Function<Symbol, Optional<Mark>> marks) {
        if (from.equals(to)) {
            return Optional.of(Rate.ONE);
        }
        Optional<Rate> straight = straight(from, to, marks);
        if (straight.isPresent()) {
            return straight;
        }
        TreeSet<Currency> intermediates = new TreeSet<>();
        for (Symbol symbol : symbols.get()) {
            intermediates.add(symbol.quote());
            if (symbol.base().length() <= 12) {
                intermediates.add(new Currency(symbol.base().replaceAll("[^A-Z0-9.]", ".")));
            }
        }
        for (Currency via : intermediates) {
            Optional<Rate> first = straight(from, via, marks);
            if (first.isEmpty()) {
                continue;
            }
            Optional<Rate> second = straight(via, to, marks);
            if (second.isPresent()) {
                return Optional.of(first.get().times(second.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Rate> straight(
            Currency from, Currency to, Function<Symbol, Optional<Mark>> marks) {
        Optional<Mark> direct = marks.apply(new Symbol(from.value(), to));
        if (direct.isPresent()) {
            return direct.map(mark -> new Rate(mark.price().value(), Optional.of(mark.at())));
        }
        return marks.apply(new Symbol(to.value(), from))
                .filter(mark -> mark.price().value().signum() > 0)
                .map(
                        mark ->
                                new Rate(
                                        BigDecimal.ONE.divide(
                                                mark.price().value(), Decimals.DIVISION),
                                        Optional.of(mark.at())));
    }
}
