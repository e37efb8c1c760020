package dev.holdfast.runtime.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SequenceGuardTest {

    private static final String SOURCE = SequenceGuard.source("risk-service", "risk-decisions.v1");

    @Test
    void theFirstEventOfASourceIsOneAndTheNextFollows() {
        assertThat(SequenceGuard.judge(Map.of(), SOURCE, 1, false))
                .isInstanceOf(SequenceGuard.Verdict.Fresh.class);
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), SOURCE, 8, false))
                .isInstanceOf(SequenceGuard.Verdict.Fresh.class);
    }

    @Test
    void whatWasSeenIsARepetition() {
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), SOURCE, 7, false))
                .isInstanceOf(SequenceGuard.Verdict.Duplicate.class);
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), SOURCE, 1, true))
                .isInstanceOf(SequenceGuard.Verdict.Duplicate.class);
    }

    @Test
    void aHoleIsToldUnlessTheTopicMayHaveHoles() {
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), SOURCE, 10, false))
                .isEqualTo(new SequenceGuard.Verdict.Gap(2));
        assertThat(SequenceGuard.judge(Map.of(), SOURCE, 3, false))
                .isEqualTo(new SequenceGuard.Verdict.Gap(2));
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), SOURCE, 10, true))
                .isInstanceOf(SequenceGuard.Verdict.Fresh.class);
    }

    @Test
    void sourcesAreCountedApart() {
        assertThat(SequenceGuard.judge(Map.of(SOURCE, 7L), "other/topic", 1, false))
                .isInstanceOf(SequenceGuard.Verdict.Fresh.class);
    }
}
