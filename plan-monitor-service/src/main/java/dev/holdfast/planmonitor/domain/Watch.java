package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.MarketEvent.MarkUpdated;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges plans by a mark, at the price that a close would get: the bid for longs, the ask for
 * shorts, the last price where there is nothing else.
 *
 * <p>Within one mark the oldest plan comes first, and within a plan the order is: stop, target,
 * then the trails, so that a mark never triggers the stop that it has moved itself. Marks from
 * before a plan was armed do not count for it.
 */
final class Watch {

    private Watch() {}

    /** What a mark reached. */
    private record Reached(ExitReason reason, Price level, boolean gapped) {}

    static void mark(Turn turn, MarkUpdated mark) {
        mark(
                turn,
                mark.symbol(),
                forLongs(mark.bid(), mark.price()),
                forShorts(mark.ask(), mark.price()),
                mark.occurredAt());
    }

    private static void mark(
            Turn turn, Symbol symbol, Price forLongs, Price forShorts, Instant at) {
        List<PlanId> reached = turn.book().table().of(symbol).reachedBy(forLongs, forShorts);
        if (reached.isEmpty()) {
            return;
        }
        reached.stream()
                .distinct()
                .flatMap(id -> turn.plan(id).stream())
                .sorted(Comparator.comparing(SymbolPlans.Age::of, SymbolPlans.Age.OLDEST_FIRST))
                .forEach(plan -> judge(turn, plan, plan.ofLong() ? forLongs : forShorts, at));
    }

    /** Judges one plan by the latest mark: for a plan that has just changed. */
    static void latest(Turn turn, Plan plan, Mark mark) {
        judge(
                turn,
                plan,
                plan.ofLong()
                        ? forLongs(mark.bid(), mark.price())
                        : forShorts(mark.ask(), mark.price()),
                mark.at());
    }

    private static Price forLongs(Optional<Price> bid, Price last) {
        return bid.orElse(last);
    }

    private static Price forShorts(Optional<Price> ask, Price last) {
        return ask.orElse(last);
    }

    private static void judge(Turn turn, Plan plan, Price price, Instant at) {
        if (!plan.watching() || plan.armedAt().orElseThrow().isAfter(at)) {
            return;
        }
        Optional<Reached> reached = stop(plan, price).or(() -> target(plan, price));
        if (reached.isPresent()) {
            Exits.trigger(
                    turn,
                    plan,
                    reached.get().reason(),
                    Optional.of(price),
                    Optional.of(reached.get().level()),
                    reached.get().gapped(),
                    at);
            return;
        }
        Plan followed = Trail.following(plan, price);
        if (followed != plan) {
            turn.trailed(
                    followed.raised().with(followed.night().withoutRestore()),
                    plan.levels().stop(),
                    price,
                    at);
        }
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

    /** Plans that are as old as they may get leave at what the market gives. */
    static void age(Turn turn, Instant now) {
        for (PlanId id : turn.book().table().agedBy(now)) {
            turn.plan(id)
                    .ifPresent(
                            plan ->
                                    Exits.trigger(
                                            turn,
                                            plan,
                                            ExitReason.MAX_AGE,
                                            Optional.empty(),
                                            Optional.empty(),
                                            false,
                                            now));
        }
    }
}
