package dev.holdfast.runtime.observe;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.runtime.outbox.Trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import org.jboss.logging.MDC;

import java.util.Optional;

/**
 * What a service does with a record is a span in the record's trace. Where traces are switched off
 * the trace of the record is handed on as it came.
 */
public final class Tracing {

    /** Under these names the tags stand on log lines, spans and exemplars. */
    public static final String PORTFOLIO_ID = "portfolio_id";

    public static final String RUN_ID = "run_id";
    static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;

    public Tracing(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A record that was read. */
    public Step process(
            String topic, String type, PortfolioId portfolio, RunId run, Optional<String> trace) {
        SpanBuilder span =
                tracer.spanBuilder("process " + topic)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.operation.type", "process")
                        .setAttribute("messaging.destination.name", topic)
                        .setAttribute("cloudevents.event_type", type);
        trace.map(Trace::context)
                .ifPresentOrElse(
                        parent -> span.setParent(Context.root().with(Span.wrap(parent))),
                        span::setNoParent);
        return begin(span, portfolio, run);
    }

    /** Something that no record caused: a mark, the clock, an answer of a venue. */
    public Step start(String name, PortfolioId portfolio) {
        return begin(tracer.spanBuilder(name).setNoParent(), portfolio, RunId.NONE);
    }

    private static Step begin(SpanBuilder span, PortfolioId portfolio, RunId run) {
        return new Step(
                span.setAttribute(PORTFOLIO_ID, portfolio.value())
                        .setAttribute(RUN_ID, run.value())
                        .startSpan(),
                portfolio,
                run);
    }

    /** One step of a trace: its span, and the tags that stand on all that is said within it. */
    public static final class Step {

        private final Span span;
        private final PortfolioId portfolio;
        private final RunId run;
        private final String traceparent;

        private Step(Span span, PortfolioId portfolio, RunId run) {
            this.span = span;
            this.portfolio = portfolio;
            this.run = run;
            this.traceparent = Trace.of(span.getSpanContext());
        }

        /** What the events that it causes carry. */
        public String traceparent() {
            return traceparent;
        }

        /** Does it with the tags on every log line and exemplar. */
        public void tagged(Runnable work) {
            MDC.put(PORTFOLIO_ID, portfolio.value());
            MDC.put(RUN_ID, run.value());
            MDC.put(TRACEPARENT, traceparent);
            try {
                work.run();
            } finally {
                MDC.remove(PORTFOLIO_ID);
                MDC.remove(RUN_ID);
                MDC.remove(TRACEPARENT);
            }
        }

        /** It went wrong; the span still ends with the batch. */
        public void failed(String cause) {
            span.setStatus(StatusCode.ERROR, cause);
        }

        /** Ends the span: what it came to is committed. A step that is rolled back never ends. */
        public void end() {
            span.end();
        }
    }
}
