package dev.holdfast.runtime.observe;

import dev.holdfast.runtime.outbox.Trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.prometheus.client.exemplars.Exemplar;
import io.prometheus.client.exemplars.ExemplarSampler;

import org.jboss.logging.MDC;

import java.util.ArrayList;
import java.util.List;

/**
 * Exemplars that lead from a figure to one of the records behind it: its portfolio, its run and its
 * trace.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars">OpenMetrics: at
 *     most 128 characters of labels</a>
 */
public final class TaggedExemplars implements ExemplarSampler {

    private static final int MOST_CHARACTERS = 128;
    private static final long KEPT_MILLIS = 1_000;

    @Override
    public Exemplar sample(double increment, Exemplar previous) {
        return exemplar(increment, previous);
    }

    @Override
    public Exemplar sample(double value, double from, double to, Exemplar previous) {
        return exemplar(value, previous);
    }

    /** Null, as the interface has it, where the previous one is to stay. */
    private static Exemplar exemplar(double value, Exemplar previous) {
        long now = System.currentTimeMillis();
        if (previous != null
                && previous.getTimestampMs() != null
                && now - previous.getTimestampMs() < KEPT_MILLIS) {
            return null;
        }
        List<String> labels = labels();
        return labels.isEmpty() ? null : new Exemplar(value, now, labels.toArray(String[]::new));
    }

    private static List<String> labels() {
        List<String> labels = new ArrayList<>(8);
        SpanContext span =
                MDC.get(Tracing.TRACEPARENT) instanceof String traceparent
                        ? Trace.context(traceparent)
                        : Span.current().getSpanContext();
        int left = MOST_CHARACTERS;
        if (span.isValid()) {
            left = add(labels, "trace_id", span.getTraceId(), left);
        }
        if (MDC.get(Tracing.PORTFOLIO_ID) instanceof String portfolio) {
            left = add(labels, Tracing.PORTFOLIO_ID, portfolio, left);
        }
        if (MDC.get(Tracing.RUN_ID) instanceof String run) {
            left = add(labels, Tracing.RUN_ID, run, left);
        }
        if (span.isValid() && "span_id".length() + span.getSpanId().length() <= left) {
            add(labels, "span_id", span.getSpanId(), left);
        }
        return labels;
    }

    private static int add(List<String> labels, String name, String value, int left) {
        int room = left - name.length();
        if (room <= 0) {
            return left;
        }
        String shown = value.length() <= room ? value : value.substring(0, room);
        labels.add(name);
        labels.add(shown);
        return room - shown.length();
    }
}
