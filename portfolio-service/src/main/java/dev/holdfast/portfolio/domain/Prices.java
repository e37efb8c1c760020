package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The prices that a valuation used, kept with it: marks are not kept for as long as a late record
 * may reach back.
 *
 * @param rates what one unit of a currency was worth in the base currency
 */
public record Prices(Map<Symbol, Mark> marks, Map<Currency, BigDecimal> rates) {

    static final Prices NONE = new Prices(Map.of(), Map.of());

    public Prices {
        marks = Map.copyOf(marks);
        rates = Map.copyOf(rates);
    }

    /** These, and for what they do not know another's. */
    Quotes or(Currency base, Quotes others) {
        return new Quotes() {
            @Override
            public Optional<Mark> mark(Symbol symbol) {
                return Optional.ofNullable(marks.get(symbol)).or(() -> others.mark(symbol));
            }

            @Override
            public Optional<BigDecimal> rate(Currency from, Currency to) {
                return to.equals(base) && rates.containsKey(from)
                        ? Optional.of(rates.get(from))
                        : others.rate(from, to);
            }
        };
    }
}
