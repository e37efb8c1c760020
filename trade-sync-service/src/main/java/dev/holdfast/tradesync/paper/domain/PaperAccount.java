package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account at the paper venue: what a real one would show its holder.
 *
 * @param deposits what it was opened with
 * @param balances by currency; all of it exact
 * @param fees paid, by currency, cumulative
 * @param fills how many there were
 */
public record PaperAccount(
        PortfolioId portfolio,
        Instant openedAt,
        Map<Currency, BigDecimal> deposits,
        Map<Currency, BigDecimal> balances,
        Map<Symbol, PaperPosition> positions,
        Map<Currency, BigDecimal> fees,
        long fills) {

    public PaperAccount {
        deposits = Collections.unmodifiableMap(new TreeMap<>(deposits));
        balances = Collections.unmodifiableMap(new TreeMap<>(balances));
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
        fees = Collections.unmodifiableMap(new TreeMap<>(fees));
    }

    public static PaperAccount opened(
            PortfolioId portfolio, Instant at, Map<Currency, BigDecimal> deposits) {
        return new PaperAccount(portfolio, at, deposits, deposits, Map.of(), Map.of(), 0);
    }

    public BigDecimal balance(Currency currency) {
        return balances.getOrDefault(currency, BigDecimal.ZERO);
    }

    PaperAccount after(PaperFill fill) {
        Currency base = new Currency(fill.symbol().base());
        Currency quote = fill.symbol().quote();
        BigDecimal signed = fill.side().signed(fill.quantity());
        Map<Currency, BigDecimal> changed = new TreeMap<>(balances);
        changed.merge(base, signed, BigDecimal::add);
        changed.merge(quote, signed.multiply(fill.price().value()).negate(), BigDecimal::add);
        changed.merge(fill.fee().currency(), fill.fee().amount().negate(), BigDecimal::add);
        Map<Symbol, PaperPosition> held = new TreeMap<>(positions);
        held.put(
                fill.symbol(),
                positions
                        .getOrDefault(fill.symbol(), PaperPosition.FLAT)
                        .after(fill.side(), fill.quantity(), fill.price()));
        Map<Currency, BigDecimal> paid = new TreeMap<>(fees);
        paid.merge(fill.fee().currency(), fill.fee().amount(), BigDecimal::add);
        return new PaperAccount(portfolio, openedAt, deposits, changed, held, paid, fills + 1);
    }
}
