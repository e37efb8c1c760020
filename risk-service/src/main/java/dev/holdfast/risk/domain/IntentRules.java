package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.value.Baseline;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.risk.domain.Finding.Term;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** Whether the intent makes sense by itself. They say nothing where nothing is wrong. */
final class IntentRules {

    /** Places to which a ratio is shown. */
    private static final int SHOWN_PLACES = 8;

    private IntentRules() {}

    static Optional<Finding> quantity(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.quantity().isZero()) {
            return Finding.reject(
                    Reason.INVALID_QUANTITY,
                    Term.of("0"),
                    Term.of("> 0"),
                    "The quantity must be above zero.");
        }
        if (proposal.value().filter(value -> !isCarried(value)).isPresent()) {
            return Finding.reject(
                    Reason.INVALID_QUANTITY,
                    Term.of(intent.quantity()),
                    Term.of("20 digits"),
                    "The value of the order has more than 20 digits before the point.");
        }
        return Finding.pass(Reason.INVALID_QUANTITY, Term.of(intent.quantity()), Term.of("> 0"));
    }

    private static boolean isCarried(BigDecimal value) {
        if (value.precision() - value.scale() < Decimals.MAX_INTEGER_DIGITS) {
            return true;
        }
        try {
            Decimals.bounded(Decimals.published(value), "value");
            return true;
        } catch (InvalidValue tooLarge) {
            return false;
        }
    }

    static Optional<Finding> price(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.orderType() != OrderType.LIMIT) {
            return Optional.empty();
        }
        if (intent.limitPrice().isEmpty()) {
            return Finding.reject(
                    Reason.INVALID_PRICE,
                    Term.of("none"),
                    Term.of("> 0"),
                    "A LIMIT order needs a limit_price.");
        }
        Price limit = intent.limitPrice().get();
        return limit.value().signum() > 0
                ? Finding.pass(Reason.INVALID_PRICE, Term.of(limit), Term.of("> 0"))
                : Finding.reject(
                        Reason.INVALID_PRICE,
                        Term.of("0"),
                        Term.of("> 0"),
                        "The limit_price must be above zero.");
    }

    /** Stops rest at the venue only as a way out, of a plan or of an operator. */
    static Optional<Finding> orderType(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.orderType() != OrderType.STOP) {
            return Optional.empty();
        }
        if (!proposal.isGuardedExit()) {
            return Finding.reject(
                    Reason.INVALID_ORDER_TYPE,
                    Term.of("STOP"),
                    Term.of("MARKET, LIMIT"),
                    "Stops are kept by plans: send the order with a plan instead.");
        }
        return intent.stopPrice().filter(stop -> stop.value().signum() > 0).isPresent()
                ? Finding.pass(
                        Reason.INVALID_PRICE, Term.of(intent.stopPrice().get()), Term.of("> 0"))
                : Finding.reject(
                        Reason.INVALID_PRICE,
                        intent.stopPrice().map(Term::of).orElse(Term.of("none")),
                        Term.of("> 0"),
                        "A STOP order needs a stop_price above zero.");
    }

    static Optional<Finding> timeInForce(Proposal proposal) {
        OrderIntentEvent.Intended intent = proposal.intent();
        if (intent.timeInForce() != TimeInForce.GTD) {
            return Optional.empty();
        }
        Optional<Instant> expiry = intent.expiresAt();
        if (expiry.isEmpty()) {
            return Finding.reject(
                    Reason.INVALID_TIME_IN_FORCE,
                    Term.of("none"),
                    Term.of("expires_at"),
                    "A GTD order needs expires_at.");
        }
        return expiry.get().isAfter(proposal.now())
                ? Optional.empty()
                : Finding.reject(
                        Reason.INVALID_TIME_IN_FORCE,
                        Term.of(expiry.get()),
                        Term.of("> ", proposal.now()),
                        "expires_at has passed by the venue's clock.");
    }

    /** What is traded now was not held before. */
    static Optional<Finding> tag(Proposal proposal) {
        return Baseline.marks(proposal.intent().tag())
                ? Finding.reject(
                        Reason.INVALID_INTENT,
                        Term.of(Baseline.TAG),
                        Term.of("another tag"),
                        "The tag " + Baseline.TAG + " is kept for what the account held before.")
                : Optional.empty();
    }

    /** A stop stands on the losing side of the entry and a target on the winning one. */
    static Optional<Finding> plan(Proposal proposal) {
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
                    Term.of(stop.get()),
                    Term.of(buys ? "< " : "> ", entry),
                    "The stop stands on the wrong side of the entry.");
        }
        Optional<Price> target = plan.get().targetPrice();
        if (target.isPresent()
                && (buys ? entry.compareTo(target.get()) : target.get().compareTo(entry)) >= 0) {
            return Finding.reject(
                    Reason.INVALID_PLAN,
                    Term.of(target.get()),
                    Term.of(buys ? "> " : "< ", entry),
                    "The target stands on the wrong side of the entry.");
        }
        return Finding.pass(
                Reason.INVALID_PLAN, Term.of("stop and target"), Term.of("around ", entry));
    }

    static Optional<Finding> rewardToRisk(Proposal proposal) {
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
                    Reason.MIN_REWARD_TO_RISK, Term.of(limit), "The stop is at the entry.");
        }
        // Compared without a division, so that nothing is rounded where it matters.
        return Finding.atLeast(
                        Reason.MIN_REWARD_TO_RISK,
                        reward.compareTo(limit.multiply(risk)) >= 0,
                        reward.divide(risk, SHOWN_PLACES, RoundingMode.HALF_EVEN),
                        limit)
                .map(found -> found.inUnit("ratio"));
    }
}
