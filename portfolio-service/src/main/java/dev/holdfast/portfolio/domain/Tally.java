package dev.holdfast.portfolio.domain;

/**
 * What was booked for a slice or the whole, in the base currency: all that does not depend on
 * today's prices.
 *
 * @param fx what rates did to the basis of what was closed
 * @param trades fills
 * @param wins cycles that closed with a realized PnL (free of fees) above zero
 * @param losses cycles that closed with one below zero
 */
public record Tally(
        Converted realized,
        Converted fx,
        Converted fees,
        Converted llm,
        Converted other,
        long trades,
        long orders,
        long wins,
        long losses) {

    public static final Tally NONE =
            new Tally(
                    Converted.ZERO,
                    Converted.ZERO,
                    Converted.ZERO,
                    Converted.ZERO,
                    Converted.ZERO,
                    0,
                    0,
                    0,
                    0);

    static Tally ofRealized(Converted realized, Converted fx) {
        return new Tally(realized, fx, Converted.ZERO, Converted.ZERO, Converted.ZERO, 0, 0, 0, 0);
    }

    static Tally ofTrade(Converted fees) {
        return new Tally(
                Converted.ZERO, Converted.ZERO, fees, Converted.ZERO, Converted.ZERO, 1, 0, 0, 0);
    }

    static Tally ofCost(Cost cost) {
        boolean llm = cost.kind() == Cost.Kind.LLM;
        return new Tally(
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                llm ? cost.base() : Converted.ZERO,
                llm ? Converted.ZERO : cost.base(),
                0,
                0,
                0,
                0);
    }

    static Tally ofCycle(Cycle cycle) {
        int sign = cycle.realized().signum();
        return new Tally(
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                0,
                0,
                sign > 0 ? 1 : 0,
                sign < 0 ? 1 : 0);
    }

    static Tally ofOrder() {
        return new Tally(
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                0,
                1,
                0,
                0);
    }

    Tally plus(Tally more) {
        return new Tally(
                realized.plus(more.realized),
                fx.plus(more.fx),
                fees.plus(more.fees),
                llm.plus(more.llm),
                other.plus(more.other),
                trades + more.trades,
                orders + more.orders,
                wins + more.wins,
                losses + more.losses);
    }
}
