package dev.holdfast.runtime.publish;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.assembly.ServiceHandler;
import dev.holdfast.runtime.handler.MarketPublisher;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.outbox.Trace;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Publishes marks and ticks to their venue's partition. */
@ApplicationScoped
public class Marks implements MarketPublisher {

    private final EventWriter writer;
    private final OutboxPublisher publisher;

    Marks(ServiceHandler handler, OutboxPublisher publisher) {
        this.writer = new EventWriter(handler.get().service());
        this.publisher = publisher;
    }

    @Override
    public Uni<Void> publish(List<MarketEvent> events) {
        // Off the caller's thread: a broker that is away makes sending wait.
        return Uni.createFrom()
                .completionStage(
                        () -> {
                            int partitions = publisher.partitions(Topic.MARKS.topicName());
                            String traceparent = Trace.start();
                            return publisher.publish(
                                    events.stream()
                                            .map(
                                                    event ->
                                                            writer.market(
                                                                    event, partitions, traceparent))
                                            .toList());
                        })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                // And off the producer's, which must not wait for whoever goes on from here.
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }
}
