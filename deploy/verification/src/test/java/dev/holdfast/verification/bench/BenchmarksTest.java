package dev.holdfast.verification.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class BenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theEntryScriptKnowsTheSameBenchmarks() throws Exception {
        String names =
                Files.readAllLines(Path.of("../../holdfast")).stream()
                        .filter(line -> line.startsWith("benchmarks=("))
                        .map(line -> line.replaceAll("benchmarks=\\((.*)\\)", "$1"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Arrays.asList(names.split(" ")))
                .containsExactlyInAnyOrderElementsOf(Benchmarks.ALL.keySet());
    }

    @Test
    void aMissedLimitIsSaidInTextAndInJson() {
        Report report = report();

        report.atLeast("fold", 250_000, "fills/s", 300_000);
        report.atMost("heap", 123.456, "MB", 200);
        report.figure("portfolios", 1_000, "");

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("fold")
                .contains("(at least 300000, MISSED)")
                .contains("123.5")
                .contains("(at most 200)");
        JsonNode json = report.json();
        assertThat(json.path("keeps_all_limits").asBoolean()).isFalse();
        assertThat(json.at("/figures/0/at_least").asInt()).isEqualTo(300_000);
        assertThat(json.at("/figures/0/kept").asBoolean()).isFalse();
        assertThat(json.at("/figures/1/kept").asBoolean()).isTrue();
        assertThat(json.at("/figures/2").has("kept")).isFalse();
        assertThat(json.at("/machine/cores").asInt()).isPositive();
    }

    @Test
    void aShareOfTheLoadIsNeverNothing() {
        assertThat(new Size(0.001).of(1_000, 50)).isEqualTo(50);
        assertThat(new Size(0.5).of(1_000, 50)).isEqualTo(500);
        assertThat(new Size(0.001).of(20, 50)).isEqualTo(20);
    }

    @Test
    void percentilesAreOfMessagesThatWereSent() {
        long[] nanos = new long[100];
        Arrays.setAll(nanos, i -> (100 - i) * 1_000_000L);

        Latencies latencies = Latencies.of(nanos);

        assertThat(List.of(latencies.p50(), latencies.p99(), latencies.millisAt(1)))
                .containsExactly(50.0, 99.0, 100.0);
    }

    private Report report() {
        return new Report(
                "ledger",
                Size.WHOLE,
                Machine.here(),
                Instant.EPOCH,
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
