package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which bot version stands behind how much of a position, for limits that are set per bot version.
 * What a version adds is its own. What takes off comes off the share of the version that traded,
 * then off the others, the largest first: exits of plans and of operators name no version. Shares
 * never come to more than the position.
 *
 * @param bySymbol signed, of the sign of the position; none is zero
 */
public record Shares(Map<Symbol, Map<BotVersion, BigDecimal>> bySymbol) {

    static final Shares NONE = new Shares(Map.of());

    public Shares {
        bySymbol = Map.copyOf(bySymbol);
    }

    BigDecimal of(Symbol symbol, BotVersion version) {
        return bySymbol.getOrDefault(symbol, Map.of()).getOrDefault(version, BigDecimal.ZERO);
    }

    /**
     * @param before the position before, signed
     * @param change what is bought, or sold, below zero
     */
    Shares trade(
            Symbol symbol, Optional<BotVersion> version, BigDecimal before, BigDecimal change) {
        Map<BotVersion, BigDecimal> shares = new TreeMap<>(bySymbol.getOrDefault(symbol, Map.of()));
        BigDecimal after = before.add(change);
        if (before.signum() * change.signum() >= 0) {
            version.ifPresent(of -> shares.merge(of, change, BigDecimal::add));
        } else if (after.signum() * before.signum() <= 0) {
            shares.clear();
            version.ifPresent(of -> shares.put(of, after));
        } else {
            BigDecimal left = change.abs();
            if (version.isPresent()) {
                left = left.subtract(take(shares, version.get(), left));
            }
            while (left.signum() > 0 && !shares.isEmpty()) {
                BotVersion largest =
                        shares.entrySet().stream()
                                .max(
                                        Comparator.comparing(
                                                (Map.Entry<BotVersion, BigDecimal> share) ->
                                                        share.getValue().abs()))
                                .orElseThrow()
                                .getKey();
                left = left.subtract(take(shares, largest, left));
            }
        }
        shares.values().removeIf(share -> share.signum() == 0);
        Map<Symbol, Map<BotVersion, BigDecimal>> all = new HashMap<>(bySymbol);
        if (shares.isEmpty()) {
            all.remove(symbol);
        } else {
            all.put(symbol, Map.copyOf(shares));
        }
        return new Shares(all);
    }

    /** Takes at most so much off a share; answers how much it was. */
    private static BigDecimal take(
            Map<BotVersion, BigDecimal> shares, BotVersion version, BigDecimal atMost) {
        BigDecimal share = shares.getOrDefault(version, BigDecimal.ZERO);
        BigDecimal taken = share.abs().min(atMost);
        if (share.abs().compareTo(taken) == 0) {
            shares.remove(version);
        } else {
            shares.put(version, share.signum() > 0 ? share.subtract(taken) : share.add(taken));
        }
        return taken;
    }
}
