package dev.holdfast.tradesync.domain;

import static dev.holdfast.tradesync.domain.Syncs.BTC_USD;
import static dev.holdfast.tradesync.domain.Syncs.START;
import static dev.holdfast.tradesync.domain.Syncs.approved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

class PlacementRulesTest {

    private static final Instrument INSTRUMENT =
            new Instrument(
                    BTC_USD,
                    new BigDecimal("0.01"),
                    new BigDecimal("0.001"),
                    BigDecimal.ZERO,
                    new BigDecimal("10"));

    private static final Capabilities CAPABILITIES =
            capabilities(Set.of(OrderType.MARKET, OrderType.LIMIT));

    private static Capabilities capabilities(Set<OrderType> orderTypes) {
        return new Capabilities(
                100,
                Capabilities.HistoryOrder.OLDEST_FIRST,
                Capabilities.HistoryScope.SYMBOL,
                Capabilities.TradeIdScope.VENUE,
                Capabilities.AccountScope.PORTFOLIO,
                ClientOrderIds.ANY,
                orderTypes,
                Set.of(TimeInForce.GTC, TimeInForce.IOC));
    }

    @Test
    void anOrderIsRoundedToTickAndLotAndNeverForTheWorse() {
        Ruling buy = rule(limit(Side.BUY, "0.12345", "812.349"));
        Ruling sell = rule(limit(Side.SELL, "0.12345", "812.341"));

        assertThat(placed(buy).quantity()).isEqualTo(Quantity.of("0.123"));
        assertThat(placed(buy).limitPrice()).contains(Price.of("812.34"));
        assertThat(placed(sell).limitPrice()).contains(Price.of("812.35"));
    }

    @Test
    void whatTheVenueDoesNotTakeIsRefusedWithItsCode() {
        assertThat(code(rule(limit(Side.BUY, "0.0009", "812"))))
                .isEqualTo(RefusalCode.BELOW_MINIMUM_QUANTITY);
        assertThat(code(rule(limit(Side.BUY, "0.01", "812"))))
                .isEqualTo(RefusalCode.BELOW_MINIMUM_NOTIONAL);
        assertThat(code(rule(market("0.01")))).isEqualTo(RefusalCode.BELOW_MINIMUM_NOTIONAL);
        assertThat(code(rule(order(BTC_USD, OrderType.LIMIT, Side.BUY, "1", Optional.empty()))))
                .isEqualTo(RefusalCode.MISSING_LIMIT_PRICE);
        assertThat(code(rule(order(BTC_USD, OrderType.STOP, Side.BUY, "1", Optional.empty()))))
                .isEqualTo(RefusalCode.UNSUPPORTED_ORDER_TYPE);
        assertThat(
                        code(
                                PlacementRules.rule(
                                        order(
                                                Symbol.of("X/USD"),
                                                OrderType.MARKET,
                                                Side.BUY,
                                                "1",
                                                Optional.empty()),
                                        Optional.empty(),
                                        CAPABILITIES,
                                        Optional.empty(),
                                        START)))
                .isEqualTo(RefusalCode.UNKNOWN_SYMBOL);
    }

    @Test
    void aStopIsRoundedAwayFromTheMarketAndValuedAtItsPrice() {
        assertThat(placed(stops(stop(Side.SELL, "1", "780.019"))).stopPrice())
                .contains(Price.of("780.01"));
        assertThat(placed(stops(stop(Side.BUY, "1", "820.011"))).stopPrice())
                .contains(Price.of("820.02"));
        assertThat(code(stops(stop(Side.SELL, "0.011", "780"))))
                .isEqualTo(RefusalCode.BELOW_MINIMUM_NOTIONAL);
        assertThat(code(stops(order(BTC_USD, OrderType.STOP, Side.SELL, "1", Optional.empty()))))
                .isEqualTo(RefusalCode.MISSING_STOP_PRICE);
    }

    private static WorkingOrder stop(Side side, String quantity, String price) {
        return WorkingOrder.of(
                approved(
                        "swing-1",
                        BTC_USD,
                        side,
                        OrderType.STOP,
                        quantity,
                        Optional.empty(),
                        Optional.of(Price.of(price))));
    }

    private static Ruling stops(WorkingOrder order) {
        return PlacementRules.rule(
                order,
                Optional.of(INSTRUMENT),
                capabilities(Set.of(OrderType.STOP)),
                Optional.of(Price.of("950")),
                START);
    }

    @Test
    void anOrderThatWasCancelledBeforeItWasSentIsNotSent() {
        assertThat(rule(market("1").cancelAsked("changed my mind")))
                .isEqualTo(new Ruling.Cancel("changed my mind"));
    }

    private static Ruling rule(WorkingOrder order) {
        return PlacementRules.rule(
                order, Optional.of(INSTRUMENT), CAPABILITIES, Optional.of(Price.of("800")), START);
    }

    private static WorkingOrder limit(Side side, String quantity, String price) {
        return order(BTC_USD, OrderType.LIMIT, side, quantity, Optional.of(Price.of(price)));
    }

    private static WorkingOrder market(String quantity) {
        return order(BTC_USD, OrderType.MARKET, Side.BUY, quantity, Optional.empty());
    }

    private static WorkingOrder order(
            Symbol symbol, OrderType type, Side side, String quantity, Optional<Price> limit) {
        return WorkingOrder.of(approved("swing-1", symbol, side, type, quantity, limit));
    }

    private static NewOrder placed(Ruling ruling) {
        return ((Ruling.Place) ruling).order();
    }

    private static RefusalCode code(Ruling ruling) {
        return ((Ruling.Refuse) ruling).code();
    }
}
