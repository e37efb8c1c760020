package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** The orders by which plans leave. */
final class ExitOrders {

    /** Of a limit, where the price itself has fewer. */
    private static final int PLACES = 2;

    private ExitOrders() {}

    /**
     * How an exit is priced: at market, unless the policy wants limits and the price of a close is
     * known. What a person or a bot asks to leave, leaves at market; so does what a limit did not
     * bring out, where the policy escalates.
     *
     * @param mark the price of a close that was just judged
     */
    static Exit.Pricing pricing(
            Turn turn,
            Plan plan,
            int attempt,
            ExitReason reason,
            Optional<Price> mark,
            Instant at) {
        PlanPolicy policy = turn.policy();
        boolean limits =
                policy.exitOrder().filter(OrderType.LIMIT::equals).isPresent()
                        && reason != ExitReason.OPERATOR
                        && reason != ExitReason.BOT
                        && (attempt == 1 || policy.escalateAfter().isEmpty());
        Optional<Price> price = limits ? mark.or(() -> turn.priceOfClose(plan)) : Optional.empty();
        return price.map(near -> limit(plan, policy, near))
                .map(
                        limit ->
                                new Exit.Pricing(
                                        Optional.of(limit), policy.escalateAfter().map(at::plus)))
                .orElse(Exit.Pricing.MARKET);
    }

    /** Beyond the price by the policy's offset, so that it fills. */
    private static Price limit(Plan plan, PlanPolicy policy, Price near) {
        BigDecimal price = near.value();
        BigDecimal offset = price.multiply(policy.exitLimitOffsetPct().orElse(BigDecimal.ZERO));
        int places = Math.max(price.scale(), PLACES);
        BigDecimal limit =
                plan.ofLong()
                        ? price.subtract(offset).setScale(places, RoundingMode.FLOOR)
                        : price.add(offset).setScale(places, RoundingMode.CEILING);
        return Levels.level(limit).orElse(near);
    }

    /** Whether what this order leaves unfilled goes at market without a pause. */
    static boolean escalating(Turn turn, Exit exit) {
        return exit.limit().isPresent()
                && exit.escalateAt().isEmpty()
                && turn.policy().escalateAfter().isPresent();
    }

    /** A stop that rests at the venue until the market comes to it. */
    static OrderIntentEvent.Intended stop(Turn turn, Plan plan, ProtectiveStop stop, Instant at) {
        return intent(
                turn,
                plan,
                stop.order(),
                OrderType.STOP,
                Optional.of(stop.price()),
                "protective stop of plan " + plan.id(),
                at);
    }

    static OrderIntentEvent.Intended intent(Turn turn, Plan plan, Exit exit, Instant at) {
        return intent(
                turn,
                plan,
                exit,
                exit.limit().isPresent() ? OrderType.LIMIT : OrderType.MARKET,
                Optional.empty(),
                "exit of plan " + plan.id() + ": " + exit.reason(),
                at);
    }

    /** Neither run nor bot stands behind an exit: it also passes where bots are stopped. */
    private static OrderIntentEvent.Intended intent(
            Turn turn,
            Plan plan,
            Exit exit,
            OrderType type,
            Optional<Price> stopPrice,
            String reason,
            Instant at) {
        return new OrderIntentEvent.Intended(
                turn.portfolioId(),
                RunId.NONE,
                Optional.empty(),
                exit.orderId(),
                plan.symbol(),
                plan.side().opposite(),
                type,
                exit.ordered(),
                exit.limit(),
                stopPrice,
                TimeInForce.GTC,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.of(plan.id()),
                Optional.empty(),
                Optional.of(reason),
                Optional.empty(),
                at);
    }

    static OrderIntentEvent.CancelIntended cancel(
            Turn turn, ClientOrderId orderId, String why, Instant at) {
        return new OrderIntentEvent.CancelIntended(
                turn.portfolioId(), RunId.NONE, orderId, Optional.of(why), at);
    }
}
