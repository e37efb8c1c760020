package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Locale;

/** How OKX names instruments and sides, and tells numbers. */
final class OkxWords {

    private OkxWords() {}

    static String name(Symbol symbol) {
        return symbol.base() + "-" + symbol.quote();
    }

    static Symbol symbol(String name) {
        return Symbol.of(name.replace('-', '/'));
    }

    static Side side(String side) {
        return Side.valueOf(side.toUpperCase(Locale.ROOT));
    }

    static BigDecimal number(String text) {
        return text == null || text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
