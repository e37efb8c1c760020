package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.contracts.value.Side.SELL;
import static dev.holdfast.planmonitor.domain.Desk.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent.CancelIntended;
import dev.holdfast.contracts.event.OrderIntentEvent.Intended;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Stop and exit race at the venue; what the venue tells arrives late, on two topics. */
class ProtectiveStopProperties {

    private static final PlanTerms TERMS = terms().stop("780").steps("850", "880", "900");

    @Property(tries = 400)
    void neverIsMoreForSaleAtTheVenueThanIsHeldThere(
            @ForAll @Size(min = 5, max = 60)
                    List<@IntRange(min = 0, max = 13) Integer> happenings) {
        VenueOfOne venue = new VenueOfOne();
        for (int happening : happenings) {
            venue.happen(happening);
            assertThat(venue.forSale()).isLessThanOrEqualTo(venue.held);
        }
        assertThat(PlanProperties.roundTrip(venue.desk.book)).isEqualTo(venue.desk.book);
        venue.settle();
        assertThat(venue.held).isNotNegative();
        assertThat(venue.desk.book.position(Desk.BTC).quantity()).isEqualByComparingTo(venue.held);
        assertThat(venue.desk.has("p-a")).isEqualTo(venue.held.signum() > 0);
    }

    /** Takes every order at once; fills, cancels and tells when it is told to. */
    private static final class VenueOfOne {

        private record Order(BigDecimal quantity, BigDecimal filled, boolean open) {
            BigDecimal rest() {
                return open ? quantity.subtract(filled) : BigDecimal.ZERO;
            }
        }

        private final Desk desk =
                Desk.open().withStopsAtTheVenue("0.01").enterLong("a", "1", "812", TERMS);
        private final Map<String, Order> orders = new LinkedHashMap<>();
        private final Queue<String> cancels = new ArrayDeque<>();
        private final Queue<Runnable> trades = new ArrayDeque<>();
        private final Queue<Runnable> ends = new ArrayDeque<>();
        private BigDecimal held = BigDecimal.ONE;
        private int heard;

        VenueOfOne() {
            hear();
        }

        BigDecimal forSale() {
            return orders.values().stream()
                    .map(Order::rest)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        void happen(int happening) {
            switch (happening) {
                case 0 -> desk.mark("779");
                case 1 -> desk.mark("851");
                case 2 -> desk.mark("812");
                case 3 -> desk.update("p-a", version(), terms().stop("700").done());
                case 4 -> desk.tick(desk.now().plusSeconds(7));
                case 5 -> desk.closePosition("c-" + heard);
                case 6, 7 -> fill(new BigDecimal("0.2"));
                case 8 -> fill(BigDecimal.ONE);
                case 9, 10 -> cancel();
                case 11, 12 -> tell(trades);
                default -> tell(ends);
            }
            hear();
        }

        void settle() {
            for (int turn = 0; turn < 200; turn++) {
                cancel();
                tell(trades);
                tell(ends);
                if (desk.has("p-a") && desk.book.table().all().getFirst().leaving()) {
                    fill(BigDecimal.ONE);
                    desk.tick(desk.now().plusSeconds(400));
                }
                hear();
            }
        }

        private long version() {
            return desk.has("p-a") ? desk.plan("p-a").version() : 0;
        }

        private void hear() {
            for (; heard < desk.said.size(); heard++) {
                switch (desk.said.get(heard)) {
                    case Intended intent ->
                            orders.put(
                                    intent.clientOrderId().value(),
                                    new Order(intent.quantity().value(), BigDecimal.ZERO, true));
                    case CancelIntended cancel -> cancels.add(cancel.clientOrderId().value());
                    default -> {
                        // The venue does not hear of plans.
                    }
                }
            }
        }

        private void fill(BigDecimal most) {
            orders.entrySet().stream()
                    .filter(entry -> entry.getValue().open())
                    .findFirst()
                    .ifPresent(
                            entry -> {
                                String id = entry.getKey();
                                Order order = entry.getValue();
                                BigDecimal by = order.rest().min(most);
                                BigDecimal filled = order.filled().add(by);
                                boolean whole = filled.compareTo(order.quantity()) >= 0;
                                orders.put(id, new Order(order.quantity(), filled, !whole));
                                held = held.subtract(by);
                                trades.add(() -> desk.fill(id, SELL, by.toPlainString(), "775"));
                                if (whole) {
                                    ends.add(
                                            () ->
                                                    desk.filled(
                                                            id,
                                                            SELL,
                                                            order.quantity().toPlainString()));
                                }
                            });
        }

        private void cancel() {
            String id = cancels.poll();
            if (id != null && orders.containsKey(id) && orders.get(id).open()) {
                Order order = orders.get(id);
                orders.put(id, new Order(order.quantity(), order.filled(), false));
                ends.add(
                        () ->
                                desk.cancelled(
                                        id,
                                        SELL,
                                        order.quantity().toPlainString(),
                                        order.filled().toPlainString()));
            }
        }

        private static void tell(Queue<Runnable> queue) {
            Runnable told = queue.poll();
            if (told != null) {
                told.run();
            }
        }
    }

    @Property(tries = 200)
    void theStopAtTheVenueNeverStandsForMoreThanThePlanGuards(
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 4) Integer> entries) {
        int size = entries.stream().mapToInt(Integer::intValue).sum() + 1;
        Desk desk =
                Desk.open()
                        .withStopsAtTheVenue("0.01")
                        .approve("a", BUY, Integer.toString(size), TERMS)
                        .fill("a", BUY, "1", "812");
        for (int entry : entries) {
            desk.fill("a", BUY, Integer.toString(entry), "812");
        }
        assertThat(desk.plan("p-a").protectiveStop().orElseThrow().order().ordered().value())
                .isLessThanOrEqualTo(desk.plan("p-a").quantity().value());
        assertThat(desk.said(Intended.class)).hasSize(1);
    }
}
