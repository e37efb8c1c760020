package dev.holdfast.tradesync.domain;

import static dev.holdfast.tradesync.domain.Syncs.BTC_USD;
import static dev.holdfast.tradesync.domain.Syncs.START;
import static dev.holdfast.tradesync.domain.Syncs.approved;
import static dev.holdfast.tradesync.domain.Syncs.configured;
import static dev.holdfast.tradesync.domain.Syncs.fill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradingMode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class OrderLifeTest {

    private static final ClientOrderId ID = ClientOrderId.of("swing-1");

    @Test
    void anApprovedOrderIsPendingUntilTheVenueAnswers() {
        SyncResult pending = OrderLife.approved(configured(), approved("swing-1", Side.BUY, "1"));

        assertThat(pending.events()).isEmpty();
        assertThat(pending.state().orders().get(ID).status()).isEqualTo(OrderStatus.PENDING);

        SyncResult accepted =
                OrderLife.accepted(pending.state(), ID, answer(OrderStatus.OPEN, "0"));
        assertThat(accepted.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Accepted.class,
                        event -> {
                            assertThat(event.orderId()).isEqualTo(OrderId.of("88"));
                            assertThat(event.botVersion()).isPresent();
                        });
        assertThat(OrderLife.accepted(accepted.state(), ID, answer(OrderStatus.OPEN, "0")).silent())
                .isTrue();
    }

    @Test
    void aCancellationThatOvertakesItsApprovalIsKept() {
        PortfolioSync state = OrderLife.cancelAsked(configured(), ID, "too late").state();

        PortfolioSync after = OrderLife.approved(state, approved("swing-1", Side.BUY, "1")).state();

        assertThat(after.orders().get(ID).cancelReason()).isPresent();
        assertThat(after.cancelledEarly()).isEmpty();
    }

    @Test
    void aCancelledOrderEndsOnlyWhenAllItsFillsWereBooked() {
        PortfolioSync state = open();
        VenueOrder ended = answer(OrderStatus.CANCELLED, "0.4");

        assertThat(OrderLife.ended(state, ID, ended).silent()).isTrue();

        PortfolioSync booked =
                FillBooking.book(state, List.of(fill("1", "88", "0.4", 1)), Known.NOTHING, START)
                        .state();
        SyncResult result = OrderLife.ended(booked, ID, ended);
        assertThat(result.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Cancelled.class,
                        event -> assertThat(event.filledQuantity()).isEqualTo(Quantity.of("0.4")));
        assertThat(result.state().orders()).isEmpty();
    }

    @Test
    void aRefusedOrderIsGoneAndItsCodeIsSaid() {
        PortfolioSync state =
                OrderLife.approved(configured(), approved("swing-1", Side.BUY, "1")).state();

        SyncResult refused = OrderLife.refused(state, ID, "INSUFFICIENT_FUNDS", "no cash", START);

        assertThat(refused.state().orders()).isEmpty();
        assertThat(refused.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Refused.class,
                        event -> assertThat(event.code()).isEqualTo("INSUFFICIENT_FUNDS"));
    }

    @Test
    void aConfigurationThatIsNotTheNextIsPassedOver() {
        PortfolioSync state = configured();

        assertThat(state.configured(Syncs.configured(3, TradingMode.LIVE))).isEqualTo(state);
        assertThat(
                        state.configured(Syncs.configured(2, TradingMode.LIVE))
                                .account()
                                .orElseThrow()
                                .mode())
                .isEqualTo(TradingMode.LIVE);
    }

    @Test
    void theStateComesBackFromJsonAsItWas() throws JsonProcessingException {
        ObjectMapper mapper = EventCodec.stateMapper();
        PortfolioSync state =
                SyncCycle.readThrough(open(), fill("1", "88", "0.4", 1))
                        .state()
                        .withMovement("m-1")
                        .cancelledEarly(ClientOrderId.of("swing-9"))
                        .through(START);

        assertThat(mapper.readValue(mapper.writeValueAsString(state), PortfolioSync.class))
                .isEqualTo(state);
    }

    private static PortfolioSync open() {
        PortfolioSync pending =
                OrderLife.approved(configured(), approved("swing-1", Side.BUY, "1")).state();
        return OrderLife.accepted(pending, ID, answer(OrderStatus.OPEN, "0")).state();
    }

    private static VenueOrder answer(OrderStatus status, String filled) {
        return new VenueOrder(
                OrderId.of("88"),
                Optional.of(ID),
                BTC_USD,
                Side.BUY,
                status,
                Quantity.of("1"),
                Quantity.of(filled),
                Optional.of(Price.of("800")),
                Optional.empty(),
                START);
    }
}
