package dev.holdfast.risk.domain;

import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders of one symbol on their way, and what they come to, in its quote currency.
 *
 * @param buying the value of the buys, see {@link Reservation#value}
 * @param selling the value of the sells
 * @param payable what the buys may cost in cash
 * @param open how many of them take room among the open orders
 */
record Pending(
        List<Reservation> orders,
        BigDecimal buying,
        BigDecimal selling,
        BigDecimal payable,
        int open) {

    static final Pending NONE =
            new Pending(List.of(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    Pending with(Reservation order) {
        List<Reservation> more = new ArrayList<>(orders.size() + 1);
        more.addAll(orders);
        more.add(order);
        return plus(more, order.side(), order.value(), order.cost(), room(order));
    }

    Pending without(Reservation order) {
        List<Reservation> rest = new ArrayList<>(orders);
        rest.remove(order);
        return plus(
                rest, order.side(), order.value().negate(), order.cost().negate(), -room(order));
    }

    private Pending plus(
            List<Reservation> all, Side side, BigDecimal value, BigDecimal cost, int room) {
        return side == Side.BUY
                ? new Pending(all, buying.add(value), selling, payable.add(cost), open + room)
                : new Pending(all, buying, selling.add(value), payable, open + room);
    }

    private static int room(Reservation order) {
        return order.takesRoom() ? 1 : 0;
    }

    /** The value of the orders of a side beyond what they offset, the cheapest first. */
    BigDecimal beyond(Side side, BigDecimal offset) {
        if (offset.signum() == 0) {
            return side == Side.BUY ? buying : selling;
        }
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal left = offset;
        List<Reservation> cheapestFirst =
                orders.stream()
                        .filter(order -> order.side() == side)
                        .sorted(Comparator.comparing(Reservation::price))
                        .toList();
        for (Reservation order : cheapestFirst) {
            BigDecimal remaining = order.left();
            BigDecimal covered = remaining.min(left);
            left = left.subtract(covered);
            value = value.add(remaining.subtract(covered).multiply(order.price().value()));
        }
        return value;
    }
}
