package dev.holdfast.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A simple rule, in the market's own time: buys what leaves the channel of the last bars upwards,
 * and what falls below its mean; leaving is up to the plans. It looks at marks alone, so the same
 * tape gives the same proposals, whatever becomes of them.
 */
final class BotRule {

    private static final int PRICE_SCALE = 2;
    private static final int QUANTITY_SCALE = 8;

    /** A limit so far above the close is filled at once in all but a runaway market. */
    private static final BigDecimal LIMIT_ABOVE = new BigDecimal("1.003");

    /** How much more than its size a breakout of conviction asks for. */
    private static final BigDecimal CONVICTION = new BigDecimal("3");

    private final BotSettings settings;
    private final Deque<Bar> closed = new ArrayDeque<>();
    private Optional<Bar> open = Optional.empty();
    private Instant quietUntil = Instant.MIN;
    private boolean trading;
    private boolean coreBought;
    private int breakouts;

    BotRule(BotSettings settings) {
        this.settings = settings;
    }

    /** From now on its proposals count; what it saw before has warmed it up. */
    void begin() {
        trading = true;
    }

    /** What the rule says at the end of a bar. */
    sealed interface Verdict {

        record Hold(BigDecimal close) implements Verdict {}

        /** A buy, at the market where no limit is given. */
        record Buy(
                String reason,
                BigDecimal close,
                BigDecimal quantity,
                Optional<BigDecimal> limit,
                BigDecimal stop,
                BigDecimal target,
                BigDecimal toBreakeven)
                implements Verdict {}
    }

    /** Time went on without a trade. */
    Optional<Verdict> onTick(Instant at) {
        return open.filter(bar -> !at.isBefore(bar.start().plus(settings.bar())))
                .map(
                        bar -> {
                            open = Optional.empty();
                            return close(bar, at);
                        });
    }

    /** A trade was printed; the verdict is that on the bar which it ends. */
    Optional<Verdict> onMark(Instant at, BigDecimal price) {
        Optional<Verdict> verdict = onTick(at);
        open =
                Optional.of(
                        open.map(bar -> bar.with(price))
                                .orElseGet(
                                        () -> Bar.first(Bar.startOf(at, settings.bar()), price)));
        return verdict;
    }

    private Verdict close(Bar bar, Instant at) {
        Verdict verdict = judge(bar, at);
        closed.addLast(bar);
        if (closed.size() > settings.lookback()) {
            closed.removeFirst();
        }
        return verdict;
    }

    private Verdict judge(Bar bar, Instant at) {
        if (!trading) {
            return new Verdict.Hold(bar.close());
        }
        if (!coreBought && settings.core().notional().signum() > 0) {
            coreBought = true;
            return buy("core", bar, at, settings.core(), BigDecimal.ONE, Optional.empty());
        }
        if (closed.size() < settings.lookback() || at.isBefore(quietUntil)) {
            return new Verdict.Hold(bar.close());
        }
        BigDecimal highest =
                closed.stream().map(Bar::high).reduce(BigDecimal.ZERO, BigDecimal::max);
        if (bar.close().compareTo(highest) > 0) {
            breakouts++;
            boolean conviction = breakouts % settings.convictionEvery() == 0;
            return buy(
                    conviction ? "breakout, with conviction" : "breakout",
                    bar,
                    at,
                    settings.breakout(),
                    conviction ? CONVICTION : BigDecimal.ONE,
                    Optional.of(
                            bar.close()
                                    .multiply(LIMIT_ABOVE)
                                    .setScale(PRICE_SCALE, RoundingMode.DOWN)));
        }
        BigDecimal threshold = mean().multiply(BigDecimal.ONE.subtract(settings.dipBelow()));
        if (bar.close().compareTo(threshold) < 0) {
            return buy("dip", bar, at, settings.dip(), BigDecimal.ONE, Optional.empty());
        }
        return new Verdict.Hold(bar.close());
    }

    private BigDecimal mean() {
        BigDecimal sum = closed.stream().map(Bar::close).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(
                BigDecimal.valueOf(closed.size()), QUANTITY_SCALE, RoundingMode.HALF_EVEN);
    }

    private Verdict buy(
            String reason,
            Bar bar,
            Instant at,
            BotSettings.Entry entry,
            BigDecimal times,
            Optional<BigDecimal> limit) {
        quietUntil = at.plus(settings.pause());
        BigDecimal price = limit.orElse(bar.close());
        return new Verdict.Buy(
                reason,
                bar.close(),
                entry.notional().multiply(times).divide(price, QUANTITY_SCALE, RoundingMode.DOWN),
                limit,
                level(price, entry.stop().negate()),
                level(price, entry.target()),
                entry.toBreakeven());
    }

    private static BigDecimal level(BigDecimal price, BigDecimal distance) {
        return price.multiply(BigDecimal.ONE.add(distance))
                .setScale(PRICE_SCALE, RoundingMode.HALF_EVEN);
    }
}
