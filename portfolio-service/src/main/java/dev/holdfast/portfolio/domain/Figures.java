package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The PnL of a whole or a slice, in the base currency: six parts, and what follows from them. The
 * identities of {@code docs/ledger.md} hold by construction.
 */
record Figures(
        Optional<BigDecimal> realized,
        Optional<BigDecimal> unrealized,
        Optional<BigDecimal> fx,
        Optional<BigDecimal> fees,
        Optional<BigDecimal> llm,
        Optional<BigDecimal> other) {

    static final Figures ZERO = new Figures(zero(), zero(), zero(), zero(), zero(), zero());

    private static Optional<BigDecimal> zero() {
        return Optional.of(BigDecimal.ZERO);
    }

    /** What was booked, and what open quantity and cash add at today's prices. */
    static Figures of(Tally tally, Optional<BigDecimal> unrealized, Optional<BigDecimal> openFx) {
        return new Figures(
                tally.realized().value(),
                unrealized,
                new Sum().add(tally.fx().value()).add(openFx).value(),
                tally.fees().value(),
                tally.llm().value(),
                tally.other().value());
    }

    Optional<BigDecimal> gross() {
        return new Sum().add(realized).add(unrealized).add(fx).value();
    }

    Optional<BigDecimal> net() {
        return new Sum().add(gross()).subtract(fees).subtract(llm).subtract(other).value();
    }

    /** Each part as it is published. */
    Figures published() {
        return new Figures(
                realized.map(Decimals::published),
                unrealized.map(Decimals::published),
                fx.map(Decimals::published),
                fees.map(Decimals::published),
                llm.map(Decimals::published),
                other.map(Decimals::published));
    }

    /**
     * Published so that {@code equity = contributed + net} holds to the last digit: what rounding
     * the parts leaves over stands in the unrealized PnL.
     */
    Figures published(Optional<BigDecimal> equity, Optional<BigDecimal> contributed) {
        Figures rounded = published();
        if (equity.isEmpty() || contributed.isEmpty() || rounded.net().isEmpty()) {
            return rounded;
        }
        BigDecimal left =
                equity.get().subtract(contributed.get()).subtract(rounded.net().orElseThrow());
        return new Figures(
                rounded.realized,
                rounded.unrealized.map(amount -> Decimals.canonical(amount.add(left))),
                rounded.fx,
                rounded.fees,
                rounded.llm,
                rounded.other);
    }

    Figures plus(Figures more) {
        return new Figures(
                both(realized, more.realized),
                both(unrealized, more.unrealized),
                both(fx, more.fx),
                both(fees, more.fees),
                both(llm, more.llm),
                both(other, more.other));
    }

    /** These less the others, part by part, where both are known; as they are where not. */
    Figures less(Figures others) {
        return new Figures(
                rest(realized, others.realized),
                rest(unrealized, others.unrealized),
                rest(fx, others.fx),
                rest(fees, others.fees),
                rest(llm, others.llm),
                rest(other, others.other));
    }

    private static Optional<BigDecimal> both(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return new Sum().add(a).add(b).value();
    }

    private static Optional<BigDecimal> rest(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return new Sum().add(a).subtract(b).value();
    }
}
