package dev.holdfast.tradesync.paper.domain;

import static dev.holdfast.tradesync.paper.domain.Papers.BTC;
import static dev.holdfast.tradesync.paper.domain.Papers.START;
import static dev.holdfast.tradesync.paper.domain.Papers.SWING;
import static dev.holdfast.tradesync.paper.domain.Papers.USD;
import static dev.holdfast.tradesync.paper.domain.Papers.account;
import static dev.holdfast.tradesync.paper.domain.Papers.book;
import static dev.holdfast.tradesync.paper.domain.Papers.limit;
import static dev.holdfast.tradesync.paper.domain.Papers.market;
import static dev.holdfast.tradesync.paper.domain.Papers.match;
import static dev.holdfast.tradesync.paper.domain.Papers.print;
import static dev.holdfast.tradesync.paper.domain.Papers.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;

class MatchingEngineTest {

    @Test
    void aStopRestsUntilTheTapeReachesItAndIsAtMarketFromThenOn() {
        Book book = book(account("0", "3"), stop(1, Side.SELL, "3", "95"));

        var above = match(book, print(1, "96", "1"));
        var through = match(book, print(1, "94", "1"), print(2, "97", "5"));

        assertThat(above.fills()).isEmpty();
        assertThat(above.book().orders().get(1L).stopPrice()).contains(Price.of("95"));
        assertThat(through.fills())
                .extracting(fill -> fill.quantity().toString(), fill -> fill.price().toString())
                .containsExactly(tuple("1", "93.9"), tuple("2", "96.9"));
        assertThat(through.book().orders().get(1L).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aMarketOrderPaysThePrintAndSlippageAndTheTakersFee() {
        var matched =
                match(
                        book(account("10000", "0"), market(1, Side.BUY, "0.5")),
                        print(1, "800", "2"));

        PaperFill fill = matched.fills().getFirst();
        assertThat(fill.price()).isEqualTo(Price.of("800.80"));
        assertThat(fill.fee()).isEqualTo(Money.of("0.8008", "USD"));
        assertThat(fill.liquidity()).isEqualTo(Liquidity.TAKER);
        PaperAccount after = matched.book().accounts().get(SWING);
        assertThat(after.balance(USD)).isEqualByComparingTo("9598.7992");
        assertThat(after.balance(BTC)).isEqualByComparingTo("0.5");
    }

    @Test
    void aSellSlipsDownToTheTick() {
        var matched =
                match(
                        book(account("0", "1"), market(1, Side.SELL, "0.5")),
                        print(1, "800.05", "2"));

        assertThat(matched.fills().getFirst().price()).isEqualTo(Price.of("799.24"));
    }

    @Test
    void anOrderLargerThanAPrintIsFilledInPartsOverTheNext() {
        var matched =
                match(
                        book(account("10000", "0"), market(1, Side.BUY, "0.5")),
                        print(1, "800", "0.2"),
                        print(2, "801", "0"),
                        print(3, "802", "0.2"),
                        print(4, "803", "0.2"));

        assertThat(matched.fills())
                .extracting(PaperFill::quantity)
                .containsExactly(Quantity.of("0.2"), Quantity.of("0.2"), Quantity.of("0.1"));
        assertThat(matched.fills()).extracting(PaperFill::id).containsExactly(1L, 2L, 3L);
        assertThat(matched.book().orders().get(1L).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void ordersTogetherTakeNoMoreThanWasPrinted() {
        var matched =
                match(
                        book(
                                account("10000", "0"),
                                market(1, Side.BUY, "0.3"),
                                market(2, Side.BUY, "0.3")),
                        print(1, "800", "0.4"));

        assertThat(matched.fills())
                .extracting(PaperFill::orderId, PaperFill::quantity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, Quantity.of("0.3")),
                        org.assertj.core.groups.Tuple.tuple(2L, Quantity.of("0.1")));
    }

    @Test
    void aLimitOrderWaitsUntilTheTapeTradesAtItAndThenIsAMakerAtItsPrice() {
        var matched =
                match(
                        book(account("10000", "0"), limit(1, Side.BUY, "0.5", "790")),
                        print(1, "800", "2"),
                        print(2, "789", "2"));

        PaperFill fill = matched.fills().getFirst();
        assertThat(fill.at()).isEqualTo(START.plusSeconds(2));
        assertThat(fill.price()).isEqualTo(Price.of("790"));
        assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER);
        assertThat(fill.fee()).isEqualTo(Money.of("0.395", "USD"));
    }

    @Test
    void aLimitOrderThatIsMarketableAtOnceTakesButNeverWorseThanItsLimit() {
        var cheap =
                match(
                        book(account("10000", "0"), limit(1, Side.BUY, "0.5", "850")),
                        print(1, "800", "2"));
        var bound =
                match(
                        book(account("10000", "0"), limit(1, Side.BUY, "0.5", "800.10")),
                        print(1, "800", "2"));

        assertThat(cheap.fills().getFirst().price()).isEqualTo(Price.of("800.80"));
        assertThat(cheap.fills().getFirst().liquidity()).isEqualTo(Liquidity.TAKER);
        assertThat(bound.fills().getFirst().price()).isEqualTo(Price.of("800.10"));
    }

    @Test
    void anIocOrderTakesOnePrintAndLetsTheRestGo() {
        var matched =
                match(
                        book(
                                account("10000", "0"),
                                limit(1, Side.BUY, "0.5", "850", TimeInForce.IOC)),
                        print(1, "800", "0.2"),
                        print(2, "800", "5"));

        PaperOrder order = matched.book().orders().get(1L);
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.filled()).isEqualTo(Quantity.of("0.2"));
    }

    @Test
    void aFokOrderIsFilledWholeOrNotAtAll() {
        var matched =
                match(
                        book(
                                account("10000", "0"),
                                limit(1, Side.BUY, "0.5", "850", TimeInForce.FOK),
                                limit(2, Side.BUY, "0.1", "850", TimeInForce.FOK)),
                        print(1, "800", "0.2"));

        assertThat(matched.book().orders().get(1L).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(matched.book().orders().get(1L).filled()).isEqualTo(Quantity.ZERO);
        assertThat(matched.book().orders().get(2L).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void anOrderWhoseTimeIsOverIsNotFilledByALaterPrint() {
        PaperOrder order = limit(1, Side.BUY, "0.5", "850", TimeInForce.GTD);
        PaperOrder dated =
                new PaperOrder(
                        order.id(),
                        order.account(),
                        order.clientOrderId(),
                        order.symbol(),
                        order.side(),
                        order.orderType(),
                        order.quantity(),
                        order.limitPrice(),
                        order.stopPrice(),
                        order.timeInForce(),
                        Optional.of(START.plusSeconds(5)),
                        false,
                        Quantity.ZERO,
                        OrderStatus.OPEN,
                        Optional.empty(),
                        START,
                        START);

        var matched = match(book(account("10000", "0"), dated), print(9, "800", "2"));

        assertThat(matched.fills()).isEmpty();
        assertThat(matched.book().orders().get(1L).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(matched.book().orders().get(1L).updatedAt()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void cashThatRunsOutEndsTheOrderAndIsNeverOverdrawn() {
        var matched =
                match(book(account("100", "0"), market(1, Side.BUY, "0.5")), print(1, "800", "2"));

        PaperAccount after = matched.book().accounts().get(SWING);
        assertThat(after.balance(USD)).isBetween(BigDecimal.ZERO, new BigDecimal("0.01"));
        assertThat(matched.book().orders().get(1L).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(matched.book().orders().get(1L).reason().orElseThrow())
                .startsWith("INSUFFICIENT_FUNDS");
    }

    @Test
    void aSaleRealizesAgainstTheAverageCostFreeOfFees() {
        var bought =
                MatchingEngine.match(
                        book(
                                account("10000", "0"),
                                market(1, Side.BUY, "1"),
                                market(2, Side.BUY, "2")),
                        java.util.List.of(print(1, "100", "1"), print(2, "130", "2")),
                        Papers.terms("0", "20", "0", false));
        var sold =
                MatchingEngine.match(
                        new Book(
                                java.util.Map.of(3L, market(3, Side.SELL, "1.5")),
                                bought.book().accounts(),
                                bought.book().nextFill()),
                        java.util.List.of(print(3, "140", "9")),
                        Papers.terms("0", "20", "0", false));

        PaperPosition position = sold.book().accounts().get(SWING).positions().get(Papers.BTC_USD);
        assertThat(position.realizedPnl()).isEqualByComparingTo("30");
        assertThat(position.cost()).isEqualByComparingTo("180");
        assertThat(sold.book().accounts().get(SWING).fees().get(USD)).isEqualByComparingTo("1.14");
    }
}
