package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.fill;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class BookingTest {

    private static final Currency USD = Currency.of("USD");

    private final OrderIntentEvent.Intended order = buy("a", "2").build();
    private final RiskState reserved = Swing.approved(Swing.with(limits()), buy("a", "2"));

    private static Optional<Quantity> remaining(RiskState state) {
        return Optional.ofNullable(state.reservations().get(ClientOrderId.of("a")))
                .map(Reservation::remaining);
    }

    @Test
    void aFillMovesFromReservationToPositionInOneStep() {
        RiskState state = fill(reserved, order, "0.5");
        assertThat(remaining(state)).contains(Quantity.of("1.5"));
        assertThat(state.holdings().position(BTC)).isEqualByComparingTo("0.5");
        assertThat(state.holdings().venueCash().get(USD)).isEqualByComparingTo("9500");
        assertThat(Exposure.of(state, MARKET).total().orElseThrow()).isEqualByComparingTo("2000");
    }

    @Test
    void nothingStaysReservedForAnOrderThatIsFilled() {
        assertThat(fill(reserved, order, "2").reservations()).isEmpty();
    }

    @Test
    void aCancelReleasesWhatWasNotFilled() {
        RiskState state =
                Booking.ordered(fill(reserved, order, "0.5"), Swing.cancelled(order, "0.5"));
        assertThat(state.reservations()).isEmpty();
        assertThat(state.holdings().position(BTC)).isEqualByComparingTo("0.5");
    }

    @Test
    void aCancelThatIsFasterThanTheFillsBeforeItKeepsThemReserved() {
        RiskState cancelled = Booking.ordered(reserved, Swing.cancelled(order, "0.5"));
        assertThat(remaining(cancelled)).contains(Quantity.of("0.5"));
        RiskState state = fill(cancelled, order, "0.5");
        assertThat(state.reservations()).isEmpty();
        assertThat(state.holdings().position(BTC)).isEqualByComparingTo("0.5");
    }

    @Test
    void aFeeInTheBoughtAssetMakesThePositionSmaller() {
        RiskState state =
                Booking.synced(
                        reserved, Swing.trade(order, "t-1", "2", Money.of("0.004", "BTC")), MARKET);
        assertThat(state.holdings().position(BTC)).isEqualByComparingTo("1.996");
        assertThat(state.holdings().venueCash().get(USD)).isEqualByComparingTo("8000");
    }

    @Test
    void aFeeInMoneyIsPaidFromCash() {
        RiskState state =
                Booking.synced(
                        reserved, Swing.trade(order, "t-1", "2", Money.of("4", "USD")), MARKET);
        assertThat(state.holdings().venueCash().get(USD)).isEqualByComparingTo("7996");
    }

    @Test
    void aFillThatIsWithdrawnLeavesNothingBehind() {
        TradeEvent.Synced trade = Swing.trade(order, "t-1", "2", Money.of("4", "USD"));
        RiskState state =
                Booking.corrected(
                        Booking.synced(reserved, trade, MARKET), correction(trade, true), MARKET);
        assertThat(state.holdings().positions()).isEmpty();
        assertThat(state.holdings().venueCash().get(USD)).isEqualByComparingTo("10000");
    }

    @Test
    void aCorrectionOfAFillThatIsNoLongerKnownHoldsEntries() {
        RiskState state =
                Booking.corrected(
                        reserved, correction(Swing.trade(order, "t-9", "2"), false), MARKET);
        assertThat(((RiskEvent.Rejected) decide(state, buy("b", "1")).event()).reasons())
                .containsExactly(Reason.LEDGER_QUARANTINED.name());
    }

    private static TradeEvent.Corrected correction(TradeEvent.Synced trade, boolean cancelled) {
        return new TradeEvent.Corrected(
                trade.portfolioId(),
                trade.runId(),
                trade.botVersion(),
                trade.venue(),
                trade.tradeId(),
                trade.orderId(),
                trade.clientOrderId(),
                trade.symbol(),
                trade.side(),
                trade.quantity(),
                trade.price(),
                trade.fees(),
                trade.liquidity(),
                trade.origin(),
                trade.venueSequence(),
                trade.tag(),
                cancelled,
                Optional.empty(),
                trade.occurredAt(),
                trade.recordedAt());
    }

    private static CostEvent.LlmCalled call(String id, String cost, Instant at) {
        return new CostEvent.LlmCalled(
                Swing.ID,
                Swing.RUN,
                Optional.empty(),
                id,
                "gemini-2.5-flash",
                1200,
                180,
                new BigDecimal(cost),
                USD,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                at);
    }

    @Test
    void callsThatHaveUsedUpTheirBudgetHoldEntriesAndNotExits() {
        RiskState state = Swing.holding(Swing.with(limits().llmCost("1")), buy("a", "2"));
        RiskState below = Booking.spent(state, call("c-1", "0.99", NOON));
        assertThat(decide(below, buy("b", "1")).event()).isInstanceOf(RiskEvent.Approved.class);
        RiskState spent = Booking.spent(below, call("c-2", "0.01", NOON));
        assertThat(((RiskEvent.Rejected) decide(spent, buy("b", "1")).event()).reasons())
                .containsExactly(Reason.LLM_COST_CAP.name());
        assertThat(decide(spent, sell("c", "1").reduceOnly()).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void aRollingBudgetComesBackWhenTheCallsLeaveItsWindowAndNotAtMidnight() {
        RiskState state = Swing.with(limits().llmCost("1").within(Duration.ofDays(30)));
        state = Booking.spent(state, call("c-1", "1", NOON.minus(Duration.ofDays(29))));
        assertThat(decide(state, buy("b", "1")).event()).isInstanceOf(RiskEvent.Rejected.class);
        Instant later = NOON.plus(Duration.ofDays(1));
        FixedMarket market = MARKET.clock(later).with(BTC, "1000", later);
        assertThat(Gate.decide(state, buy("b", "1").build(), false, market).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void aYearOfCallsDoesNotMakeTheStateGrow() {
        RiskState state = Swing.with(limits().llmCost("1000").within(Duration.ofDays(30)));
        for (int hour = 0; hour < 24 * 365; hour++) {
            state =
                    Booking.spent(
                            state, call("c-" + hour, "0.001", NOON.plus(Duration.ofHours(hour))));
        }
        assertThat(state.spending().recent()).hasSizeLessThanOrEqualTo(32);
        assertThat(state.spending().total().get(USD)).isEqualByComparingTo("8.76");
    }

    @Test
    void aDrawdownFromTheAllTimePeakHoldsEntries() {
        RiskState state = Swing.holding(Swing.with(limits().drawdown("0.1")), buy("a", "5"));
        RiskState peak = fill(state, buy("x", "0.000001").build(), "0.000001");
        assertThat(decide(peak, buy("b", "1")).event()).isInstanceOf(RiskEvent.Approved.class);
        FixedMarket fallen = MARKET.with(BTC, "700");
        assertThat(
                        ((RiskEvent.Rejected)
                                        Gate.decide(peak, buy("b", "1").build(), false, fallen)
                                                .event())
                                .reasons())
                .containsExactly(Reason.DRAWDOWN.name());
    }

    @Test
    void aCapThatIsUsedToNineTenthsIsWarnedOfOnceUntilItFallsBelow() {
        RiskState state = Swing.with(limits().maxTotalExposure("2000"));
        RiskState near = Swing.approved(state, buy("a", "1.9"));
        Warnings.Reviewed first = Warnings.review(near, MARKET);
        assertThat(first.warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.check()).isEqualTo("MAX_TOTAL_EXPOSURE");
                            assertThat(warning.observed()).isEqualByComparingTo("1900");
                        });
        assertThat(Warnings.review(first.state(), MARKET).warnings()).isEmpty();
        RiskState released =
                Booking.ordered(first.state(), Swing.cancelled(buy("a", "1.9").build(), "0"));
        RiskState below = Warnings.review(released, MARKET).state();
        assertThat(below.warned()).isEmpty();
        assertThat(Warnings.review(Swing.approved(below, buy("b", "1.9")), MARKET).warnings())
                .hasSize(1);
    }
}
