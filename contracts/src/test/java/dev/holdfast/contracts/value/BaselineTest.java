package dev.holdfast.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.Optional;

class BaselineTest {

    @ParameterizedTest(name = "{0} of it, moved by {1} (baseline: {2}) to {3}: {4}")
    @CsvSource({
        "0, 10, true, 10, 10",
        "10, 2, false, 12, 10",
        "10, -1, false, 11, 10",
        "10, -3, false, 9, 9",
        "9, 3, false, 12, 9",
        "9, -12, false, 0, 0",
        "9, -15, false, -3, 0",
        "10, -4, true, 8, 6",
        "0, 10, true, 8, 8",
        "0, -10, true, -10, -10",
        "-10, 4, false, -6, -6",
        "0, 5, false, 5, 0",
    })
    void salesTakeWhatWasTradedFirst(
            String baseline, String moved, boolean marked, String position, String after) {
        assertThat(
                        Baseline.after(
                                new BigDecimal(baseline),
                                new BigDecimal(moved),
                                marked,
                                new BigDecimal(position)))
                .isEqualByComparingTo(after);
    }

    @ParameterizedTest
    @CsvSource({"baseline, true", "Baseline, false", "breakout, false"})
    void aFillIsMarkedByItsTag(String tag, boolean marked) {
        assertThat(Baseline.marks(Optional.of(tag))).isEqualTo(marked);
        assertThat(Baseline.marks(Optional.empty())).isFalse();
    }
}
