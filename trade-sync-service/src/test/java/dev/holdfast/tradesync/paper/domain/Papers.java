package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Words for the tests of the paper venue. */
final class Papers {

    static final PortfolioId SWING = PortfolioId.of("swing");
    static final Symbol BTC_USD = Symbol.of("BTC/USD");
    static final Currency USD = Currency.of("USD");
    static final Currency BTC = Currency.of("BTC");
    static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

    /** Maker 10, taker 20, slippage 10 basis points. */
    static final VenueTerms TERMS = terms("10", "20", "10", false);

    private Papers() {}

    static VenueTerms terms(String maker, String taker, String slippage, boolean margin) {
        return new VenueTerms(
                BTC_USD,
                new BigDecimal("0.01"),
                new BigDecimal("0.00000001"),
                BigDecimal.ONE,
                new BigDecimal(maker),
                new BigDecimal(taker),
                new BigDecimal(slippage),
                BigDecimal.ONE,
                margin);
    }

    static PaperAccount account(String usd, String btc) {
        return PaperAccount.opened(
                SWING, START, Map.of(USD, new BigDecimal(usd), BTC, new BigDecimal(btc)));
    }

    static PaperOrder market(long id, Side side, String quantity) {
        return order(
                id,
                side,
                OrderType.MARKET,
                quantity,
                Optional.empty(),
                Optional.empty(),
                TimeInForce.GTC);
    }

    static PaperOrder stop(long id, Side side, String quantity, String price) {
        return order(
                id,
                side,
                OrderType.STOP,
                quantity,
                Optional.empty(),
                Optional.of(Price.of(price)),
                TimeInForce.GTC);
    }

    static PaperOrder limit(long id, Side side, String quantity, String price) {
        return limit(id, side, quantity, price, TimeInForce.GTC);
    }

    static PaperOrder limit(
            long id, Side side, String quantity, String price, TimeInForce timeInForce) {
        return order(
                id,
                side,
                OrderType.LIMIT,
                quantity,
                Optional.of(Price.of(price)),
                Optional.empty(),
                timeInForce);
    }

    private static PaperOrder order(
            long id,
            Side side,
            OrderType type,
            String quantity,
            Optional<Price> limit,
            Optional<Price> stop,
            TimeInForce timeInForce) {
        return new PaperOrder(
                id,
                SWING,
                ClientOrderId.of("swing-" + id),
                BTC_USD,
                side,
                type,
                Quantity.of(quantity),
                limit,
                stop,
                timeInForce,
                Optional.empty(),
                false,
                Quantity.ZERO,
                OrderStatus.OPEN,
                Optional.empty(),
                START,
                START);
    }

    static Print print(int second, String price, String quantity) {
        return new Print(
                second + 2L, START.plusSeconds(second), Price.of(price), Quantity.of(quantity));
    }

    static Book book(PaperAccount account, PaperOrder... orders) {
        Map<Long, PaperOrder> byId = new TreeMap<>();
        for (PaperOrder order : orders) {
            byId.put(order.id(), order);
        }
        return new Book(byId, Map.of(SWING, account), 1);
    }

    static MatchingEngine.Matched match(Book book, Print... prints) {
        return MatchingEngine.match(book, List.of(prints), TERMS);
    }
}
