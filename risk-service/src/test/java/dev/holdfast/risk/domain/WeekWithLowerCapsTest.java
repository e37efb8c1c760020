package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.RiskEvent;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The recorded week, in which bitcoin rose by half: a bot asks at every 250th trade, and on
 * Thursday its caps are lowered to a third. Nothing is sold for that, and nothing is entered above
 * it.
 */
class WeekWithLowerCapsTest {

    private static final String TAPE = "/bitstamp_trades_from_20131125_usd.csv";
    private static final Instant THURSDAY = Instant.parse("2013-11-28T00:00:00Z");
    private static final BigDecimal BEFORE = new BigDecimal("6000");
    private static final BigDecimal AFTER = new BigDecimal("2000");
    private static final int EVERY = 250;

    private RiskState state = Swing.with(limits().maxTotalExposure(BEFORE.toPlainString()));
    private final List<RiskEvent> entriesBefore = new ArrayList<>();
    private final List<RiskEvent> entriesAfter = new ArrayList<>();
    private final List<RiskEvent> exitsAfter = new ArrayList<>();
    private boolean lowered;
    private int asked;

    private record Trade(Instant at, String price) {}

    private static List<Trade> tape() throws IOException {
        List<Trade> trades = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        WeekWithLowerCapsTest.class.getResourceAsStream(TAPE)),
                                StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line; (line = lines.readLine()) != null; number++) {
                String[] fields = line.split(",");
                if (number % EVERY == 1) {
                    trades.add(
                            new Trade(Instant.ofEpochSecond(Long.parseLong(fields[0])), fields[1]));
                }
            }
        }
        return trades;
    }

    @Test
    void capsThatAreLoweredInMidWeekHoldFromTheNextOrderOn() throws IOException {
        BigDecimal heldAtTheChange = BigDecimal.ZERO;
        for (Trade trade : tape()) {
            FixedMarket market = FixedMarket.at(trade.at()).with(BTC, trade.price());
            if (!lowered && !trade.at().isBefore(THURSDAY)) {
                heldAtTheChange = state.holdings().position(BTC);
                state =
                        Switching.configured(
                                state,
                                Swing.configuration(
                                        limits().maxTotalExposure(AFTER.toPlainString()).build(),
                                        2));
                lowered = true;
                assertThat(Exposure.of(state, market).total().orElseThrow()).isGreaterThan(AFTER);
                assertThat(state.holdings().position(BTC)).isEqualTo(heldAtTheChange);
            }
            ask(market);
        }

        assertThat(heldAtTheChange).isPositive();
        assertThat(entriesBefore).allSatisfy(decision -> assertWithin(decision, BEFORE, 1));
        assertThat(entriesAfter).allSatisfy(decision -> assertWithin(decision, AFTER, 2));
        assertThat(entriesBefore).hasAtLeastOneElementOfType(RiskEvent.Approved.class);
        assertThat(entriesAfter.getFirst()).isInstanceOf(RiskEvent.Rejected.class);
        // Exits bring the exposure down; then there is room again, under the lower cap.
        assertThat(exitsAfter).allMatch(RiskEvent.Approved.class::isInstance);
        assertThat(entriesAfter).hasAtLeastOneElementOfType(RiskEvent.Approved.class);
    }

    /** Four entries, then an exit. */
    private void ask(FixedMarket market) {
        asked++;
        boolean exits = asked % 5 == 0 && state.holdings().position(BTC).signum() > 0;
        BigDecimal held = state.holdings().position(BTC);
        OrderIntentEvent.Intended intent =
                exits
                        ? sell("o-" + asked, held.min(new BigDecimal("0.5")).toPlainString())
                                .ofAPlan()
                                .build()
                        : buy("o-" + asked, "0.4").build();
        Gate.Decision decision = Gate.decide(state, intent, false, market);
        state = decision.state();
        if (exits && lowered) {
            exitsAfter.add(decision.event());
        }
        if (!exits) {
            (lowered ? entriesAfter : entriesBefore).add(decision.event());
        }
        if (decision.event() instanceof RiskEvent.Approved) {
            state =
                    Booking.synced(
                            state,
                            Swing.trade(intent, "t-" + asked, intent.quantity().toString()),
                            market);
        }
    }

    private static void assertWithin(RiskEvent decision, BigDecimal cap, long version) {
        switch (decision) {
            case RiskEvent.Approved yes -> {
                assertThat(yes.exposureAfter()).isLessThanOrEqualTo(cap);
                assertThat(yes.limitsVersion()).isEqualTo(version);
            }
            case RiskEvent.Rejected no -> {
                assertThat(no.limitsVersion()).isEqualTo(version);
                assertThat(no.reasons()).isSubsetOf("MAX_TOTAL_EXPOSURE", "CASH");
            }
            default -> throw new AssertionError(decision);
        }
    }
}
