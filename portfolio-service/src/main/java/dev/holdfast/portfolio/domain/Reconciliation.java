package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.ReconciliationEvent.Item;
import dev.holdfast.contracts.event.VenueEvent.AccountObserved;
import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the venue says of its account against the VENUE account of a ledger, asset by asset: cash of
 * a currency and positions in it together. They agree where they differ by no more than the
 * portfolio tolerates, which is nothing unless it says so.
 */
final class Reconciliation {

    static final String NONE = "NONE";

    /** Assets differ in opposite directions, one of them traded here: a trade on one side only. */
    static final String MISSING_FILL = "MISSING_FILL";

    /** Assets differ in opposite directions, none of them traded here: somebody else traded. */
    static final String EXTERNAL_TRADE = "EXTERNAL_TRADE";

    /** Less than the venue trades. */
    static final String DUST = "DUST";

    /** Only an asset that is held differs, by little: a fee was taken in it. */
    static final String FEE_ASSET = "FEE_ASSET";

    /** Only money differs, and there is more of it: it came without being booked. */
    static final String DEPOSIT = "DEPOSIT";

    /** Only money differs, and there is less of it: it went without being booked. */
    static final String WITHDRAWAL = "WITHDRAWAL";

    /** The venue holds what the ledger never heard of. */
    static final String UNKNOWN_ASSET = "UNKNOWN_ASSET";

    private static final BigDecimal LITTLE = new BigDecimal("0.01");

    private Reconciliation() {}

    static boolean agree(List<Item> items) {
        return items.stream().allMatch(item -> item.cause().equals(NONE));
    }

    /** One item for each asset that either knows, in order of its code. */
    static List<Item> compare(Ledger ledger, AccountObserved observed, AccountTerms terms) {
        Map<Currency, BigDecimal> booked = booked(ledger);
        Map<Currency, BigDecimal> there = new TreeMap<>();
        for (Balance balance : observed.balances()) {
            there.merge(balance.currency(), balance.total(), BigDecimal::add);
        }
        Map<Currency, BigDecimal> differences = new TreeMap<>();
        booked.forEach((asset, amount) -> differences.put(asset, amount.negate()));
        there.forEach((asset, amount) -> differences.merge(asset, amount, BigDecimal::add));
        List<Item> items = new ArrayList<>();
        differences.forEach(
                (asset, difference) -> {
                    BigDecimal ours = booked.getOrDefault(asset, BigDecimal.ZERO);
                    BigDecimal theirs = there.getOrDefault(asset, BigDecimal.ZERO);
                    if (ours.signum() != 0 || theirs.signum() != 0) {
                        items.add(
                                new Item(
                                        asset,
                                        Decimals.published(ours),
                                        Decimals.published(theirs),
                                        Decimals.published(difference),
                                        cause(
                                                asset,
                                                difference,
                                                differences,
                                                booked,
                                                ledger,
                                                terms),
                                        terms.tolerance(asset)));
                    }
                });
        return items;
    }

    private static Map<Currency, BigDecimal> booked(Ledger ledger) {
        Map<Currency, BigDecimal> booked = new TreeMap<>();
        ledger.cash().forEach((currency, cash) -> booked.put(currency, cash.venue()));
        for (Position position : ledger.positions().values()) {
            asset(position)
                    .ifPresent(asset -> booked.merge(asset, position.quantity(), BigDecimal::add));
        }
        return booked;
    }

    /** A base that is no currency code is nothing that an account lists. */
    private static java.util.Optional<Currency> asset(Position position) {
        try {
            return java.util.Optional.of(Currency.of(position.symbol().base()));
        } catch (InvalidValue notACurrency) {
            return java.util.Optional.empty();
        }
    }

    private static String cause(
            Currency asset,
            BigDecimal difference,
            Map<Currency, BigDecimal> differences,
            Map<Currency, BigDecimal> booked,
            Ledger ledger,
            AccountTerms terms) {
        if (terms.tolerates(asset, difference)) {
            return NONE;
        }
        if (terms.dust(asset, difference)) {
            return DUST;
        }
        List<Currency> others =
                differences.entrySet().stream()
                        .filter(other -> !terms.tolerates(other.getKey(), other.getValue()))
                        .filter(other -> other.getValue().signum() == -difference.signum())
                        .map(Map.Entry::getKey)
                        .toList();
        boolean held = traded(asset, ledger);
        if (!others.isEmpty()) {
            boolean ours = held || others.stream().anyMatch(other -> traded(other, ledger));
            return ours ? MISSING_FILL : EXTERNAL_TRADE;
        }
        if (!booked.containsKey(asset)) {
            return UNKNOWN_ASSET;
        }
        BigDecimal little = booked.get(asset).abs().multiply(LITTLE);
        if (held && difference.abs().compareTo(little) <= 0) {
            return FEE_ASSET;
        }
        return difference.signum() > 0 ? DEPOSIT : WITHDRAWAL;
    }

    private static boolean traded(Currency asset, Ledger ledger) {
        return ledger.positions().keySet().stream()
                .anyMatch(symbol -> symbol.base().equals(asset.value()));
    }
}
