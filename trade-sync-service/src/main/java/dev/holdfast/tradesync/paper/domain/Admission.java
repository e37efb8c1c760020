package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/** Whether the paper venue takes an order into its book. */
public final class Admission {

    private Admission() {}

    /** The venue's answer to an order that it does not take. */
    public record Refusal(String code, String reason) {}

    /**
     * @param open the account's open orders
     * @param last the last print; empty before the first
     */
    public static Optional<Refusal> refusal(
            PaperOrder order,
            PaperAccount account,
            Collection<PaperOrder> open,
            Optional<Price> last,
            VenueTerms terms) {
        if (!order.symbol().equals(terms.symbol())) {
            return refuse("UNKNOWN_SYMBOL", "Only " + terms.symbol() + " is traded here.");
        }
        if ((order.orderType() == OrderType.LIMIT) != order.limitPrice().isPresent()) {
            return refuse("INVALID_PRICE", "A limit order has a limit price, a market order none.");
        }
        if ((order.orderType() == OrderType.STOP) != order.stopPrice().isPresent()) {
            return refuse("INVALID_PRICE", "A stop order has a stop price, no other has one.");
        }
        if (order.quantity().isZero()
                || order.quantity().value().remainder(terms.lot()).signum() != 0) {
            return refuse("INVALID_QUANTITY", "The quantity must be a multiple of " + terms.lot());
        }
        Optional<Price> limit = order.limitPrice().or(order::stopPrice);
        if (limit.filter(p -> p.value().remainder(terms.tick()).signum() != 0).isPresent()
                || limit.filter(p -> p.value().signum() == 0).isPresent()) {
            return refuse("INVALID_PRICE", "The price must be a multiple of " + terms.tick());
        }
        return limit.or(() -> last).flatMap(price -> value(order, account, open, price, terms));
    }

    private static Optional<Refusal> value(
            PaperOrder order,
            PaperAccount account,
            Collection<PaperOrder> open,
            Price price,
            VenueTerms terms) {
        BigDecimal notional = order.quantity().value().multiply(price.value());
        if (notional.compareTo(terms.minimumNotional()) < 0) {
            return refuse(
                    "BELOW_MINIMUM_NOTIONAL",
                    "The order's value is below " + terms.minimumNotional().toPlainString());
        }
        if (terms.margin()) {
            return Optional.empty();
        }
        Currency spent =
                order.side() == Side.BUY
                        ? order.symbol().quote()
                        : new Currency(order.symbol().base());
        BigDecimal needed =
                order.side() == Side.BUY
                        ? order.quantity().value().multiply(terms.costOfOne(price, Liquidity.TAKER))
                        : order.quantity().value();
        BigDecimal free = Holds.available(account, spent, open, order.id(), terms);
        return free.compareTo(needed) < 0
                ? refuse(
                        "INSUFFICIENT_FUNDS",
                        "The order needs "
                                + needed.toPlainString()
                                + " "
                                + spent
                                + " and "
                                + free.toPlainString()
                                + " is free.")
                : Optional.empty();
    }

    private static Optional<Refusal> refuse(String code, String reason) {
        return Optional.of(new Refusal(code, reason));
    }
}
