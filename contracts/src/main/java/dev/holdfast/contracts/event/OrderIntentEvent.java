package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OnExcess;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.Volatility;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code order-intents.v1}: orders that somebody would like to place or to withdraw. */
public sealed interface OrderIntentEvent extends Event {

    ClientOrderId clientOrderId();

    /**
     * A proposed order. {@code plan} guards what it opens; {@code planId} is set by
     * plan-monitor-service on the exit of a plan, whose client order id is derived from plan and
     * version. {@code onExcess} is REJECT where it is absent.
     */
    record Intended(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            OrderType orderType,
            Quantity quantity,
            Optional<Price> limitPrice,
            TimeInForce timeInForce,
            Optional<Instant> expiresAt,
            boolean reduceOnly,
            Optional<PlanTerms> plan,
            Optional<PlanId> planId,
            Optional<String> tag,
            Optional<String> reason,
            Optional<OnExcess> onExcess,
            Instant occurredAt)
            implements OrderIntentEvent {

        /** An order that is refused where it does not fit. */
        public Intended(
                PortfolioId portfolioId,
                RunId runId,
                Optional<BotVersion> botVersion,
                ClientOrderId clientOrderId,
                Symbol symbol,
                Side side,
                OrderType orderType,
                Quantity quantity,
                Optional<Price> limitPrice,
                TimeInForce timeInForce,
                Optional<Instant> expiresAt,
                boolean reduceOnly,
                Optional<PlanTerms> plan,
                Optional<PlanId> planId,
                Optional<String> tag,
                Optional<String> reason,
                Instant occurredAt) {
            this(
                    portfolioId,
                    runId,
                    botVersion,
                    clientOrderId,
                    symbol,
                    side,
                    orderType,
                    quantity,
                    limitPrice,
                    timeInForce,
                    expiresAt,
                    reduceOnly,
                    plan,
                    planId,
                    tag,
                    reason,
                    Optional.empty(),
                    occurredAt);
        }

        /** The same order, of another size. */
        public Intended sized(Quantity size) {
            return new Intended(
                    portfolioId,
                    runId,
                    botVersion,
                    clientOrderId,
                    symbol,
                    side,
                    orderType,
                    size,
                    limitPrice,
                    timeInForce,
                    expiresAt,
                    reduceOnly,
                    plan,
                    planId,
                    tag,
                    reason,
                    onExcess,
                    occurredAt);
        }
    }

    record CancelIntended(
            PortfolioId portfolioId,
            RunId runId,
            ClientOrderId clientOrderId,
            Optional<String> reason,
            Instant occurredAt)
            implements OrderIntentEvent {}

    /**
     * What guards a position. {@code trailPct} is a distance behind the best price; {@code
     * trailToBreakevenPct} the gain (as a fraction of entry, scaled by volatility) at which the
     * stop goes to entry.
     */
    record PlanTerms(
            Optional<Price> stopPrice,
            Optional<Price> targetPrice,
            Optional<BigDecimal> trailPct,
            Optional<BigDecimal> trailToBreakevenPct,
            Optional<Volatility> volatility,
            Optional<Duration> maxAge,
            Optional<Boolean> widenOvernight) {}
}
