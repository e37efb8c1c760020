package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An intent with all that the rules look at; what is not known is empty.
 *
 * @param conflicting the portfolio has another order of the same client order id
 * @param now the venue's clock; the intent's own time before the venue was ever heard of
 * @param price what one unit is valued at, in the quote currency: the mark, and for an order with a
 *     limit the higher of limit and mark
 * @param value quantity × price in the base currency
 * @param reservation what is reserved for it, once approved; an exit without a price reserves at
 *     its limit
 * @param after the exposure with this order reserved; like {@code before} where it has no price
 */
record Proposal(
        OrderIntentEvent.Intended intent,
        boolean conflicting,
        RiskState state,
        PortfolioEvent.Configured configuration,
        Instant now,
        Optional<Mark> mark,
        Optional<Market.Rate> rate,
        Optional<Price> price,
        Optional<BigDecimal> value,
        Reservation reservation,
        Exposure before,
        Exposure after,
        Market market) {

    /** How old a mark or a rate may be where the limits do not say. */
    static final Duration MAX_MARK_AGE = Duration.ofSeconds(60);

    private static final Price FREE = new Price(BigDecimal.ZERO);

    static Proposal of(
            RiskState state,
            PortfolioEvent.Configured configuration,
            OrderIntentEvent.Intended intent,
            boolean conflicting,
            Market market) {
        return of(state, configuration, intent, conflicting, market, Exposure.of(state, market));
    }

    private static Proposal of(
            RiskState state,
            PortfolioEvent.Configured configuration,
            OrderIntentEvent.Intended intent,
            boolean conflicting,
            Market market,
            Exposure before) {
        Optional<Mark> mark = market.latest(configuration.venue(), intent.symbol());
        Optional<Market.Rate> rate =
                market.rate(
                        configuration.venue(),
                        intent.symbol().quote(),
                        configuration.baseCurrency());
        Optional<Price> price =
                mark.map(Mark::price)
                        .map(at -> limit(intent).filter(l -> l.compareTo(at) > 0).orElse(at));
        Optional<BigDecimal> value =
                price.flatMap(
                        at ->
                                rate.map(
                                        r ->
                                                r.convert(
                                                        intent.quantity()
                                                                .value()
                                                                .multiply(at.value()))));
        Instant now = now(configuration, intent, market);
        Reservation reservation =
                reservation(intent, price.or(intent::limitPrice).orElse(FREE), now);
        Exposure after =
                price.isPresent()
                        ? before.with(state, Scope.ALL, intent.clientOrderId(), reservation, market)
                        : before;
        return new Proposal(
                intent,
                conflicting,
                state,
                configuration,
                now,
                mark,
                rate,
                price,
                value,
                reservation,
                before,
                after,
                market);
    }

    private static Instant now(
            PortfolioEvent.Configured configuration,
            OrderIntentEvent.Intended intent,
            Market market) {
        return market.now(configuration.venue()).orElse(intent.occurredAt());
    }

    private static Optional<Price> limit(OrderIntentEvent.Intended intent) {
        return intent.orderType() == OrderType.MARKET ? Optional.empty() : intent.limitPrice();
    }

    private static Reservation reservation(
            OrderIntentEvent.Intended intent, Price price, Instant now) {
        return new Reservation(
                intent.symbol(),
                intent.side(),
                intent.botVersion(),
                intent.quantity(),
                Quantity.ZERO,
                price,
                limit(intent).orElse(price),
                intent.reduceOnly(),
                intent.planId().filter(plan -> intent.orderType() == OrderType.STOP),
                Optional.empty(),
                now,
                0);
    }

    PortfolioEvent.Limits limits() {
        return configuration.limits();
    }

    boolean isEntry() {
        return !intent.reduceOnly();
    }

    /** An exit that no bot asks for: of a plan, or of an operator (no run, no bot behind it). */
    boolean isGuardedExit() {
        return intent.reduceOnly() && intent.runId().isNone() && intent.botVersion().isEmpty();
    }

    /** At what price the position would be entered. */
    Optional<Price> entryPrice() {
        return limit(intent).or(() -> mark.map(Mark::price));
    }

    Duration maxMarkAge() {
        return limits().maxMarkAge().orElse(MAX_MARK_AGE);
    }

    /** The same order, of another size. */
    Proposal sized(Quantity size) {
        return of(state, configuration, intent.sized(size), conflicting, market, before);
    }

    /** The limits that are set for some orders, this one among them. */
    List<PortfolioEvent.ScopedLimits> scoped() {
        if (limits().scoped().isEmpty()) {
            return List.of();
        }
        return limits().scoped().stream()
                .filter(scoped -> Scope.of(scoped).admits(intent))
                .toList();
    }

    List<PortfolioEvent.CorrelationBucket> buckets() {
        if (limits().correlationBuckets().isEmpty()) {
            return List.of();
        }
        return limits().correlationBuckets().stream()
                .filter(bucket -> bucket.symbols().contains(intent.symbol()))
                .toList();
    }

    /**
     * How much an order of this side can take off the position, beside what others already do. A
     * stop at the venue does not stand in the way of its own plan, which leaves only once the stop
     * is known to be gone. While the ledger is quarantined the venue's own word for a long position
     * counts.
     */
    BigDecimal reducible() {
        BigDecimal position = state.holdings().position(intent.symbol());
        if (state.trading().hold(Reason.LEDGER_QUARANTINED).isPresent()
                && intent.side() == Side.SELL) {
            position = venueHolding().orElse(position);
        }
        return reducible(Scope.ALL, position);
    }

    /** How much of what a scope holds an order of this side offsets. */
    BigDecimal reducible(Scope scope) {
        return reducible(scope, scope.held(state.holdings(), intent.symbol()));
    }

    private BigDecimal reducible(Scope scope, BigDecimal position) {
        BigDecimal left = intent.side() == Side.SELL ? position : position.negate();
        if (left.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        for (Reservation reservation : state.reservations().values()) {
            if (reservation.side() == intent.side()
                    && reservation.symbol().equals(intent.symbol())
                    && scope.concerns(reservation)
                    && !protectsPlanOfIntent(reservation)) {
                left = left.subtract(reservation.left());
            }
        }
        return left.max(BigDecimal.ZERO);
    }

    private boolean protectsPlanOfIntent(Reservation reservation) {
        return reservation.stopOf().isPresent()
                && intent.reduceOnly()
                && reservation.stopOf().equals(intent.planId());
    }

    private Optional<BigDecimal> venueHolding() {
        return state.holdings().venueBalances().entrySet().stream()
                .filter(balance -> balance.getKey().value().equals(intent.symbol().base()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
