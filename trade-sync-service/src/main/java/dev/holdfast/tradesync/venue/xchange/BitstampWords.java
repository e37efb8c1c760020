package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** How Bitstamp names pairs, sides and times, and tells amounts. */
final class BitstampWords {

    private static final String BUY = "0";

    private BitstampWords() {}

    static String name(Symbol symbol) {
        return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
    }

    static BigDecimal number(Map<String, String> row, String currency) {
        return new BigDecimal(row.getOrDefault(currency.toLowerCase(Locale.ROOT), "0"));
    }

    static Side side(String type) {
        return BUY.equals(type) ? Side.BUY : Side.SELL;
    }

    /** {@code 2024-02-29 23:59:59.123000}, UTC. */
    static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
