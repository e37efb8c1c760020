package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;

/** How Kraken names assets, pairs, sides and times. */
final class KrakenWords {

    private volatile Map<String, Symbol> symbols = Map.of();

    /** The pairs that it lists, by each of their names. */
    void learn(Map<String, Symbol> names) {
        symbols = Map.copyOf(names);
    }

    boolean known() {
        return !symbols.isEmpty();
    }

    /** XBT and XDG are Kraken's names of BTC and DOGE. */
    static Symbol symbol(String wsname) {
        return Symbol.of(wsname.replaceAll("\\bXBT\\b", "BTC").replaceAll("\\bXDG\\b", "DOGE"));
    }

    /** XXBT and XETH, ZUSD and ZEUR: four letters of which the first says crypto or money. */
    static String currency(String asset) {
        String plain = asset.matches("[XZ][A-Z]{3}") ? asset.substring(1) : asset;
        return switch (plain) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> plain;
        };
    }

    Symbol known(String pair) {
        Symbol symbol = symbols.get(pair);
        if (symbol == null) {
            throw new IllegalArgumentException(
                    "Kraken tells of a pair that it does not list: " + pair);
        }
        return symbol;
    }

    static Side side(String type) {
        return switch (type) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("Neither buy nor sell: " + type);
        };
    }

    /** Seconds with a fraction. */
    static Instant instant(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        return Instant.ofEpochSecond(
                whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
    }
}
