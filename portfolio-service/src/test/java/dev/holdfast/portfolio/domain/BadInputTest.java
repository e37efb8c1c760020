package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.json.EventCodec.Decoded;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must not be booked is named, and what cannot be known is shown as missing. */
class BadInputTest {

    private static final Instant WRITTEN = Instant.parse("2024-01-01T12:00:00Z");

    /** As it stands on the topic, with one thing changed; unreadable records are dead letters. */
    private static Decoded read(TradeEvent fill, String from, String to) {
        String json = new String(EventCodec.encode(fill), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        return EventCodec.decode(
                Topic.TRADES, json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"quantity\":\"1\"', '\"quantity\":\"0\"', quantity",
        "'\"quantity\":\"1\"', '\"quantity\":\"-1\"', quantity",
        "'\"price\":\"100\"', '\"price\":\"0\"', price",
        "'\"price\":\"100\"', '\"price\":\"-100\"', price",
        "'\"price\":\"100\"', '\"price\":\"NaN\"', price",
        "',\"currency\":\"USD\"', '', currency",
        "'\"currency\":\"USD\"', '\"currency\":\"\"', currency",
        "'\"symbol\":\"BTC/USD\"', '\"symbol\":\"BTCUSD\"', symbol",
        "'\"side\":\"BUY\"', '\"side\":\"HOLD\"', side",
    })
    void aFillThatIsNoneIsUnreadableAndItsFaultIsNamed(String from, String to, String named) {
        Desk desk = new Desk("USD");
        Decoded decoded = read(desk.fill(Side.BUY, "1", "100", "2 USD"), from, to);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        Decoded.Invalid invalid = (Decoded.Invalid) decoded;
        assertThat(invalid.field() + " " + invalid.message()).containsIgnoringCase(named);
    }

    @Test
    void aRecordFromTheFarFutureIsRefusedAndSaysWhenItWasWritten() {
        Desk desk = new Desk("USD").at("2099-01-01T00:00:00Z");
        var fill = desk.fill(Side.BUY, "1", "100");
        assertThatThrownBy(() -> desk.bookkeeper.book(desk.state, fill, false, WRITTEN))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("fill 1 of order o-1 in BTC/USD")
                .hasMessageContaining("2099-01-01T00:01:00Z")
                .hasMessageContaining(WRITTEN.toString());
    }

    @Test
    void aRecordFromBeforeThereWereVenuesIsRefused() {
        Desk desk = new Desk("USD").at("1969-12-31T00:00:00Z");
        var fill = desk.fill(Side.BUY, "1", "100");
        assertThatThrownBy(() -> desk.bookkeeper.book(desk.state, fill, false, WRITTEN))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("1969");
    }

    @Test
    void aHistoryFromBeforeThePortfolioWasRegisteredIsBookedWhereItBelongs() {
        Desk desk = new Desk("USD").at("2013-11-25T00:00:00Z");
        var fill = desk.fill(Side.BUY, "1", "100");
        assertThat(desk.bookkeeper.book(desk.state, fill, false, WRITTEN).kept()).isTrue();
    }

    @Test
    void aCorrectionOfAFillThatNobodyEverSawIsRefusedHoweverFarThePastReaches() {
        Desk desk = new Desk("USD").buy("1", "100").close();
        var unseen = desk.fill(Side.BUY, "1", "100");
        assertThatThrownBy(() -> desk.batch(Desk.correction(unseen, "2", "90", false)))
                .isInstanceOf(NotBookable.class)
                .hasMessageContaining("no fill 2 of order o-2 in BTC/USD");
    }

    @Test
    void aFeeInAnAssetThatNobodyQuotesIsMissingAndSoIsEverythingThatNeedsIt() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100", "3 XYZ").mark("110");
        assertThat(desk.stats().fees()).isEmpty();
        assertThat(desk.stats().netPnl()).isEmpty();
        assertThat(desk.stats().equity()).isEmpty();
        assertThat(desk.stats().unrealizedPnl().orElseThrow()).isEqualByComparingTo("10");
        assertThat(desk.stats().missing())
                .isEqualTo(List.of(new Missing("rate", Optional.empty(), Optional.of("XYZ/USD"))));
    }

    @Test
    void aRateThatIsOlderThanAWeekIsNoRate() {
        Desk desk = new Desk("USD").mark("EUR/USD", "1.1").deposit("100", "EUR");
        assertThat(desk.stats().equity().orElseThrow()).isEqualByComparingTo("110");
        desk.tick("2024-01-08T00:01:00Z");
        assertThat(desk.stats().equity()).isPresent();
        desk.tick("2024-01-08T00:01:01Z");
        assertThat(desk.stats().equity()).isEmpty();
        assertThat(desk.stats().missing()).hasSize(1);
        desk.deposit("1", "EUR").mark("EUR/USD", "1.2");
        assertThat(desk.stats().contributed()).as("no fresh rate at its time").isEmpty();
    }
}
