package dev.holdfast.tradesync.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

class ManneredAskingTest {

    private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

    @Test
    void aBudgetIsUsedUpAndComesBackSteadily() {
        AtomicLong nanos = new AtomicLong();
        RequestBudget budget = new RequestBudget(10, Duration.ofSeconds(1), nanos::get);

        assertThat(budget.take(10, true)).isZero();
        assertThat(budget.take(2, true)).isEqualTo(Duration.ofSeconds(2).toNanos());
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(budget.take(2, true)).isZero();
    }

    @Test
    void whatIsNotUrgentLeavesAFifthForOrders() {
        RequestBudget budget = new RequestBudget(10, Duration.ofSeconds(1), () -> 0);

        assertThat(budget.take(8, false)).isZero();
        assertThat(budget.take(1, false)).isPositive();
        assertThat(budget.take(2, true)).isZero();
    }

    @Test
    void aVenueIsLeftAloneTwiceAsLongEachTimeAndNeverLongerThanItAsks() {
        Retreat retreat = new Retreat(() -> 1);

        retreat.from(VenueFault.RATE_LIMITED, Optional.empty(), NOW);
        assertThatThrownBy(() -> retreat.check(NOW.plusMillis(999)))
                .isInstanceOf(VenueUnavailable.class);
        assertThatCode(() -> retreat.check(NOW.plusMillis(1001))).doesNotThrowAnyException();

        retreat.from(VenueFault.RATE_LIMITED, Optional.empty(), NOW);
        assertThatThrownBy(() -> retreat.check(NOW.plusMillis(1999)))
                .isInstanceOf(VenueUnavailable.class);

        retreat.from(VenueFault.MAINTENANCE, Optional.of(Duration.ofSeconds(30)), NOW);
        assertThatThrownBy(() -> retreat.check(NOW.plusSeconds(29)))
                .isInstanceOf(VenueUnavailable.class);
        assertThatCode(() -> retreat.check(NOW.plusSeconds(31))).doesNotThrowAnyException();
    }

    @Test
    void clocksAreApartOnlyByWhatTheWayAndTheStepCannotExplain() {
        VenueClock clock = new VenueClock(() -> NOW);

        clock.measured(NOW, NOW.plusSeconds(10), Duration.ofSeconds(1), NOW.plusSeconds(2));

        assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(8));
        assertThat(clock.surelyPast()).isBefore(clock.now());
    }

    @Test
    void aFeeWithoutItsCurrencyIsNeverGuessed() {
        assertThatThrownBy(() -> Answers.fees(new BigDecimal("0.1"), "", "17"))
                .hasMessageContaining("fill 17");
        assertThatThrownBy(() -> Answers.fees(new BigDecimal("0.1"), "not a currency", "17"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Answers.fees(BigDecimal.ZERO, null, "17")).isEmpty();
    }
}
