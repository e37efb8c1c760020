package dev.holdfast.tradesync.imports.domain;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Symbol;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of markets as exports write them: BTC/USD, BTC-USD, BTCUSDT, XXBTZUSD. */
final class Pairs {

    /** Longer ones first, so that USDT is not read as USD. */
    private static final List<String> QUOTES =
            List.of(
                    "FDUSD", "ZUSD", "ZEUR", "ZGBP", "ZJPY", "ZCAD", "ZAUD", "USDT", "USDC", "BUSD",
                    "TUSD", "XXBT", "XETH", "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "TRY",
                    "BRL", "XBT", "BTC", "ETH", "BNB", "DAI", "PAX");

    /** Kraken's own names of what others call otherwise. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("XBT", "BTC"),
                    Map.entry("XXBT", "BTC"),
                    Map.entry("XDG", "DOGE"),
                    Map.entry("XXDG", "DOGE"),
                    Map.entry("XETH", "ETH"),
                    Map.entry("XETC", "ETC"),
                    Map.entry("XLTC", "LTC"),
                    Map.entry("XXRP", "XRP"),
                    Map.entry("XXLM", "XLM"),
                    Map.entry("XXMR", "XMR"),
                    Map.entry("XZEC", "ZEC"),
                    Map.entry("XREP", "REP"),
                    Map.entry("XMLN", "MLN"),
                    Map.entry("ZUSD", "USD"),
                    Map.entry("ZEUR", "EUR"),
                    Map.entry("ZGBP", "GBP"),
                    Map.entry("ZJPY", "JPY"),
                    Map.entry("ZCAD", "CAD"),
                    Map.entry("ZAUD", "AUD"));

    private Pairs() {}

    static Symbol symbol(String text) {
        String pair = text.strip().toUpperCase(Locale.ROOT).replace('-', '/').replace('_', '/');
        int slash = pair.indexOf('/');
        if (slash > 0) {
            return Symbol.of(
                    currency(pair.substring(0, slash)) + "/" + currency(pair.substring(slash + 1)));
        }
        return QUOTES.stream()
                .filter(quote -> pair.length() > quote.length() && pair.endsWith(quote))
                .findFirst()
                .map(
                        quote ->
                                Symbol.of(
                                        currency(pair.substring(0, pair.length() - quote.length()))
                                                + "/"
                                                + currency(quote)))
                .orElseThrow(
                        () ->
                                new InvalidValue(
                                        "names no market such as BTC/USD or BTCUSDT, but '"
                                                + text
                                                + "'"));
    }

    static String currency(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return NAMES.getOrDefault(upper, upper);
    }
}
