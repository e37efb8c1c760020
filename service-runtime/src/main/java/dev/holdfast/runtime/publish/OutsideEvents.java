package dev.holdfast.runtime.publish;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.runtime.assembly.ServiceHandler;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.outbox.Trace;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.concurrent.Executor;

/** Publishes what came in by REST, in the trace of its request. */
@ApplicationScoped
public class OutsideEvents implements EventPublisher {

    private final EventWriter writer;
    private final OutboxPublisher publisher;

    OutsideEvents(ServiceHandler handler, OutboxPublisher publisher) {
        this.writer = new EventWriter(handler.get().service());
        this.publisher = publisher;
    }

    @Override
    public Uni<Void> publish(Event event) {
        String traceparent = Trace.of(Span.current().getSpanContext());
        // Off the caller's thread: a broker that is away makes sending wait.
        return Uni.createFrom()
                .completionStage(
                        () -> publisher.publish(List.of(writer.outside(event, traceparent))))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                // And off the producer's, which must not wait for whoever goes on from here.
                .emitOn(whereItWasAsked());
    }

    /** The context of the request, on which a session of the database may be opened. */
    private static Executor whereItWasAsked() {
        Context context = Vertx.currentContext();
        return context == null
                ? Infrastructure.getDefaultWorkerPool()
                : work -> context.runOnContext(started -> work.run());
    }
}
