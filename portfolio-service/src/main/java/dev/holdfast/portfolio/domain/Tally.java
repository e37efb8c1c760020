package dev.holdfast.portfolio.domain;

/**
 * What was booked for a slice or the whole, in the base currency: sums that do not depend on
 * today's prices, so that a part can be taken out of them again.
 *
 * @param fx what rates did to the basis of what was closed
 * @param turnover quantity × price of all fills
 * @param trades fills
 * @param entries how many bookings made it
 */
public record Tally(
        Converted realized,
        Converted fx,
        Converted fees,
        Converted llm,
        Converted other,
        Converted turnover,
        long trades,
        long orders,
        long entries) {

    public static final Tally NONE = of(Converted.ZERO, Converted.ZERO, 0, 0, 0);

    private static Tally of(
            Converted realized, Converted fx, long trades, long orders, long entries) {
        return new Tally(
                realized,
                fx,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                trades,
                orders,
                entries);
    }

    static Tally ofRealized(Converted realized, Converted fx) {
        return of(realized, fx, 0, 0, 1);
    }

    static Tally ofTrade(Converted fees, Converted turnover) {
        return new Tally(
                Converted.ZERO,
                Converted.ZERO,
                fees,
                Converted.ZERO,
                Converted.ZERO,
                turnover,
                1,
                0,
                1);
    }

    static Tally ofCost(Cost cost) {
        boolean llm = cost.kind() == Cost.Kind.LLM;
        return new Tally(
                Converted.ZERO,
                Converted.ZERO,
                Converted.ZERO,
                llm ? cost.base() : Converted.ZERO,
                llm ? Converted.ZERO : cost.base(),
                Converted.ZERO,
                0,
                0,
                cost.records());
    }

    static Tally ofOrder() {
        return of(Converted.ZERO, Converted.ZERO, 0, 1, 1);
    }

    Tally plus(Tally more) {
        return new Tally(
                realized.plus(more.realized),
                fx.plus(more.fx),
                fees.plus(more.fees),
                llm.plus(more.llm),
                other.plus(more.other),
                turnover.plus(more.turnover),
                trades + more.trades,
                orders + more.orders,
                entries + more.entries);
    }

    /** What it is without bookings that were once added to it. */
    Tally without(Tally added) {
        return new Tally(
                realized.without(added.realized),
                fx.without(added.fx),
                fees.without(added.fees),
                llm.without(added.llm),
                other.without(added.other),
                turnover.without(added.turnover),
                trades - added.trades,
                orders - added.orders,
                entries - added.entries);
    }
}
