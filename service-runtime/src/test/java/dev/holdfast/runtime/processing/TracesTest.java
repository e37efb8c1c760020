package dev.holdfast.runtime.processing;

import static dev.holdfast.runtime.processing.Deployment.header;
import static dev.holdfast.runtime.processing.Deployment.moved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.counting.CountedRows;
import dev.holdfast.runtime.outbox.EventWriter;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What is seen of a record on its way, with traces switched on. */
class TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = new Deployment();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void aRecordAndWhatItCausesAreOneTraceThatNamesPortfolioAndRun() {
        deployment.write(new EventWriter("bot").outside(moved("traced", "m-1", "1"), TRACEPARENT));
        try (Instance instance = new Instance(deployment, new CountedRows()).takesOver()) {
            instance.catchesUp();
            instance.untilPublished();

            SpanData span = only(instance.spans(), "traced");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("run_id"))).isEqualTo("r-7");
            assertThat(header(said("traced"), Headers.TRACEPARENT))
                    .isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        }
    }

    @Test
    void aRecordThatGoesToTheDeadLettersEndsItsSpanWithTheCause() {
        deployment.write(
                new EventWriter("bot").outside(moved("unlucky", "m-1", "13"), TRACEPARENT));
        try (Instance instance = new Instance(deployment, new CountedRows()).takesOver()) {
            instance.catchesUp();

            SpanData span = only(instance.spans(), "unlucky");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).contains("unlucky");
        }
    }

    private static SpanData only(List<SpanData> spans, String portfolio) {
        List<SpanData> found =
                spans.stream()
                        .filter(
                                span ->
                                        portfolio.equals(
                                                span.getAttributes()
                                                        .get(
                                                                AttributeKey.stringKey(
                                                                        "portfolio_id"))))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static ConsumerRecord<byte[], byte[]> said(String portfolio) {
        return deployment.read(Topic.VENUE_STATE.topicName()).stream()
                .filter(record -> Deployment.text(record.key()).equals(portfolio))
                .findFirst()
                .orElseThrow();
    }
}
