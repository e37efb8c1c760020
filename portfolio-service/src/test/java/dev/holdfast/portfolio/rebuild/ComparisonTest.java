package dev.holdfast.portfolio.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class ComparisonTest {

    @Test
    void whatDiffersIsNamedByItsPath() {
        var live = Map.of("positions", Map.of("BTC/USD", Map.of("lots", List.of("1", "2"))));
        var rebuilt = Map.of("positions", Map.of("BTC/USD", Map.of("lots", List.of("1"))));

        assertThat(Comparison.of(live, rebuilt))
                .singleElement()
                .satisfies(
                        difference -> {
                            assertThat(difference.path()).isEqualTo("positions.BTC/USD.lots[1]");
                            assertThat(difference.live()).contains("2");
                            assertThat(difference.rebuilt()).isEmpty();
                        });
    }

    @Test
    void amountsAreComparedByTheirValueAndToTheLastDigit() {
        var live = Map.of("cost", new BigDecimal("10.10"));

        assertThat(Comparison.of(live, Map.of("cost", new BigDecimal("10.1")))).isEmpty();
        assertThat(Comparison.of(live, Map.of("cost", new BigDecimal("10.1000000000000000001"))))
                .hasSize(1);
    }
}
