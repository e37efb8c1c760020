package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Baseline;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the portfolio's fills and cash movements came to.
 *
 * @param positions signed quantity per symbol; flat ones are absent
 * @param shares which bot version stands behind how much of them
 * @param venueCash what the venue holds of each currency; orders are paid from it
 * @param otherCash what stands off the venue
 * @param recentFills the last fills, so that a correction can be taken back to what it was
 * @param venueBalances what the venue last said it holds of each asset
 * @param baseline how much of a position was held before the portfolio traded, signed like it; none
 *     is zero
 */
public record Holdings(
        Map<Symbol, BigDecimal> positions,
        Shares shares,
        Map<Currency, BigDecimal> venueCash,
        Map<Currency, BigDecimal> otherCash,
        List<BookedFill> recentFills,
        Map<Currency, BigDecimal> venueBalances,
        Map<Symbol, BigDecimal> baseline) {

    /** How many fills can still be corrected; venues correct within minutes. */
    static final int CORRECTABLE_FILLS = 64;

    public static final Holdings NONE =
            new Holdings(Map.of(), Shares.NONE, Map.of(), Map.of(), List.of(), Map.of(), Map.of());

    public Holdings {
        positions = Map.copyOf(positions);
        venueCash = Map.copyOf(venueCash);
        otherCash = Map.copyOf(otherCash);
        recentFills = List.copyOf(recentFills);
        venueBalances = Map.copyOf(venueBalances);
        baseline = Map.copyOf(baseline);
    }

    /**
     * A fill and what it did.
     *
     * @param key the fill's identity
     * @param quantity the signed change of position, fees in the asset included
     * @param cash the signed changes of cash at the venue
     * @param tag says of a baseline fill that it is one
     */
    public record BookedFill(
            String key,
            Symbol symbol,
            Optional<BotVersion> botVersion,
            BigDecimal quantity,
            Map<Currency, BigDecimal> cash,
            Optional<String> tag) {

        static BookedFill of(
                TradeEvent.Fill fill, Optional<BotVersion> botVersion, Optional<String> tag) {
            Symbol symbol = fill.key().symbol();
            BigDecimal quantity = fill.side().signed(fill.quantity());
            Map<Currency, BigDecimal> cash = new HashMap<>();
            add(cash, symbol.quote(), quantity.negate().multiply(fill.price().value()));
            for (Money fee : fill.fees()) {
                if (fee.currency().value().equals(symbol.base())) {
                    quantity = quantity.subtract(fee.amount());
                } else {
                    add(cash, fee.currency(), fee.amount().negate());
                }
            }
            return new BookedFill(
                    keyOf(fill.key()), symbol, botVersion, quantity, Map.copyOf(cash), tag);
        }

        static String keyOf(TradeEvent.FillKey key) {
            return key.venue() + "|" + key.symbol() + "|" + key.orderId() + "|" + key.tradeId();
        }

        BookedFill reversed() {
            Map<Currency, BigDecimal> opposite = new HashMap<>();
            cash.forEach((currency, amount) -> opposite.put(currency, amount.negate()));
            return new BookedFill(key, symbol, botVersion, quantity.negate(), opposite, tag);
        }
    }

    public BigDecimal position(Symbol symbol) {
        return positions.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** What of a position counts as exposure: without the baseline, where that is left out. */
    BigDecimal exposed(Symbol symbol, boolean excludeBaseline) {
        return excludeBaseline
                ? position(symbol).subtract(baseline.getOrDefault(symbol, BigDecimal.ZERO))
                : position(symbol);
    }

    Optional<BookedFill> recent(TradeEvent.FillKey key) {
        String wanted = BookedFill.keyOf(key);
        return recentFills.stream().filter(fill -> fill.key().equals(wanted)).findFirst();
    }

    Holdings book(BookedFill fill) {
        List<BookedFill> recent = new ArrayList<>(recentFills);
        recent.add(fill);
        if (recent.size() > CORRECTABLE_FILLS) {
            recent.remove(0);
        }
        return apply(fill, recent);
    }

    Holdings takeBack(BookedFill fill) {
        List<BookedFill> others =
                recentFills.stream().filter(recent -> !recent.key().equals(fill.key())).toList();
        return apply(fill.reversed(), others);
    }

    private Holdings apply(BookedFill fill, List<BookedFill> recent) {
        Map<Symbol, BigDecimal> quantities = new HashMap<>(positions);
        BigDecimal quantity = bounded(position(fill.symbol()).add(fill.quantity()), "position");
        if (quantity.signum() == 0) {
            quantities.remove(fill.symbol());
        } else {
            quantities.put(fill.symbol(), quantity);
        }
        Map<Currency, BigDecimal> cash = new HashMap<>(venueCash);
        fill.cash().forEach((currency, amount) -> add(cash, currency, amount));
        Shares then =
                shares.trade(
                        fill.symbol(), fill.botVersion(), position(fill.symbol()), fill.quantity());
        Map<Symbol, BigDecimal> before = new HashMap<>(baseline);
        BigDecimal left =
                Baseline.after(
                        before.getOrDefault(fill.symbol(), BigDecimal.ZERO),
                        fill.quantity(),
                        Baseline.marks(fill.tag()),
                        quantity);
        if (left.signum() == 0) {
            before.remove(fill.symbol());
        } else {
            before.put(fill.symbol(), left);
        }
        return new Holdings(quantities, then, cash, otherCash, recent, venueBalances, before);
    }

    Holdings moveVenueCash(Currency currency, BigDecimal amount) {
        Map<Currency, BigDecimal> cash = new HashMap<>(venueCash);
        add(cash, currency, amount);
        return new Holdings(
                positions, shares, cash, otherCash, recentFills, venueBalances, baseline);
    }

    Holdings moveOtherCash(Currency currency, BigDecimal amount) {
        Map<Currency, BigDecimal> cash = new HashMap<>(otherCash);
        add(cash, currency, amount);
        return new Holdings(
                positions, shares, venueCash, cash, recentFills, venueBalances, baseline);
    }

    Holdings withVenueBalances(Map<Currency, BigDecimal> balances) {
        return new Holdings(
                positions, shares, venueCash, otherCash, recentFills, balances, baseline);
    }

    private static void add(Map<Currency, BigDecimal> cash, Currency currency, BigDecimal amount) {
        cash.merge(currency, bounded(amount, "cash"), (a, b) -> bounded(a.add(b), "cash"));
    }

    /** Numbers of the state stay within what the wire can carry; beyond it a record is refused. */
    private static BigDecimal bounded(BigDecimal number, String what) {
        return Decimals.bounded(Decimals.published(number), what);
    }
}
