package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.Collection;

/**
 * What open orders keep from being spent twice: a sell holds what it sells, a limit buy its cash
 * and the taker's fee. A market buy holds nothing, since nobody knows what it will cost; it takes
 * what is free when it trades.
 */
public final class Holds {

    private Holds() {}

    /**
     * How much of a balance is free, counting all open orders of the account but {@code except}.
     */
    public static BigDecimal available(
            PaperAccount account,
            Currency currency,
            Collection<PaperOrder> orders,
            long except,
            VenueTerms terms) {
        BigDecimal free = account.balance(currency);
        for (PaperOrder order : orders) {
            if (order.open()
                    && order.id() != except
                    && order.account().equals(account.portfolio())) {
                free = free.subtract(held(order, currency, terms));
            }
        }
        return free;
    }

    private static BigDecimal held(PaperOrder order, Currency currency, VenueTerms terms) {
        BigDecimal remaining = order.remaining().value();
        if (order.side() == Side.SELL) {
            return currency.value().equals(order.symbol().base()) ? remaining : BigDecimal.ZERO;
        }
        return order.limitPrice()
                .or(order::stopPrice)
                .filter(limit -> currency.equals(order.symbol().quote()))
                .map(limit -> remaining.multiply(terms.costOfOne(limit, Liquidity.TAKER)))
                .orElse(BigDecimal.ZERO);
    }
}
