package dev.holdfast.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.Exemplar;
import io.prometheus.client.exporter.common.TextFormat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

class TaggedExemplarsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final Tracing tracing = new Tracing(OpenTelemetry.noop().getTracer("holdfast"));
    private final TaggedExemplars exemplars = new TaggedExemplars();

    @Test
    void aSlowRecordIsFoundByThePortfolioRunAndTraceBesideItsBucket() {
        PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM, exemplars);
        RuntimeMetrics metrics = new RuntimeMetrics(registry);
        step("swing", "r-7").tagged(() -> metrics.age(Topic.TRADES, Duration.ofMillis(40)));

        assertThat(registry.scrape(TextFormat.CONTENT_TYPE_OPENMETRICS_100))
                .containsPattern(
                        "holdfast_record_age_seconds_bucket\\{topic=\"trades.v1\",le=\"0.05\",?} 1.0 # \\{"
                                + "portfolio_id=\"swing\",run_id=\"r-7\",span_id=\"b7ad6b7169203331\","
                                + "trace_id=\""
                                + TRACE
                                + "\"}");
    }

    @Test
    void whatIsSaidOutsideOfAnyRecordHasNoExemplar() {
        assertThat(exemplars.sample(1, null)).isNull();
    }

    @Test
    void anExemplarStaysForASecondSoThatHotCountersCostNothing() {
        step("swing", "r-7")
                .tagged(
                        () -> {
                            Exemplar first = exemplars.sample(1, null);
                            assertThat(exemplars.sample(2, first)).isNull();
                        });
    }

    @Test
    void theLongestIdsAreCutToWhatACollectorTakes() {
        step("p".repeat(64), "r".repeat(128))
                .tagged(
                        () -> {
                            Exemplar exemplar = exemplars.sample(1, null);
                            assertThat(
                                            IntStream.range(0, exemplar.getNumberOfLabels())
                                                    .map(
                                                            i ->
                                                                    exemplar.getLabelName(i)
                                                                                    .length()
                                                                            + exemplar.getLabelValue(
                                                                                            i)
                                                                                    .length())
                                                    .sum())
                                    .isEqualTo(128);
                            assertThat(exemplar.getLabelValue(0)).isEqualTo("p".repeat(64));
                        });
    }

    private Tracing.Step step(String portfolio, String run) {
        return tracing.process(
                "trades.v1",
                "trade.synced",
                PortfolioId.of(portfolio),
                RunId.of(run),
                Optional.of(TRACEPARENT));
    }
}
