package dev.holdfast.verification.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class StageTest {

    @Test
    void aRawRelayAnswersEveryRecordAndNothingOfTheStageIsLeft() throws Exception {
        Path directory;
        try (Stage stage = Stage.of(Path.of("../.."))) {
            directory = stage.directory();

            Latencies latencies = stage.rawRelay(200, 20, 100, 300);

            assertThat(latencies.count()).isEqualTo(100);
            assertThat(latencies.p50()).isPositive().isLessThanOrEqualTo(latencies.p99());
        }
        assertThat(directory).doesNotExist();
    }
}
