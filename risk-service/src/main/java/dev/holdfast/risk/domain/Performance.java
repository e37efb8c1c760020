package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What the cap on drawdown looks at, free of cash flows.
 *
 * @param contributed the sum of cash movements per currency
 * @param peakPnl the highest net PnL seen, in the base currency, at least zero
 */
public record Performance(Map<Currency, BigDecimal> contributed, BigDecimal peakPnl) {

    public static final Performance NONE = new Performance(Map.of(), BigDecimal.ZERO);

    public Performance {
        contributed = Map.copyOf(contributed);
    }

    Performance contribute(Currency currency, BigDecimal amount) {
        Map<Currency, BigDecimal> sums = new HashMap<>(contributed);
        sums.merge(currency, amount, (a, b) -> Decimals.published(a.add(b)));
        return new Performance(sums, peakPnl);
    }

    Performance observe(BigDecimal pnl) {
        return pnl.compareTo(peakPnl) > 0
                ? new Performance(contributed, Decimals.published(pnl))
                : this;
    }
}
