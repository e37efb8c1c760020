package dev.holdfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class BotRuleTest {

    private static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

    private final BotSettings settings = BotSettings.of("v1");
    private final BotRule rule = new BotRule(settings);

    /** One price for each bar; the verdicts are those on the bars that ended. */
    private List<BotRule.Verdict> bars(String... prices) {
        List<BotRule.Verdict> verdicts = new ArrayList<>();
        Instant at = START;
        for (String price : prices) {
            rule.onMark(at, new BigDecimal(price)).ifPresent(verdicts::add);
            at = at.plus(settings.bar());
        }
        rule.onTick(at).ifPresent(verdicts::add);
        return verdicts;
    }

    @Test
    void theFirstBarBuysTheCoreWithItsStopAndTarget() {
        rule.begin();
        assertThat(bars("1000"))
                .singleElement()
                .isInstanceOfSatisfying(
                        BotRule.Verdict.Buy.class,
                        buy -> {
                            assertThat(buy.reason()).isEqualTo("core");
                            assertThat(buy.quantity()).isEqualByComparingTo("2");
                            assertThat(buy.stop()).isEqualByComparingTo("900");
                            assertThat(buy.target()).isEqualByComparingTo("1220");
                        });
    }

    @Test
    void aCloseAboveTheChannelIsBoughtWithALimit() {
        rule.begin();
        List<BotRule.Verdict> verdicts =
                bars("1000", "1000", "1000", "1000", "1000", "1000", "1000", "1000", "1010");
        assertThat(verdicts.getLast())
                .isInstanceOfSatisfying(
                        BotRule.Verdict.Buy.class,
                        buy -> {
                            assertThat(buy.reason()).isEqualTo("breakout");
                            assertThat(buy.limit()).contains(new BigDecimal("1013.03"));
                        });
    }

    @Test
    void beforeItBeginsItOnlyWarmsUp() {
        assertThat(bars("1000", "1000", "1000", "1000", "1000", "1000", "1000", "1000", "1010"))
                .allMatch(BotRule.Verdict.Hold.class::isInstance);
    }

    @Test
    void theRecordedWeekIsTradedTheSameWayTwice() throws IOException {
        List<BotRule.Verdict> once = week("v1");
        assertThat(week("v1")).isEqualTo(once);
        long buys = once.stream().filter(BotRule.Verdict.Buy.class::isInstance).count();
        assertThat(buys).isBetween(10L, 60L);
    }

    private static List<BotRule.Verdict> week(String version) throws IOException {
        BotRule rule = new BotRule(BotSettings.of(version));
        rule.begin();
        List<BotRule.Verdict> verdicts = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                BotRuleTest.class.getResourceAsStream(
                                        "/bitstamp_trades_from_20131125_usd.csv"),
                                StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",");
                Optional<BotRule.Verdict> verdict =
                        rule.onMark(
                                Instant.ofEpochSecond(Long.parseLong(fields[0])),
                                new BigDecimal(fields[1]));
                verdict.ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    @Test
    void afterAnEntryItIsQuietForAWhile() {
        assertThat(settings.pause()).isGreaterThan(Duration.ZERO);
        rule.begin();
        List<BotRule.Verdict> verdicts =
                bars(
                        "1000", "1000", "1000", "1000", "1000", "1000", "1000", "1000", "1010",
                        "1020");
        assertThat(verdicts.getLast()).isInstanceOf(BotRule.Verdict.Hold.class);
    }
}
