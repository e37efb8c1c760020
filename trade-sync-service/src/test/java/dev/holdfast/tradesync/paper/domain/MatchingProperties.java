package dev.holdfast.tradesync.paper.domain;

import static dev.holdfast.tradesync.paper.domain.Papers.BTC;
import static dev.holdfast.tradesync.paper.domain.Papers.SWING;
import static dev.holdfast.tradesync.paper.domain.Papers.TERMS;
import static dev.holdfast.tradesync.paper.domain.Papers.USD;
import static dev.holdfast.tradesync.paper.domain.Papers.account;
import static dev.holdfast.tradesync.paper.domain.Papers.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class MatchingProperties {

    @Property(tries = 300)
    void whatTheAccountHoldsIsWhatItWasOpenedWithAndItsFillsToTheLastDigit(
            @ForAll("orders") List<PaperOrder> orders, @ForAll("tapes") List<Print> tape) {
        PaperAccount before = account("10000", "3");
        var matched = MatchingEngine.match(book(before, array(orders)), tape, TERMS);
        PaperAccount after = matched.book().accounts().get(SWING);

        BigDecimal usd = before.balance(USD);
        BigDecimal btc = before.balance(BTC);
        for (PaperFill fill : matched.fills()) {
            BigDecimal signed = fill.side().signed(fill.quantity());
            btc = btc.add(signed);
            usd = usd.subtract(signed.multiply(fill.price().value())).subtract(fill.fee().amount());
        }
        assertThat(after.balance(USD)).isEqualByComparingTo(usd);
        assertThat(after.balance(BTC)).isEqualByComparingTo(btc);
        assertThat(after.balance(USD)).isNotNegative();
        assertThat(after.balance(BTC)).isNotNegative();
    }

    @Property(tries = 300)
    void noPrintGivesMoreThanItsVolumeAndNoOrderTakesMoreThanItsQuantity(
            @ForAll("orders") List<PaperOrder> orders, @ForAll("tapes") List<Print> tape) {
        var matched = MatchingEngine.match(book(account("10000", "3"), array(orders)), tape, TERMS);

        Map<java.time.Instant, BigDecimal> taken =
                matched.fills().stream()
                        .collect(
                                Collectors.groupingBy(
                                        PaperFill::at,
                                        Collectors.reducing(
                                                BigDecimal.ZERO,
                                                fill -> fill.quantity().value(),
                                                BigDecimal::add)));
        for (Print print : tape) {
            assertThat(taken.getOrDefault(print.at(), BigDecimal.ZERO))
                    .isLessThanOrEqualTo(print.quantity().value());
        }
        for (PaperOrder order : matched.book().orders().values()) {
            BigDecimal filled =
                    matched.fills().stream()
                            .filter(fill -> fill.orderId() == order.id())
                            .map(fill -> fill.quantity().value())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(filled).isEqualByComparingTo(order.filled().value());
            assertThat(order.filled()).isLessThanOrEqualTo(order.quantity());
        }
    }

    @Property(tries = 300)
    void noFillIsWorseThanItsLimit(
            @ForAll("orders") List<PaperOrder> orders, @ForAll("tapes") List<Print> tape) {
        var matched = MatchingEngine.match(book(account("10000", "3"), array(orders)), tape, TERMS);
        for (PaperFill fill : matched.fills()) {
            matched.book()
                    .orders()
                    .get(fill.orderId())
                    .limitPrice()
                    .ifPresent(
                            limit -> {
                                if (fill.side() == Side.BUY) {
                                    assertThat(fill.price()).isLessThanOrEqualTo(limit);
                                } else {
                                    assertThat(fill.price()).isGreaterThanOrEqualTo(limit);
                                }
                            });
        }
    }

    @Property(tries = 300)
    void howTheTapeIsCutIntoStepsChangesNothing(
            @ForAll("orders") List<PaperOrder> orders,
            @ForAll("tapes") List<Print> tape,
            @ForAll int cut) {
        int at = Math.floorMod(cut, tape.size() + 1);
        Book before = book(account("10000", "3"), array(orders));

        var whole = MatchingEngine.match(before, tape, TERMS);
        var first = MatchingEngine.match(before, tape.subList(0, at), TERMS);
        var second = MatchingEngine.match(first.book(), tape.subList(at, tape.size()), TERMS);

        List<PaperFill> both = new ArrayList<>(first.fills());
        both.addAll(second.fills());
        assertThat(both).isEqualTo(whole.fills());
        assertThat(second.book()).isEqualTo(whole.book());
    }

    @Provide
    Arbitrary<List<PaperOrder>> orders() {
        Arbitrary<PaperOrder> one =
                Combinators.combine(
                                Arbitraries.of(Side.values()),
                                Arbitraries.bigDecimals()
                                        .between(new BigDecimal("0.00000001"), new BigDecimal("5"))
                                        .ofScale(8),
                                Arbitraries.bigDecimals()
                                        .between(new BigDecimal("700"), new BigDecimal("900"))
                                        .ofScale(2),
                                Arbitraries.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK),
                                Arbitraries.of(true, false))
                        .as(
                                (side, quantity, price, timeInForce, market) ->
                                        market
                                                ? Papers.market(0, side, quantity.toPlainString())
                                                : Papers.limit(
                                                        0,
                                                        side,
                                                        quantity.toPlainString(),
                                                        price.toPlainString(),
                                                        timeInForce));
        return one.list().ofMaxSize(8).map(MatchingProperties::numbered);
    }

    @Provide
    Arbitrary<List<Print>> tapes() {
        Arbitrary<Print> one =
                Combinators.combine(
                                Arbitraries.bigDecimals()
                                        .between(new BigDecimal("700"), new BigDecimal("900"))
                                        .ofScale(2),
                                Arbitraries.bigDecimals()
                                        .between(BigDecimal.ZERO, new BigDecimal("3"))
                                        .ofScale(8))
                        .as(
                                (price, quantity) ->
                                        Papers.print(
                                                0,
                                                price.toPlainString(),
                                                quantity.toPlainString()));
        return one.list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(
                        prints -> {
                            List<Print> tape = new ArrayList<>();
                            for (Print print : prints) {
                                tape.add(
                                        Papers.print(
                                                tape.size() + 1,
                                                print.price().toString(),
                                                print.quantity().toString()));
                            }
                            return tape;
                        });
    }

    private static List<PaperOrder> numbered(List<PaperOrder> orders) {
        List<PaperOrder> numbered = new ArrayList<>();
        for (PaperOrder order : orders) {
            long id = numbered.size() + 1L;
            numbered.add(
                    order.limitPrice()
                            .map(
                                    limit ->
                                            Papers.limit(
                                                    id,
                                                    order.side(),
                                                    order.quantity().toString(),
                                                    limit.toString(),
                                                    order.timeInForce()))
                            .orElseGet(
                                    () ->
                                            Papers.market(
                                                    id,
                                                    order.side(),
                                                    order.quantity().toString())));
        }
        return numbered;
    }

    private static PaperOrder[] array(List<PaperOrder> orders) {
        return orders.toArray(PaperOrder[]::new);
    }

    @Property(tries = 300)
    void closedAtOnePriceAPositionRealizesWhatItsFillsMade(@ForAll("tapes") List<Print> buys) {
        PaperPosition position = PaperPosition.FLAT;
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        for (Print buy : buys) {
            position = position.after(Side.BUY, buy.quantity(), buy.price());
            paid = paid.add(buy.quantity().value().multiply(buy.price().value()));
            held = held.add(buy.quantity().value());
        }
        Price close = Price.of("800");
        Quantity half =
                new Quantity(
                        held.divide(BigDecimal.valueOf(2))
                                .setScale(8, java.math.RoundingMode.DOWN));
        position = position.after(Side.SELL, half, close);
        position = position.after(Side.SELL, new Quantity(held.subtract(half.value())), close);

        assertThat(position.quantity()).isZero();
        assertThat(position.cost()).isZero();
        assertThat(position.realizedPnl().setScale(30, java.math.RoundingMode.HALF_EVEN))
                .isEqualByComparingTo(held.multiply(close.value()).subtract(paid));
    }
}
