package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.ETH;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.baseline;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;

/** What the account held before binds no cap where the portfolio says so. */
class BaselineTest {

    private static RiskState holdingBefore(RiskState state) {
        RiskState btc = Booking.synced(state, baseline("b-1", BTC, "5"), MARKET);
        return Booking.synced(btc, baseline("b-2", ETH, "7"), MARKET);
    }

    private static BigDecimal exposure(RiskState state) {
        return Exposure.of(state, MARKET).total().orElseThrow();
    }

    @Test
    void whatWasHeldBeforeIsExposureUnlessTheLimitsLeaveItOut() {
        assertThat(exposure(holdingBefore(Swing.with(limits())))).isEqualByComparingTo("5700");
        RiskState excluding = holdingBefore(Swing.with(limits().baselineExcluded()));
        assertThat(exposure(excluding)).isZero();
        assertThat(Exposure.of(excluding, MARKET).symbols()).isZero();
    }

    @Test
    void capsBindWhatIsTradedAlone() {
        RiskState state =
                holdingBefore(
                        Swing.with(
                                limits().baselineExcluded()
                                        .maxTotalExposure("2000")
                                        .maxOpenPositions(1)));
        RiskState traded = holding(state, buy("a", "1"));
        assertThat(exposure(traded)).isEqualByComparingTo("1000");
        assertThat(decide(traded, buy("b", "1")).event()).isInstanceOf(RiskEvent.Approved.class);
        assertThat(decide(traded, buy("c", "1.1")).event()).isInstanceOf(RiskEvent.Rejected.class);
        assertThat(decide(traded, buy("d", "1").of(ETH)).event())
                .isInstanceOf(RiskEvent.Rejected.class);
    }

    @Test
    void whatIsSoldOfTheBaselineIsNoShortAndDoesNotComeBack() {
        RiskState state = holdingBefore(Swing.with(limits().baselineExcluded()));
        RiskState leaving = Swing.approved(state, sell("a", "2"));
        assertThat(exposure(leaving)).isZero();
        RiskState sold = holding(state, sell("b", "2"));
        assertThat(exposure(sold)).isZero();
        assertThat(exposure(holding(sold, buy("c", "2")))).isEqualByComparingTo("2000");
    }

    @Test
    void aCorrectedBaselineStaysOne() {
        RiskState state = holdingBefore(Swing.with(limits().baselineExcluded()));
        TradeEvent.Synced first = baseline("b-1", BTC, "6");
        RiskState corrected =
                Booking.corrected(
                        state,
                        new TradeEvent.Corrected(
                                first.portfolioId(),
                                first.runId(),
                                first.botVersion(),
                                first.venue(),
                                first.tradeId(),
                                first.orderId(),
                                first.clientOrderId(),
                                first.symbol(),
                                first.side(),
                                first.quantity(),
                                first.price(),
                                first.fees(),
                                first.liquidity(),
                                first.origin(),
                                first.venueSequence(),
                                first.tag(),
                                false,
                                Optional.empty(),
                                first.occurredAt(),
                                first.recordedAt()),
                        MARKET);
        assertThat(corrected.holdings().position(BTC)).isEqualByComparingTo("6");
        assertThat(exposure(corrected)).isZero();
    }

    @Test
    void noOrderCanPassAsHeldBefore() {
        Gate.Decision decision = decide(Swing.with(limits()), buy("a", "1").tagged("baseline"));
        assertThat(decision.event())
                .isInstanceOfSatisfying(
                        RiskEvent.Rejected.class,
                        refused -> assertThat(refused.reasons()).containsExactly("INVALID_INTENT"));
    }

    @Test
    void leftOutItIsAsIfItWereNotThereWhateverIsTradedBesideIt() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            RiskState without = Swing.with(limits());
            RiskState with = holdingBefore(Swing.with(limits().baselineExcluded()));
            for (int i = 0; i < 20; i++) {
                int held = without.holdings().position(BTC).intValueExact();
                boolean sells = held > 0 && random.nextBoolean();
                String quantity = "" + (1 + random.nextInt(sells ? held : 2));
                Swing.IntentBuilder order =
                        sells ? sell("o-" + i, quantity) : buy("o-" + i, quantity).limit("1");
                TradeEvent.Synced trade = Swing.trade(order.build(), "t-" + i, quantity);
                without = Booking.synced(without, trade, MARKET);
                with = Booking.synced(with, trade, MARKET);
                assertThat(Exposure.of(with, MARKET)).isEqualTo(Exposure.of(without, MARKET));
            }
        }
    }

    @Test
    void aStateFromBeforeThereWereBaselinesIsRead() throws Exception {
        RiskState state = holding(Swing.with(limits()), buy("a", "1"));
        var mapper = EventCodec.stateMapper();
        String old =
                mapper.writeValueAsString(state)
                        .replace(",\"baseline\":{}", "")
                        .replace(",\"tag\":null", "");
        assertThat(old).doesNotContain("\"baseline\":").doesNotContain("\"tag\":");
        assertThat(mapper.readValue(old, RiskState.class)).isEqualTo(state);
    }
}
