package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Fills move the position; they arm, grow and reduce the plan that their order belongs to. Whatever
 * else moves the position, plans never guard more than is held: what was closed by hand is taken
 * from the oldest plans first.
 */
final class Fills {

    private Fills() {}

    static void synced(Turn turn, TradeEvent.Synced trade) {
        TradeEvent.Fill fill = trade.fill();
        BigDecimal moved = moved(fill);
        Symbol symbol = fill.key().symbol();
        turn.become(
                turn.book()
                        .with(
                                symbol,
                                turn.book().position(symbol).moved(moved, fill.price()),
                                new BookedFill(fill.key(), moved)));
        trade.clientOrderId().ifPresent(orderId -> attribute(turn, orderId, trade, moved));
        guardNoMoreThanHeld(turn, symbol, fill.occurredAt());
    }

    /** What a fill adds to the position: a fee in the base asset is a disposal of that quantity. */
    private static BigDecimal moved(TradeEvent.Fill fill) {
        BigDecimal feesInBase =
                fill.fees().stream()
                        .filter(fee -> fee.currency().value().equals(fill.key().symbol().base()))
                        .map(Money::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return fill.side().signed(fill.quantity()).subtract(feesInBase);
    }

    private static void attribute(
            Turn turn, ClientOrderId orderId, TradeEvent.Synced trade, BigDecimal moved) {
        Optional<Plan> left = PlanIds.ofExit(orderId).flatMap(turn::plan);
        if (left.isPresent()) {
            Exits.filled(turn, left.get(), orderId, trade.quantity(), trade.occurredAt());
            return;
        }
        EntryFill fill =
                new EntryFill(
                        trade.quantity(),
                        new Quantity(towards(trade.side(), moved).max(BigDecimal.ZERO)),
                        trade.quantity().value().multiply(trade.price().value()),
                        trade.occurredAt());
        PlanId ofEntry = PlanIds.ofEntry(orderId);
        Optional<Plan> entered = turn.plan(ofEntry);
        if (entered.isPresent()) {
            Entries.filled(turn, entered.get(), fill);
        } else if (trade.origin() == Origin.PLATFORM && !closed(turn, orderId, ofEntry)) {
            SeenOrder seen = seen(turn, orderId, trade.occurredAt());
            turn.become(turn.book().with(orderId, seen.filledBy(fill)));
        }
    }

    /** An order ended, with so much filled; {@code cause} says how. */
    static void orderEnded(
            Turn turn,
            ClientOrderId orderId,
            Quantity through,
            String cause,
            Optional<String> trouble,
            Instant at) {
        Optional<Plan> left = PlanIds.ofExit(orderId).flatMap(turn::plan);
        if (left.isPresent()) {
            Exits.ended(turn, left.get(), orderId, through, trouble, at);
            return;
        }
        PlanId ofEntry = PlanIds.ofEntry(orderId);
        Optional<Plan> entered = turn.plan(ofEntry);
        if (entered.isPresent()) {
            Entries.ended(turn, entered.get(), through, cause, at);
        } else if (!closed(turn, orderId, ofEntry)) {
            SeenOrder seen = seen(turn, orderId, at);
            turn.become(turn.book().with(orderId, seen.endedWith(through, cause)));
        }
    }

    private static SeenOrder seen(Turn turn, ClientOrderId orderId, Instant at) {
        SeenOrder known = turn.book().seenOrders().get(orderId);
        return known == null ? SeenOrder.at(at) : known;
    }

    private static boolean closed(Turn turn, ClientOrderId orderId, PlanId ofEntry) {
        return turn.book().recentlyClosed().contains(ofEntry)
                || PlanIds.ofExit(orderId)
                        .map(plan -> turn.book().recentlyClosed().contains(plan))
                        .orElse(false);
    }

    /**
     * The venue changed what it says of a fill.
     *
     * @throws IllegalStateException for a fill that is not among the recent ones: what it did to
     *     the position is not known any more
     */
    static void corrected(Turn turn, TradeEvent.Corrected trade) {
        TradeEvent.Fill fill = trade.fill();
        Symbol symbol = fill.key().symbol();
        BigDecimal before =
                turn.book().recentFills().stream()
                        .filter(known -> known.key().equals(fill.key()))
                        .findFirst()
                        .map(BookedFill::moved)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "The corrected fill "
                                                        + fill.key().tradeId()
                                                        + " is not known, or too old to be"
                                                        + " corrected."));
        BigDecimal after = trade.cancelled() ? BigDecimal.ZERO : moved(fill);
        BigDecimal by = after.subtract(before);
        turn.become(
                turn.book()
                        .with(
                                symbol,
                                turn.book().position(symbol).moved(by, fill.price()),
                                new BookedFill(fill.key(), after)));
        trade.clientOrderId()
                .flatMap(
                        orderId ->
                                PlanIds.ofExit(orderId)
                                        .flatMap(turn::plan)
                                        .or(() -> turn.plan(PlanIds.ofEntry(orderId))))
                .ifPresent(plan -> resize(turn, plan, by, trade.occurredAt()));
        guardNoMoreThanHeld(turn, symbol, trade.occurredAt());
    }

    private static void resize(Turn turn, Plan plan, BigDecimal by, Instant at) {
        BigDecimal more = towards(plan.side(), by);
        if (more.signum() > 0) {
            Plan grown = plan.raised().with(plan.quantity().plus(new Quantity(more)));
            turn.updated(grown, "a fill was corrected", at);
            Exits.goOn(turn, grown, at);
        } else if (more.signum() < 0) {
            shrink(turn, plan, new Quantity(more.negate()).min(plan.quantity()), at);
        }
    }

    private static void guardNoMoreThanHeld(Turn turn, Symbol symbol, Instant at) {
        for (Side side : Side.values()) {
            Quantity held = turn.book().position(symbol).held(side);
            SymbolPlans plans = turn.book().table().of(symbol);
            Quantity excess = plans.guarded(side).lessAtMost(held);
            if (excess.isZero()) {
                continue;
            }
            for (PlanId id : plans.byAge().values()) {
                Plan plan = turn.plan(id).orElseThrow();
                if (plan.side() == side && !plan.quantity().isZero()) {
                    Quantity by = excess.min(plan.quantity());
                    shrink(turn, plan, by, at);
                    excess = excess.lessAtMost(by);
                    if (excess.isZero()) {
                        break;
                    }
                }
            }
        }
    }

    private static void shrink(Turn turn, Plan plan, Quantity by, Instant at) {
        Plan rest = plan.with(plan.quantity().lessAtMost(by));
        if (!rest.quantity().isZero() && (Exits.pending(rest) || !turn.flat(rest))) {
            turn.reduced(rest.raised(), by, at);
            return;
        }
        if (Exits.onItsWay(rest)) {
            turn.reduced(rest.raised(), by, at);
            Exits.withdraw(turn, rest, at);
        } else if (rest.entry().working()) {
            Plan waiting = rest.status() == PlanStatus.ARMED ? rest.with(PlanStatus.OPEN) : rest;
            turn.reduced(waiting.raised(), by, at);
        } else {
            turn.closed(rest, Exits.POSITION_CLOSED, at);
        }
    }

    private static BigDecimal towards(Side side, BigDecimal moved) {
        return side == Side.BUY ? moved : moved.negate();
    }
}
