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
import java.util.List;
import java.util.Optional;

/** {@code order-intents.v1}: orders that somebody would like to place or to withdraw. */
public sealed interface OrderIntentEvent extends Event {

    ClientOrderId clientOrderId();

    /**
     * A proposed order. {@code plan} guards what it opens; {@code planId} is set by
     * plan-monitor-service on the exit of a plan, whose client order id is derived from plan and
     * version. {@code onExcess} is REJECT where it is absent; {@code stopPrice} is that at which a
     * STOP becomes a market order.
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
            Optional<Price> stopPrice,
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

        /** An order without a stop price, refused where it does not fit. */
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
                    Optional.empty(),
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
                    stopPrice,
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
     * What guards a position. {@code targetSteps} leave in parts; {@code trailPct} and {@code
     * trailBy} (quote currency) are distances behind the best price; {@code trailToBreakevenPct}
     * the gain (as a fraction of entry, scaled by volatility) at which the stop goes to entry.
     * {@code maxAge} and {@code exitAt} end the plan whatever it gained, {@code timeStop} only if
     * it gained nothing by then.
     */
    record PlanTerms(
            Optional<Price> stopPrice,
            Optional<Price> targetPrice,
            List<TargetStep> targetSteps,
            Optional<BigDecimal> trailPct,
            Optional<BigDecimal> trailBy,
            Optional<BigDecimal> trailToBreakevenPct,
            Optional<Volatility> volatility,
            Optional<Duration> maxAge,
            Optional<Duration> timeStop,
            Optional<Instant> exitAt,
            Optional<Boolean> widenOvernight,
            Optional<NightTerms> overnight) {

        public static final PlanTerms NONE =
                new PlanTerms(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        public PlanTerms {
            targetSteps = List.copyOf(targetSteps);
        }

        /** Terms of one stop, one target and a trail by percent. */
        public PlanTerms(
                Optional<Price> stopPrice,
                Optional<Price> targetPrice,
                Optional<BigDecimal> trailPct,
                Optional<BigDecimal> trailToBreakevenPct,
                Optional<Volatility> volatility,
                Optional<Duration> maxAge,
                Optional<Boolean> widenOvernight) {
            this(
                    stopPrice,
                    targetPrice,
                    List.of(),
                    trailPct,
                    Optional.empty(),
                    trailToBreakevenPct,
                    volatility,
                    maxAge,
                    Optional.empty(),
                    Optional.empty(),
                    widenOvernight,
                    Optional.empty());
        }
    }

    /**
     * A target that leaves a part: {@code fraction} of what was filled, or an equal share of all
     * steps where none of them names one.
     */
    record TargetStep(Price price, Optional<BigDecimal> fraction) {}

    /** What of the portfolio's overnight policy is different for one plan. */
    record NightTerms(
            Optional<BigDecimal> widenBy,
            Optional<BigDecimal> widenPct,
            Optional<BigDecimal> rangeMultiple,
            Optional<BigDecimal> capPct,
            Optional<Boolean> restoreAfterOpen,
            Optional<Boolean> mayGiveUpBreakeven) {}
}
