package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.MarketEvent.MarkUpdated;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.JudgedBy;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges plans by a mark, at the price that a close would get: the bid for longs, the ask for
 * shorts, the last price where there is nothing else, or where the policy wants it.
 *
 * <p>Within one mark the oldest plan comes first, and within a plan the order is: stop, target,
 * steps, the gain that is due, then the trails, so that a mark never triggers the stop that it has
 * moved itself. Marks from before a plan was armed do not count for it.
 */
final class Watch {

    /** Places of the part that a step leaves; the rest stays with the plan. */
    private static final int PLACES_OF_A_PART = 8;

    private Watch() {}

    /** What a mark reached. */
    private record Reached(ExitReason reason, Price level, boolean gapped) {}

    /** What a close of longs and of shorts would get. */
    private record Prices(Price forLongs, Price forShorts) {

        static Prices of(PlanPolicy policy, Price last, Optional<Price> bid, Optional<Price> ask) {
            return policy.judgedBy().filter(JudgedBy.LAST_PRICE::equals).isPresent()
                    ? new Prices(last, last)
                    : new Prices(bid.orElse(last), ask.orElse(last));
        }

        Price of(Plan plan) {
            return plan.ofLong() ? forLongs : forShorts;
        }
    }

    static void mark(Turn turn, MarkUpdated mark) {
        Prices prices = Prices.of(turn.policy(), mark.price(), mark.bid(), mark.ask());
        List<PlanId> reached =
                turn.book()
                        .table()
                        .of(mark.symbol())
                        .reachedBy(prices.forLongs(), prices.forShorts());
        if (reached.isEmpty()) {
            return;
        }
        reached.stream()
                .distinct()
                .flatMap(id -> turn.plan(id).stream())
                .sorted(Comparator.comparing(SymbolPlans.Age::of, SymbolPlans.Age.OLDEST_FIRST))
                .forEach(plan -> judge(turn, plan, prices.of(plan), mark.occurredAt()));
    }

    /** Judges one plan by the latest mark: for a plan that has just changed. */
    static void latest(Turn turn, Plan plan, Mark mark) {
        judge(turn, plan, priceOfClose(turn.policy(), plan, mark), mark.at());
    }

    /** What a close of the plan would get at a mark. */
    static Price priceOfClose(PlanPolicy policy, Plan plan, Mark mark) {
        return Prices.of(policy, mark.price(), mark.bid(), mark.ask()).of(plan);
    }

    static Price priceOfClose(PlanPolicy policy, Plan plan, MarkUpdated mark) {
        return Prices.of(policy, mark.price(), mark.bid(), mark.ask()).of(plan);
    }

    /** Whether a price is at a level of the plan, or beyond it. */
    static boolean reaches(Plan plan, Price price) {
        return stop(plan, price).isPresent()
                || target(plan, price).isPresent()
                || !stepsReached(plan, price).isEmpty();
    }

    private static void judge(Turn turn, Plan plan, Price price, Instant at) {
        if (!plan.watching() || plan.armedAt().orElseThrow().isAfter(at)) {
            return;
        }
        Optional<Reached> reached = stop(plan, price).or(() -> target(plan, price));
        if (reached.isPresent()) {
            leave(turn, plan, reached.get(), price, at);
            return;
        }
        List<Levels.Step> steps = stepsReached(plan, price);
        if (!steps.isEmpty()) {
            step(turn, plan, steps, price, at);
            return;
        }
        Plan judged = plan;
        if (plan.mustGain()) {
            Price entry = plan.entry().price().orElseThrow();
            if (loss(plan, entry, price) >= 0) {
                leave(turn, plan, new Reached(ExitReason.TIME_STOP, entry, false), price, at);
                return;
            }
            judged = plan.with(Plan.TimeStop.PASSED);
            turn.keep(judged);
        }
        Plan followed = Trail.following(judged, price);
        if (followed != judged) {
            turn.trailed(
                    followed.raised().with(followed.night().withoutRestore()),
                    judged.levels().stop(),
                    price,
                    at);
        }
    }

    private static void leave(Turn turn, Plan plan, Reached reached, Price price, Instant at) {
        Exits.trigger(
                turn,
                plan,
                reached.reason(),
                Exits.Cause.at(price, reached.level(), reached.gapped()),
                at);
    }

    private static Optional<Reached> stop(Plan plan, Price price) {
        ExitReason reason =
                plan.levels().stopSetBy() == Levels.SetBy.TRAIL
                        ? ExitReason.TRAILING_STOP
                        : ExitReason.STOP;
        return plan.levels()
                .stop()
                .flatMap(level -> reached(reason, level, loss(plan, level, price)));
    }

    private static Optional<Reached> target(Plan plan, Price price) {
        return plan.levels()
                .target()
                .flatMap(level -> reached(ExitReason.TARGET, level, -loss(plan, level, price)));
    }

    /** Below zero: not reached; zero: at the level; above: beyond it, so it was gapped through. */
    private static Optional<Reached> reached(ExitReason reason, Price level, int beyond) {
        return beyond < 0 ? Optional.empty() : Optional.of(new Reached(reason, level, beyond > 0));
    }

    /** How the price stands to a level, seen from the losing side. */
    private static int loss(Plan plan, Price level, Price price) {
        return plan.ofLong() ? level.compareTo(price) : price.compareTo(level);
    }

    /** The steps that a price reaches; none while the order of one is on its way. */
    private static List<Levels.Step> stepsReached(Plan plan, Price price) {
        return plan.step().isPresent()
                ? List.of()
                : plan.levels().steps().stream()
                        .takeWhile(step -> loss(plan, step.price(), price) <= 0)
                        .toList();
    }

    /** All steps that one mark reaches leave by one order; with the last share the plan leaves. */
    private static void step(
            Turn turn, Plan plan, List<Levels.Step> steps, Price price, Instant at) {
        BigDecimal left = plan.quantity().value();
        for (Levels.Step step : steps) {
            BigDecimal part =
                    left.multiply(step.share()).setScale(PLACES_OF_A_PART, RoundingMode.HALF_EVEN);
            left =
                    step.share().compareTo(BigDecimal.ONE) >= 0
                            ? BigDecimal.ZERO
                            : left.subtract(part);
        }
        Price level = steps.getLast().price();
        boolean gapped = loss(plan, level, price) != 0;
        List<Levels.Step> all = plan.levels().steps();
        Levels rest = plan.levels().with(all.subList(steps.size(), all.size()));
        Quantity part = plan.quantity().lessAtMost(new Quantity(left));
        if (left.signum() == 0) {
            leave(turn, plan.with(rest), new Reached(ExitReason.TARGET, level, gapped), price, at);
        } else if (turn.flat(plan.symbol(), part)) {
            turn.keep(plan.with(rest));
        } else {
            Exits.takeSteps(turn, plan, rest, part, Exits.Cause.at(price, level, gapped), at);
        }
    }

    /** Plans that are as old as they may get leave at what the market gives. */
    static void age(Turn turn, Instant now) {
        for (PlanId id : turn.book().table().agedBy(now)) {
            turn.plan(id).ifPresent(plan -> age(turn, plan, now));
        }
    }

    private static void age(Turn turn, Plan plan, Instant now) {
        if (plan.expiresAt().map(at -> !at.isAfter(now)).orElse(false)) {
            Exits.trigger(turn, plan, plan.agedBy(), Exits.Cause.NO_MARK, now);
        } else if (plan.timeStopAt().map(at -> !at.isAfter(now)).orElse(false)) {
            turn.keep(plan.with(Plan.TimeStop.DUE));
        }
    }
}
