package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an approved order can be sent to a venue, and in which shape: rounded to tick and lot,
 * refused with a code where the venue could not take it. Risk has decided before that it may be
 * sent; nothing of that is decided here again.
 */
public final class PlacementRules {

    private PlacementRules() {}

    /**
     * @param instrument empty where the venue does not trade the symbol
     * @param lastPrice the venue's last price of the symbol, which values a market order; where it
     *     is unknown the venue has the last word on the minimum notional
     * @param now by the venue's clock
     */
    public static Ruling rule(
            WorkingOrder order,
            Optional<Instrument> instrument,
            Capabilities capabilities,
            Optional<Price> lastPrice,
            Instant now) {
        if (order.cancelReason().isPresent()) {
            return new Ruling.Cancel(order.cancelReason().get());
        }
        if (order.expiresAt().filter(expiry -> !expiry.isAfter(now)).isPresent()) {
            return new Ruling.Expire();
        }
        if (instrument.isEmpty()) {
            return new Ruling.Refuse(
                    RefusalCode.UNKNOWN_SYMBOL, "The venue does not trade " + order.symbol() + ".");
        }
        if (!capabilities.orderTypes().contains(order.orderType())) {
            return new Ruling.Refuse(
                    RefusalCode.UNSUPPORTED_ORDER_TYPE,
                    "The venue takes no " + order.orderType() + " orders.");
        }
        if (!capabilities.timesInForce().contains(order.timeInForce())) {
            return new Ruling.Refuse(
                    RefusalCode.UNSUPPORTED_TIME_IN_FORCE,
                    "The venue takes no orders that are " + order.timeInForce() + ".");
        }
        if (order.orderType() == OrderType.LIMIT && order.limitPrice().isEmpty()) {
            return new Ruling.Refuse(
                    RefusalCode.MISSING_LIMIT_PRICE, "A LIMIT order needs limit_price.");
        }
        if (order.orderType() == OrderType.STOP && order.stopPrice().isEmpty()) {
            return new Ruling.Refuse(
                    RefusalCode.MISSING_STOP_PRICE, "A STOP order needs stop_price.");
        }
        if (order.timeInForce() == TimeInForce.GTD && order.expiresAt().isEmpty()) {
            return new Ruling.Refuse(RefusalCode.MISSING_EXPIRY, "A GTD order needs expires_at.");
        }
        return size(order, instrument.get(), lastPrice);
    }

    private static Ruling size(
            WorkingOrder order, Instrument instrument, Optional<Price> lastPrice) {
        Quantity quantity = instrument.round(order.quantity());
        BigDecimal least = instrument.minimumQuantity().max(instrument.lot());
        if (quantity.value().compareTo(least) < 0) {
            return new Ruling.Refuse(
                    RefusalCode.BELOW_MINIMUM_QUANTITY,
                    order.quantity()
                            + " is less than the venue's minimum of "
                            + least.toPlainString());
        }
        Optional<Price> limit =
                order.limitPrice().map(price -> instrument.round(price, order.side()));
        Optional<Price> stop =
                order.stopPrice()
                        .filter(price -> order.orderType() == OrderType.STOP)
                        .map(price -> instrument.roundStop(price, order.side()));
        Optional<BigDecimal> notional =
                limit.or(() -> stop)
                        .or(() -> lastPrice)
                        .map(price -> price.value().multiply(quantity.value()));
        if (notional.filter(n -> n.compareTo(instrument.minimumNotional()) < 0).isPresent()) {
            return new Ruling.Refuse(
                    RefusalCode.BELOW_MINIMUM_NOTIONAL,
                    "An order of "
                            + notional.get().toPlainString()
                            + " "
                            + order.symbol().quote()
                            + " is below the venue's minimum of "
                            + instrument.minimumNotional().toPlainString());
        }
        return new Ruling.Place(
                new NewOrder(
                        order.clientOrderId(),
                        order.symbol(),
                        order.side(),
                        order.orderType(),
                        quantity,
                        limit,
                        stop,
                        order.timeInForce(),
                        order.expiresAt()));
    }
}
