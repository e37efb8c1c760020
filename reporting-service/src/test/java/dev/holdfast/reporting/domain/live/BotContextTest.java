package dev.holdfast.reporting.domain.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reporting.domain.live.BotContext.Section;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

class BotContextTest {

    private final List<Section> sections =
            List.of(
                    Section.value("aggregates", 1, "{\"equity\":\"100\"}"),
                    Section.list("positions", 2, List.of("{\"symbol\":\"BTC/USD\"}")),
                    Section.list("recent_trades", 9, items(20)),
                    Section.list("slices", 12, items(20)));

    @Test
    void whatFitsIsGivenWhole() {
        assertThat(BotContext.within(sections, 10_000))
                .contains("\"trimmed\":[]")
                .contains("\"n\":19");
    }

    @Test
    void theLeastUsefulIsTrimmedFirst() {
        String block = BotContext.within(sections, 500);
        assertThat(block.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(500);
        assertThat(block).contains("\"trimmed\":[\"slices\"]").contains("BTC/USD");
    }

    @Test
    void aTightBudgetKeepsTheAggregatesAndThePositions() {
        String block = BotContext.within(sections, 140);
        assertThat(block.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(140);
        assertThat(block).contains("equity").contains("BTC/USD").doesNotContain("\"slices\":");
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(n -> "{\"n\":" + n + ",\"x\":\"é\"}").toList();
    }
}
