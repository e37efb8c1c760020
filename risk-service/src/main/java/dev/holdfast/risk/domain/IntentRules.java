package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Baseline;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** Whether the intent makes sense by itself. They say nothing where nothing is wrong. */
final class IntentRules {

    /** Places to which a ratio is shown. */
    private static final int SHOWN_PLACES = 8;

    private IntentRules() {}

    static Optional<RiskEvent.Check> quantity(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.quantity().isZero()) {
            return Finding.reject(
                    Reason.INVALID_QUANTITY, "0", "> 0", "The quantity must be above zero.");
        }
        if (proposal.value().filter(value -> !isCarried(value)).isPresent()) {
            return Finding.reject(
                    Reason.INVALID_QUANTITY,
                    intent.quantity().toString(),
                    "20 digits",
                    "The value of the order has more than 20 digits before the point.");
        }
        return Finding.pass(Reason.INVALID_QUANTITY, intent.quantity().toString(), "> 0");
    }

    private static boolean isCarried(BigDecimal value) {
        try {
            Decimals.bounded(Decimals.published(value), "value");
            return true;
        } catch (InvalidValue tooLarge) {
            return false;
        }
    }

    static Optional<RiskEvent.Check> price(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.orderType() != OrderType.LIMIT) {
            return Optional.empty();
        }
        if (intent.limitPrice().isEmpty()) {
            return Finding.reject(
                    Reason.INVALID_PRICE, "none", "> 0", "A LIMIT order needs a limit_price.");
        }
        Price limit = intent.limitPrice().get();
        return limit.value().signum() > 0
                ? Finding.pass(Reason.INVALID_PRICE, limit.toString(), "> 0")
                : Finding.reject(
                        Reason.INVALID_PRICE, "0", "> 0", "The limit_price must be above zero.");
    }

    /** Stops rest at the venue only as a way out, of a plan or of an operator. */
    static Optional<RiskEvent.Check> orderType(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.orderType() != OrderType.STOP) {
            return Optional.empty();
        }
        if (!proposal.isGuardedExit()) {
            return Finding.reject(
                    Reason.INVALID_ORDER_TYPE,
                    "STOP",
                    "MARKET, LIMIT",
                    "Stops are kept by plans: send the order with a plan instead.");
        }
        return intent.stopPrice().filter(stop -> stop.value().signum() > 0).isPresent()
                ? Finding.pass(Reason.INVALID_PRICE, intent.stopPrice().get().toString(), "> 0")
                : Finding.reject(
                        Reason.INVALID_PRICE,
                        intent.stopPrice().map(Price::toString).orElse("none"),
                        "> 0",
                        "A STOP order needs a stop_price above zero.");
    }

    static Optional<RiskEvent.Check> timeInForce(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.timeInForce() != TimeInForce.GTD) {
            return Optional.empty();
        }
        Optional<Instant> expiry = intent.expiresAt();
        if (expiry.isEmpty()) {
            return Finding.reject(
                    Reason.INVALID_TIME_IN_FORCE,
                    "none",
                    "expires_at",
                    "A GTD order needs expires_at.");
        }
        return expiry.get().isAfter(proposal.now())
                ? Optional.empty()
                : Finding.reject(
                        Reason.INVALID_TIME_IN_FORCE,
                        expiry.get().toString(),
                        "> " + proposal.now(),
                        "expires_at has passed by the venue's clock.");
    }

    /** What is traded now was not held before. */
    static Optional<RiskEvent.Check> tag(Proposal proposal) {
        return Baseline.marks(proposal.intent().tag())
                ? Finding.reject(
                        Reason.INVALID_INTENT,
                        Baseline.TAG,
                        "another tag",
                        "The tag " + Baseline.TAG + " is kept for what the account held before.")
                : Optional.empty();
    }

    /** A stop stands on the losing side of the entry and a target on the winning one. */
    static Optional<RiskEvent.Check> plan(Proposal proposal) {
        Optional<OrderIntentEvent.PlanTerms> plan = proposal.intent().plan();
        if (plan.isEmpty() || proposal.entryPrice().isEmpty()) {
            return Optional.empty();
        }
        Price entry = proposal.entryPrice().get();
        boolean buys = proposal.intent().side() == Side.BUY;
        Optional<Price> stop = plan.get().stopPrice();
        if (stop.isPresent()
                && (buys ? stop.get().compareTo(entry) : entry.compareTo(stop.get())) >= 0) {
            return Finding.reject(
                    Reason.INVALID_PLAN,
                    stop.get().toString(),
                    (buys ? "< " : "> ") + entry,
                    "The stop stands on the wrong side of the entry.");
        }
        Optional<Price> target = plan.get().targetPrice();
        if (target.isPresent()
                && (buys ? entry.compareTo(target.get()) : target.get().compareTo(entry)) >= 0) {
            return Finding.reject(
                    Reason.INVALID_PLAN,
                    target.get().toString(),
                    (buys ? "> " : "< ") + entry,
                    "The target stands on the wrong side of the entry.");
        }
        return Finding.pass(Reason.INVALID_PLAN, "stop and target", "around " + entry);
    }

    static Optional<RiskEvent.Check> rewardToRisk(Proposal proposal) {
        Optional<OrderIntentEvent.PlanTerms> plan = proposal.intent().plan();
        if (proposal.limits().minRewardToRisk().isEmpty()
                || !proposal.isEntry()
                || plan.isEmpty()
                || plan.get().stopPrice().isEmpty()
                || plan.get().targetPrice().isEmpty()
                || proposal.entryPrice().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal entry = proposal.entryPrice().get().value();
        BigDecimal risk = entry.subtract(plan.get().stopPrice().get().value()).abs();
        BigDecimal reward = plan.get().targetPrice().get().value().subtract(entry).abs();
        BigDecimal limit = proposal.limits().minRewardToRisk().get();
        if (risk.signum() == 0) {
            return Finding.unknown(
                    Reason.MIN_REWARD_TO_RISK, Finding.text(limit), "The stop is at the entry.");
        }
        // Compared without a division, so that nothing is rounded where it matters.
        return Finding.atLeast(
                        Reason.MIN_REWARD_TO_RISK,
                        reward.compareTo(limit.multiply(risk)) >= 0,
                        reward.divide(risk, SHOWN_PLACES, RoundingMode.HALF_EVEN),
                        limit)
                .map(check -> Finding.inUnit(check, "ratio"));
    }
}
