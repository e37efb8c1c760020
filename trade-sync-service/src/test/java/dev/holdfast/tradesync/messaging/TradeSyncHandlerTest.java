package dev.holdfast.tradesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.sync.Attention;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class TradeSyncHandlerTest {

    private static final PortfolioId SWING = PortfolioId.of("swing");
    private static final Instant NOON = Instant.parse("2013-11-26T12:00:00Z");

    /** Remembers what was asked for. */
    private static final class Asked extends Attention {
        private final List<String> wanted = new ArrayList<>();

        @Override
        public void orders(PortfolioId portfolio) {
            wanted.add("orders of " + portfolio);
        }

        @Override
        public void sync(PortfolioId portfolio) {
            wanted.add("fills of " + portfolio);
        }
    }

    @Test
    void theVenueIsAskedAtOnceAboutAnOrderThatNobodyHasHeardOf() {
        Asked asked = new Asked();
        PortfolioSync state = PortfolioSync.initial(SWING);
        var outcome =
                new TradeSyncHandler(asked)
                        .onEvent(
                                state,
                                new Received(Topic.RISK_DECISIONS, 0, 7, NOON, unresolved(), false),
                                new MarksTable(Duration.ofDays(1)));

        assertThat(asked.wanted).containsExactly("orders of swing", "fills of swing");
        assertThat(outcome.state()).isSameAs(state);
        assertThat(outcome.events()).isEmpty();
    }

    private static RiskEvent unresolved() {
        return new RiskEvent.ReservationUnresolved(
                SWING,
                RunId.NONE,
                ClientOrderId.of("swing-1"),
                Symbol.of("BTC/USD"),
                Side.BUY,
                Quantity.of("1"),
                NOON.minus(Duration.ofMinutes(15)),
                1,
                NOON);
    }
}
