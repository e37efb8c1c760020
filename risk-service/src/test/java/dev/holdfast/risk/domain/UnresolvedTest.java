package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.approved;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Orders of which nothing is heard are asked about, and keep their headroom. */
class UnresolvedTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final RiskState reserved =
            approved(Swing.with(limits().resolvedWithin(TIMEOUT)), buy("a", "2"));

    private static VenueEvent.AccountObserved open(String order, Instant asOf) {
        return new VenueEvent.AccountObserved(
                Swing.ID,
                RunId.NONE,
                FixedMarket.VENUE,
                List.of(),
                List.of(
                        new VenueEvent.OpenOrder(
                                OrderId.of("o-1"),
                                Optional.of(ClientOrderId.of(order)),
                                BTC,
                                Side.BUY,
                                Quantity.of("2"),
                                Quantity.ZERO,
                                Optional.empty())),
                asOf,
                asOf);
    }

    @Test
    void anOrderThatIsSilentForTooLongIsRaisedAndKeepsItsHeadroom() {
        assertThat(Unresolved.review(reserved, NOON.plus(TIMEOUT).minusSeconds(1)).events())
                .isEmpty();
        Unresolved.Raised raised = Unresolved.review(reserved, NOON.plus(TIMEOUT));
        assertThat(raised.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.clientOrderId()).isEqualTo(ClientOrderId.of("a"));
                            assertThat(event.remainingQuantity()).isEqualTo(Quantity.of("2"));
                            assertThat(event.heardAt()).isEqualTo(NOON);
                            assertThat(event.times()).isEqualTo(1);
                        });
        assertThat(Exposure.of(raised.state(), MARKET).total().orElseThrow())
                .isEqualByComparingTo("2000");
    }

    @Test
    void itIsRaisedAgainEachTimeTheTimeoutHasPassed() {
        RiskState once = Unresolved.review(reserved, NOON.plus(TIMEOUT)).state();
        assertThat(Unresolved.review(once, NOON.plus(TIMEOUT).plusSeconds(1)).events()).isEmpty();
        assertThat(Unresolved.review(once, NOON.plus(TIMEOUT.multipliedBy(2))).events())
                .singleElement()
                .satisfies(event -> assertThat(event.times()).isEqualTo(2));
    }

    @Test
    void anOrderThatTheVenueShowsAsOpenIsAlive() {
        Instant later = NOON.plus(TIMEOUT).minusSeconds(1);
        RiskState seen = Booking.observed(reserved, open("a", later), MARKET);
        assertThat(Unresolved.review(seen, NOON.plus(TIMEOUT)).events()).isEmpty();
        assertThat(Unresolved.review(seen, later.plus(TIMEOUT)).events()).hasSize(1);
    }

    @Test
    void whatTheVenueSaysOfItBeginsTheTimeAnew() {
        RiskState raised = Unresolved.review(reserved, NOON.plus(TIMEOUT)).state();
        RiskState filled = Swing.fill(raised, buy("a", "2").build(), "1");
        assertThat(filled.reservations().get(ClientOrderId.of("a")).raised()).isZero();
        assertThat(filled.reservations().get(ClientOrderId.of("a")).remaining())
                .isEqualTo(Quantity.of("1"));
    }

    @Test
    void fillsThatNeverArriveAfterTheEndOfTheirOrderAreRaisedToo() {
        RiskState ended = Booking.ordered(reserved, Swing.cancelled(buy("a", "2").build(), "1"));
        assertThat(Unresolved.review(ended, NOON.plus(TIMEOUT)).events())
                .singleElement()
                .satisfies(
                        event -> assertThat(event.remainingQuantity()).isEqualTo(Quantity.of("1")));
    }

    @Test
    void anOrderThatRestsForDaysDoesNotMakeTheStateBeWrittenEachCycle() {
        RiskState seen = Booking.observed(reserved, open("a", NOON.plusSeconds(5)), MARKET);
        assertThat(seen).isSameAs(reserved);
    }

    @Test
    void withoutASettingTheTimeIsFifteenMinutes() {
        RiskState state = approved(Swing.with(limits()), buy("a", "2"));
        assertThat(Unresolved.review(state, NOON.plus(Duration.ofMinutes(14))).events()).isEmpty();
        assertThat(Unresolved.review(state, NOON.plus(Duration.ofMinutes(15))).events()).hasSize(1);
    }
}
