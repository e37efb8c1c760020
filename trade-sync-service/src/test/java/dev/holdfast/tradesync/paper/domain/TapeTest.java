package dev.holdfast.tradesync.paper.domain;

import static dev.holdfast.tradesync.paper.domain.Papers.BTC_USD;
import static dev.holdfast.tradesync.paper.domain.Papers.START;
import static dev.holdfast.tradesync.paper.domain.Papers.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.QuarterHours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class TapeTest {

    private static final Venue BITSTAMP = Venue.of("bitstamp");

    @Test
    void aLineIsATradeAndAHeadingIsNone() {
        assertThat(TapeLine.read(1, "timestamp,price,amount\r", Optional.empty()))
                .isInstanceOf(TapeLine.Empty.class);
        assertThat(
                        TapeLine.read(
                                2,
                                "1385337600,800.010000000000,0.100000000000\r",
                                Optional.empty()))
                .isEqualTo(
                        new TapeLine.Printed(
                                new Print(2, START, Price.of("800.01"), Quantity.of("0.1"))));
    }

    @Test
    void aBrokenLineSaysWhatIsWrongWithIt() {
        assertThat(cause("1385337600,800")).contains("2 fields");
        assertThat(cause("yesterday,800,1")).contains("yesterday");
        assertThat(cause("1385337600,NaN,1")).contains("price");
        assertThat(cause("1385337600,8e2,1")).contains("price");
        assertThat(cause("1385337600,-8,1")).contains("price");
        assertThat(cause("1385337600,0,1")).contains("zero");
        assertThat(cause("1385337600,800,-1")).contains("quantity");
    }

    @Test
    void aTapeDoesNotGoBack() {
        assertThat(TapeLine.read(7, "1385337600,800,1", Optional.of(START.plusSeconds(1))))
                .isInstanceOfSatisfying(
                        TapeLine.Broken.class,
                        broken -> assertThat(broken.cause()).contains("goes back"));
    }

    private static String cause(String line) {
        return ((TapeLine.Broken) TapeLine.read(5, line, Optional.empty())).cause();
    }

    @Test
    void aGapIsFilledWithTicksAndAPrintIsAMark() {
        List<MarketEvent> events =
                MarketTime.between(
                        BITSTAMP,
                        BTC_USD,
                        START,
                        List.of(print(5, "800", "1"), print(35, "801", "1")),
                        START.plusSeconds(60),
                        START);

        assertThat(events)
                .extracting(event -> Duration.between(START, event.occurredAt()).toSeconds())
                .containsExactly(5L, 15L, 25L, 35L, 45L, 55L);
        assertThat(events).filteredOn(MarketEvent.MarkUpdated.class::isInstance).hasSize(2);
    }

    @Test
    void theClockOfAGapStandsOnItsLastTick() {
        assertThat(MarketTime.lastTick(START, START.plusSeconds(29)))
                .isEqualTo(START.plusSeconds(20));
        assertThat(MarketTime.lastTick(START, START.plusSeconds(9))).isEqualTo(START);
    }

    @Test
    void everyDayOfEveryTimezoneBeginsOnAQuarterThatIsNoticed() {
        Instant sydney = Instant.parse("2013-11-25T13:00:00Z");
        assertThat(QuarterHours.entered(sydney.minusSeconds(1), sydney)).isTrue();
        assertThat(QuarterHours.entered(sydney, sydney.plusSeconds(899))).isFalse();
    }

    @Test
    void speedIsSecondsOfTheTapeInOneSecondOrAsFastAsItGoes() {
        assertThat(Speed.of("10080").due(START, Duration.ofMillis(500)))
                .isEqualTo(START.plusSeconds(5040));
        assertThat(Speed.of("max").due(START, Duration.ZERO)).isEqualTo(Instant.MAX);
        assertThat(Speed.of("MAX").toString()).isEqualTo("MAX");
        assertThatThrownBy(() -> Speed.of("0")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Speed.of("fast")).isInstanceOf(InvalidValue.class);
    }
}
