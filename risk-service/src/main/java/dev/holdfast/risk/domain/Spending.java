package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What calls to language models have cost.
 *
 * @param total per currency, from the beginning
 * @param recent in time order, merged into stretches of at most a thirtieth of the window, so that
 *     a busy bot does not make the state grow
 */
public record Spending(Map<Currency, BigDecimal> total, List<Stretch> recent) {

    public static final Spending NONE = new Spending(Map.of(), List.of());

    /** What is kept where no window is set yet, so that one that is set later knows the past. */
    private static final Duration UNSET_WINDOW = Duration.ofDays(90);

    private static final int STRETCHES = 30;

    public Spending {
        total = Map.copyOf(total);
        recent = List.copyOf(recent);
    }

    /** The calls from {@code first} to {@code last}: counted as long as {@code last} counts. */
    public record Stretch(Instant first, Instant last, Currency currency, BigDecimal amount) {}

    Spending spend(Currency currency, BigDecimal amount, Instant at, Optional<Duration> window) {
        Map<Currency, BigDecimal> sums = new HashMap<>(total);
        sums.merge(currency, amount, (a, b) -> Decimals.published(a.add(b)));
        Duration kept = window.orElse(UNSET_WINDOW);
        List<Stretch> stretches = new ArrayList<>(recent);
        stretches.removeIf(stretch -> !stretch.last().isAfter(at.minus(kept)));
        int joined = -1;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (stretch.currency().equals(currency)
                    && !at.isBefore(stretch.first())
                    && at.isBefore(stretch.first().plus(kept.dividedBy(STRETCHES)))) {
                joined = i;
            }
        }
        if (joined >= 0) {
            Stretch stretch = stretches.get(joined);
            stretches.set(
                    joined,
                    new Stretch(
                            stretch.first(),
                            at.isAfter(stretch.last()) ? at : stretch.last(),
                            currency,
                            Decimals.published(stretch.amount().add(amount))));
        } else {
            stretches.add(new Stretch(at, at, currency, amount));
        }
        return new Spending(sums, stretches);
    }

    /** What counts against the cap: all of it, or what was spent within the window before now. */
    Map<Currency, BigDecimal> counted(Optional<Duration> window, Instant now) {
        if (window.isEmpty()) {
            return total;
        }
        Instant from = now.minus(window.get());
        Map<Currency, BigDecimal> sums = new HashMap<>();
        for (Stretch stretch : recent) {
            if (stretch.last().isAfter(from)) {
                sums.merge(stretch.currency(), stretch.amount(), BigDecimal::add);
            }
        }
        return sums;
    }
}
