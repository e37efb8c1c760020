package dev.holdfast.contracts.value;

/**
 * A traded pair, {@code BASE/QUOTE}: quantities are in the base, prices and amounts in the quote.
 */
public record Symbol(String base, Currency quote) implements Comparable<Symbol> {

    private static final Shared<Symbol> KNOWN = new Shared<>(Symbol::read);

    public Symbol {
        Text.matching(Text.SYMBOL_BASE, base, "symbol (its part before the slash)");
    }

    /** Reads {@code BASE/QUOTE}. */
    public static Symbol of(String text) {
        return KNOWN.of(text);
    }

    private static Symbol read(String text) {
        int slash = text == null ? -1 : text.indexOf('/');
        if (slash < 0) {
            throw new InvalidValue(
                    "symbol must be BASE/QUOTE, such as BTC/USD, not '" + text + "'");
        }
        String quote = text.substring(slash + 1);
        Text.matching(Text.CURRENCY, quote, "symbol (its part after the slash)");
        return new Symbol(text.substring(0, slash), Currency.of(quote));
    }

    @Override
    public int compareTo(Symbol other) {
        int byBase = base.compareTo(other.base);
        return byBase != 0 ? byBase : quote.compareTo(other.quote);
    }

    @Override
    public String toString() {
        return base + "/" + quote;
    }
}
