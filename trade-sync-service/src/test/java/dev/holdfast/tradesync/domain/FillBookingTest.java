package dev.holdfast.tradesync.domain;

import static dev.holdfast.tradesync.domain.Syncs.BITSTAMP;
import static dev.holdfast.tradesync.domain.Syncs.BTC_USD;
import static dev.holdfast.tradesync.domain.Syncs.RUN;
import static dev.holdfast.tradesync.domain.Syncs.START;
import static dev.holdfast.tradesync.domain.Syncs.SWING;
import static dev.holdfast.tradesync.domain.Syncs.approved;
import static dev.holdfast.tradesync.domain.Syncs.configured;
import static dev.holdfast.tradesync.domain.Syncs.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class FillBookingTest {

    @Test
    void twoFillsOfOneOrderAreTwoFillsAndCarryTheOrdersTags() {
        SyncResult booked = book(working(), fill("2", "88", "0.6", 2), fill("1", "88", "0.4", 1));

        assertThat(booked.events())
                .filteredOn(TradeEvent.Synced.class::isInstance)
                .map(TradeEvent.Synced.class::cast)
                .extracting(trade -> trade.tradeId().value(), TradeEvent.Synced::runId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", RUN),
                        org.assertj.core.groups.Tuple.tuple("2", RUN));
        assertThat(booked.events())
                .last()
                .isInstanceOfSatisfying(
                        OrderEvent.Filled.class,
                        filled -> {
                            assertThat(filled.filledQuantity()).isEqualTo(Quantity.of("1"));
                            assertThat(filled.averagePrice()).isEqualTo(Price.of("800"));
                            assertThat(filled.occurredAt()).isEqualTo(START.plusSeconds(2));
                        });
        assertThat(booked.state().orders()).isEmpty();
    }

    @Test
    void theSameFillAgainIsNothingWhetherInOnePageOrFromAnEarlierSync() {
        VenueFill fill = fill("1", "88", "0.4", 1);

        SyncResult twice = book(working(), fill, fill);
        assertThat(FillBooking.newTrades(twice.events())).isEqualTo(1);

        SyncResult again = FillBooking.book(twice.state(), List.of(fill), known(fill), START);
        assertThat(again.silent()).isTrue();
        assertThat(again.state()).isEqualTo(twice.state());
    }

    @Test
    void theSameIdentityWithOtherContentIsACorrection() {
        VenueFill before = fill("1", "88", "0.4", 1);
        PortfolioSync state = book(working(), before).state();

        SyncResult corrected =
                FillBooking.book(state, List.of(fill("1", "88", "0.5", 1)), known(before), START);

        assertThat(corrected.events().getFirst())
                .isInstanceOfSatisfying(
                        TradeEvent.Corrected.class,
                        event -> assertThat(event.quantity()).isEqualTo(Quantity.of("0.5")));
        assertThat(corrected.state().orders().get(ClientOrderId.of("swing-1")).filled())
                .isEqualTo(Quantity.of("0.5"));
    }

    @Test
    void oneTradeIdOnTwoOrdersIsTwoFills() {
        PortfolioSync second =
                OrderLife.accepted(
                                OrderLife.approved(working(), approved("swing-2", Side.BUY, "1"))
                                        .state(),
                                ClientOrderId.of("swing-2"),
                                accepted("89", "swing-2"))
                        .state();
        SyncResult booked = book(second, fill("1", "88", "0.4", 1), fill("1", "89", "0.4", 1));

        assertThat(FillBooking.newTrades(booked.events())).isEqualTo(2);
    }

    @Test
    void aLateFillOfAnOrderThatIsGoneStillFindsItsTags() {
        OrderTags tags =
                new OrderTags(
                        Optional.of(ClientOrderId.of("p-swing-1-x2")),
                        RUN,
                        Optional.empty(),
                        Optional.empty());
        SyncResult booked =
                FillBooking.book(
                        configured(),
                        List.of(fill("1", "77", "0.4", 1)),
                        Syncs.known(Map.of(), Map.of(OrderId.of("77"), tags)),
                        START);

        assertThat(booked.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Synced.class,
                        trade -> {
                            assertThat(trade.origin()).isEqualTo(Origin.PLATFORM);
                            assertThat(trade.clientOrderId())
                                    .contains(ClientOrderId.of("p-swing-1-x2"));
                        });
    }

    @Test
    void aFillOfAnOrderWhoseAnswerWasLostIsTheAnswer() {
        PortfolioSync pending =
                OrderLife.approved(configured(), approved("swing-1", Side.BUY, "1")).state();
        VenueFill anonymous = fill("1", "88", "1", 1);
        VenueFill named =
                new VenueFill(
                        anonymous.symbol(),
                        anonymous.tradeId(),
                        anonymous.orderId(),
                        Optional.of(ClientOrderId.of("swing-1")),
                        anonymous.side(),
                        anonymous.quantity(),
                        anonymous.price(),
                        anonymous.fees(),
                        anonymous.liquidity(),
                        anonymous.venueSequence(),
                        anonymous.occurredAt());

        SyncResult booked = book(pending, named);

        assertThat(booked.events())
                .hasExactlyElementsOfTypes(
                        OrderEvent.Accepted.class,
                        TradeEvent.Synced.class,
                        OrderEvent.Filled.class);
    }

    private static PortfolioSync working() {
        PortfolioSync pending =
                OrderLife.approved(configured(), approved("swing-1", Side.BUY, "1")).state();
        return OrderLife.accepted(pending, ClientOrderId.of("swing-1"), accepted("88", "swing-1"))
                .state();
    }

    private static VenueOrder accepted(String orderId, String clientOrderId) {
        return new VenueOrder(
                OrderId.of(orderId),
                Optional.of(ClientOrderId.of(clientOrderId)),
                BTC_USD,
                Side.BUY,
                OrderStatus.OPEN,
                Quantity.of("1"),
                Quantity.ZERO,
                Optional.empty(),
                Optional.empty(),
                START);
    }

    private static SyncResult book(PortfolioSync state, VenueFill... fills) {
        return FillBooking.book(state, List.of(fills), Known.NOTHING, START);
    }

    private static Known known(VenueFill fill) {
        TradeEvent.Fill booked = fill.fill(SWING, BITSTAMP);
        return Syncs.known(
                Map.of(
                        booked.key(),
                        new Known.Booked(
                                booked, OrderTags.untagged(Optional.empty()), Origin.PLATFORM)),
                Map.of());
    }
}
