package dev.holdfast.runtime.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class MarksTableTest {

    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Symbol SYMBOL = Symbol.of("BTC/USD");

    private final MarksTable table = new MarksTable(Duration.ofDays(2));

    private boolean mark(String at, String price) {
        Instant instant = Instant.parse(at);
        return table.apply(
                0,
                new MarketEvent.MarkUpdated(
                        PortfolioId.ALL,
                        RunId.NONE,
                        VENUE,
                        SYMBOL,
                        Price.of(price),
                        Optional.empty(),
                        Optional.empty(),
                        instant,
                        instant));
    }

    private boolean tick(String at) {
        return table.apply(
                0,
                new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, VENUE, Instant.parse(at)));
    }

    private Optional<String> asOf(String at) {
        return table.asOf(VENUE, SYMBOL, Instant.parse(at))
                .map(mark -> mark.price().value().toPlainString());
    }

    @Test
    void theMarkOfABoundaryIsTheLatestAtOrBeforeIt() {
        mark("2013-11-25T12:50:00Z", "1");
        mark("2013-11-25T12:59:59.999Z", "2");
        mark("2013-11-25T13:00:00Z", "3");
        mark("2013-11-25T13:00:00.001Z", "4");
        mark("2013-11-25T13:10:00Z", "5");
        assertThat(asOf("2013-11-25T13:00:00Z")).contains("3");
        assertThat(asOf("2013-11-25T12:45:00Z")).isEmpty();
        assertThat(asOf("2013-11-25T13:15:00Z")).contains("5");
    }

    @Test
    void aBoundaryLongAfterTheLastMarkHasThatMarkHoweverOld() {
        mark("2013-11-25T12:50:00Z", "1");
        tick("2013-11-27T13:00:00Z");
        assertThat(asOf("2013-11-27T13:00:00Z")).contains("1");
        mark("2013-11-27T14:00:00Z", "2");
        assertThat(asOf("2013-11-27T13:00:00Z")).contains("1");
    }

    @Test
    void betweenQuarterHoursItIsNeverALaterMark() {
        mark("2013-11-25T12:50:00Z", "1");
        mark("2013-11-25T13:01:00Z", "2");
        mark("2013-11-25T13:14:00Z", "3");
        assertThat(asOf("2013-11-25T13:02:00Z")).contains("1");
        assertThat(asOf("2013-11-25T13:14:30Z")).contains("3");
    }

    @Test
    void theClockIsTheLatestOfMarksAndTicksAndNeverGoesBack() {
        mark("2013-11-25T12:50:00Z", "1");
        assertThat(table.now(VENUE)).contains(Instant.parse("2013-11-25T12:50:00Z"));
        tick("2013-11-25T12:51:00Z");
        assertThat(tick("2013-11-25T12:50:30Z")).isFalse();
        assertThat(table.now(VENUE)).contains(Instant.parse("2013-11-25T12:51:00Z"));
        assertThat(table.now(Venue.of("kraken"))).isEmpty();
    }

    @Test
    void aMarkThatIsOlderThanTheLatestOfItsSymbolIsARepetition() {
        assertThat(mark("2013-11-25T12:50:00Z", "1")).isTrue();
        assertThat(mark("2013-11-25T12:51:00Z", "2")).isTrue();
        assertThat(mark("2013-11-25T12:50:00Z", "1")).isFalse();
        assertThat(table.latest(VENUE, SYMBOL).map(Mark::price)).contains(Price.of("2"));
    }

    @Test
    void historyIsForgottenButForTheMarkThatTheFirstBoundaryNeeds() {
        mark("2013-11-20T12:50:00Z", "1");
        mark("2013-11-25T12:50:00Z", "2");
        mark("2013-11-25T23:50:00Z", "3");
        mark("2013-11-27T13:50:00Z", "4");
        assertThat(asOf("2013-11-25T13:50:00Z")).contains("2");
        assertThat(asOf("2013-11-25T12:00:00Z")).isEmpty();
        assertThat(asOf("2013-11-26T00:00:00Z")).contains("3");
    }

    @Test
    void aStoredTableAnswersAsTheOneItWasTakenFrom() throws Exception {
        mark("2013-11-25T12:50:00Z", "1");
        mark("2013-11-25T13:05:00Z", "2");
        tick("2013-11-25T13:06:00Z");
        ObjectMapper json = EventCodec.mapper();
        String stored = json.writeValueAsString(table.snapshot(0));
        MarksTable restored = new MarksTable(Duration.ofDays(2));
        restored.restore(0, json.readValue(stored, MarksTable.Snapshot.class));
        assertThat(restored.now(VENUE)).isEqualTo(table.now(VENUE));
        assertThat(restored.latest(VENUE, SYMBOL)).isEqualTo(table.latest(VENUE, SYMBOL));
        assertThat(restored.asOf(VENUE, SYMBOL, Instant.parse("2013-11-25T13:00:00Z")))
                .isEqualTo(table.asOf(VENUE, SYMBOL, Instant.parse("2013-11-25T13:00:00Z")));
        restored.restore(0, new MarksTable.Snapshot(java.util.List.of()));
        assertThat(restored.symbols(VENUE)).isEmpty();
    }
}
