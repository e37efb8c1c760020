package dev.holdfast.tradesync.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.AccountSnapshot;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.Capabilities.HistoryScope;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.venue.VenueAdapter.Placement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What every venue does, be it an exchange's or the paper one. */
class VenueContractTest {

    private static final Duration OVERLAP = Duration.ofMinutes(5);

    static Stream<VenueUnderTest> venues() {
        return VenueUnderTest.all();
    }

    @ParameterizedTest
    @MethodSource("venues")
    void anOrderThatWasPlacedIsFoundByItsClientOrderId(VenueUnderTest under) {
        try (under) {
            OrderId placed = accepted(place(under, "swing1", Side.BUY, "0.5", "100")).orderId();

            VenueOrder found = find(under, "swing1", Optional.empty()).orElseThrow();

            assertThat(found.orderId()).isEqualTo(placed);
            assertThat(found.status()).isEqualTo(OrderStatus.OPEN);
            assertThat(found.quantity()).isEqualTo(Quantity.of("0.5"));
            assertThat(found.limitPrice().orElse(Price.of("100"))).isEqualTo(Price.of("100"));
            assertThat(find(under, "swing1", Optional.of(placed))).contains(found);
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void anOrderThatWasNeverPlacedIsNotFound(VenueUnderTest under) {
        try (under) {
            place(under, "swing1", Side.BUY, "0.5", "100");

            assertThat(find(under, "swing2", Optional.empty())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void balancesAndOpenOrdersAreThoseOfOneMoment(VenueUnderTest under) {
        try (under) {
            OrderId placed = accepted(place(under, "swing1", Side.BUY, "0.5", "100")).orderId();

            AccountSnapshot snapshot = under.venue().observe(under.account());

            assertThat(snapshot.openOrders())
                    .extracting(VenueOrder::orderId, VenueOrder::symbol, VenueOrder::side)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(placed, under.symbol(), Side.BUY));
            assertThat(snapshot.openOrders().getFirst().clientOrderId())
                    .contains(ClientOrderId.of("swing1"));
            assertThat(snapshot.balances())
                    .filteredOn(balance -> balance.currency().equals(under.symbol().quote()))
                    .singleElement()
                    .satisfies(
                            balance -> {
                                assertThat(balance.total()).isEqualByComparingTo("10000");
                                assertThat(balance.available()).isLessThan(new BigDecimal("9951"));
                            });
            assertThat(snapshot.asOf()).isBeforeOrEqualTo(under.venue().clock());
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void everyFillArrivesHoweverManyPagesThereAre(VenueUnderTest under) {
        try (under) {
            OrderId order = accepted(place(under, "swing1", Side.BUY, "1.3", "100")).orderId();
            for (int i = 0; i < 125; i++) {
                under.marketComesTo(order, "0.01", "100");
            }

            List<VenueFill> fills = read(under, Optional.empty());

            assertThat(fills.stream().map(VenueFill::tradeId).distinct()).hasSize(125);
            assertThat(fills)
                    .allSatisfy(
                            fill -> {
                                assertThat(fill.orderId()).isEqualTo(order);
                                assertThat(fill.symbol()).isEqualTo(under.symbol());
                                assertThat(fill.side()).isEqualTo(Side.BUY);
                                assertThat(fill.quantity()).isEqualTo(Quantity.of("0.01"));
                                assertThat(fill.price()).isEqualTo(Price.of("100"));
                                assertThat(fill.fees())
                                        .singleElement()
                                        .satisfies(
                                                fee ->
                                                        assertThat(fee.currency())
                                                                .isEqualTo(under.symbol().quote()));
                            });
            assertThat(find(under, "swing1", Optional.of(order)).orElseThrow())
                    .satisfies(
                            found -> {
                                assertThat(found.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
                                assertThat(found.filled()).isEqualTo(Quantity.of("1.25"));
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void aSyncGoesOnFromItsCursorLessTheOverlap(VenueUnderTest under) {
        try (under) {
            OrderId order = accepted(place(under, "swing1", Side.BUY, "1", "100")).orderId();
            under.marketComesTo(order, "0.1", "100");
            VenueFill known = read(under, Optional.empty()).getLast();
            under.marketComesTo(order, "0.2", "100");

            List<VenueFill> fills =
                    read(under, Optional.of(new Cursor(known.occurredAt(), known.tradeId())));

            assertThat(fills).extracting(VenueFill::quantity).contains(Quantity.of("0.2"));
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void anOrderThatWasCancelledIsFoundAsItEnded(VenueUnderTest under) {
        try (under) {
            OrderId order = accepted(place(under, "swing1", Side.BUY, "1", "100")).orderId();
            under.marketComesTo(order, "0.4", "100");

            under.venue().cancel(under.account(), under.symbol(), order);
            under.venue().cancel(under.account(), under.symbol(), order);

            assertThat(find(under, "swing1", Optional.empty()))
                    .hasValueSatisfying(
                            found -> {
                                assertThat(found.status()).isEqualTo(OrderStatus.CANCELLED);
                                assertThat(found.filled()).isEqualTo(Quantity.of("0.4"));
                            });
            assertThat(under.venue().observe(under.account()).openOrders()).isEmpty();
        }
    }

    static Stream<VenueUnderTest> venuesWithStops() {
        return venues().filter(
                        under ->
                                under.venue().capabilities().orderTypes().contains(OrderType.STOP));
    }

    @ParameterizedTest
    @MethodSource("venuesWithStops")
    void aStopRestsHoldsWhatItWouldSellAndIsFilledByTheMarket(VenueUnderTest under) {
        try (under) {
            holdOne(under);
            OrderId stop = accepted(stop(under, "swing2", "1", "95")).orderId();

            assertThat(find(under, "swing2", Optional.empty()).orElseThrow())
                    .satisfies(
                            found -> {
                                assertThat(found.orderId()).isEqualTo(stop);
                                assertThat(found.status()).isEqualTo(OrderStatus.OPEN);
                                assertThat(found.limitPrice()).isEmpty();
                            });
            assertThat(under.venue().observe(under.account()).openOrders())
                    .extracting(VenueOrder::orderId)
                    .containsExactly(stop);
            assertThat(place(under, "swing3", Side.SELL, "1", "99"))
                    .as("what the stop holds cannot be sold beside it")
                    .isInstanceOf(Placement.Refused.class);

            under.marketComesTo(stop, "1", "95");

            assertThat(read(under, Optional.empty()).getLast())
                    .satisfies(
                            fill -> {
                                assertThat(fill.orderId()).isEqualTo(stop);
                                assertThat(fill.side()).isEqualTo(Side.SELL);
                                assertThat(fill.quantity()).isEqualTo(Quantity.of("1"));
                            });
            assertThat(find(under, "swing2", Optional.of(stop)).orElseThrow().status())
                    .isEqualTo(OrderStatus.FILLED);
        }
    }

    @ParameterizedTest
    @MethodSource("venuesWithStops")
    void aStopThatWasCancelledFreesWhatItHeld(VenueUnderTest under) {
        try (under) {
            holdOne(under);
            OrderId stop = accepted(stop(under, "swing2", "1", "95")).orderId();

            under.venue().cancel(under.account(), under.symbol(), stop);

            assertThat(find(under, "swing2", Optional.of(stop)).orElseThrow().status())
                    .isEqualTo(OrderStatus.CANCELLED);
            assertThat(place(under, "swing3", Side.SELL, "1", "99"))
                    .isInstanceOf(Placement.Accepted.class);
        }
    }

    private static void holdOne(VenueUnderTest under) {
        OrderId bought = accepted(place(under, "swing1", Side.BUY, "1", "100")).orderId();
        under.marketComesTo(bought, "1", "100");
    }

    private static Placement stop(VenueUnderTest under, String id, String quantity, String price) {
        return under.venue()
                .place(
                        under.account(),
                        new NewOrder(
                                ClientOrderId.of(id),
                                under.symbol(),
                                Side.SELL,
                                OrderType.STOP,
                                Quantity.of(quantity),
                                Optional.empty(),
                                Optional.of(Price.of(price)),
                                TimeInForce.GTC,
                                Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("venues")
    void whatTheAccountCannotPayIsRefusedAndNotPlaced(VenueUnderTest under) {
        try (under) {
            Placement answer = place(under, "swing1", Side.BUY, "1000", "100");

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Placement.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("INSUFFICIENT_FUNDS"));
            assertThat(find(under, "swing1", Optional.empty())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void whatIsTradedHasATickALotAndAMark(VenueUnderTest under) {
        try (under) {
            assertThat(under.venue().instruments().get(under.symbol()))
                    .satisfies(
                            instrument -> {
                                assertThat(instrument.tick()).isPositive();
                                assertThat(instrument.lot()).isPositive();
                            });
            assertThat(under.venue().watched()).contains(under.symbol());
        }
    }

    private static Placement place(
            VenueUnderTest under, String id, Side side, String quantity, String limit) {
        return under.venue()
                .place(
                        under.account(),
                        new NewOrder(
                                ClientOrderId.of(id),
                                under.symbol(),
                                side,
                                OrderType.LIMIT,
                                Quantity.of(quantity),
                                Optional.of(Price.of(limit)),
                                Optional.empty(),
                                TimeInForce.GTC,
                                Optional.empty()));
    }

    private static VenueOrder accepted(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placement).order();
    }

    private static Optional<VenueOrder> find(
            VenueUnderTest under, String id, Optional<OrderId> orderId) {
        return under.venue()
                .findOrder(
                        under.account(),
                        new OrderQuery(
                                under.symbol(),
                                ClientOrderId.of(id),
                                orderId,
                                Instant.parse("2013-11-25T00:00:00Z")));
    }

    /** All pages; the oldest first. */
    static List<VenueFill> read(VenueUnderTest under, Optional<Cursor> from) {
        boolean whole = under.venue().capabilities().historyScope() == HistoryScope.ACCOUNT;
        TradeQuery query =
                new TradeQuery(
                        whole ? Optional.empty() : Optional.of(under.symbol()),
                        from,
                        OVERLAP,
                        Optional.empty());
        List<VenueFill> fills = new ArrayList<>();
        TradePage page = under.venue().trades(under.account(), query);
        fills.addAll(page.fills());
        while (page.next().isPresent()) {
            page = under.venue().trades(under.account(), query.page(page.next().get()));
            fills.addAll(page.fills());
        }
        if (under.venue().capabilities().history() == HistoryOrder.OLDEST_FIRST) {
            assertThat(fills).isSortedAccordingTo(VenueFill.IN_ORDER);
        }
        return fills.stream().sorted(VenueFill.IN_ORDER).toList();
    }
}
