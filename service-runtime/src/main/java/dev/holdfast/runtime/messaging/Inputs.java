package dev.holdfast.runtime.messaging;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.assembly.RuntimeConfig;
import dev.holdfast.runtime.assembly.ServiceHandler;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.processing.Consumption;
import dev.holdfast.runtime.processing.Engine;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The channel {@value #CHANNEL}: all topics that the service's handler names. */
@ApplicationScoped
public class Inputs implements Consumption {

    static final String CHANNEL = "inputs";

    private static final Logger LOG = Logger.getLogger(Inputs.class);

    /** So many records make a batch that is worth a commit of its own. */
    private static final int ENOUGH = 500;

    private final AtomicInteger taken = new AtomicInteger();
    private final Engine<Object> engine;
    private final KafkaClientService clients;

    public Inputs(Engine<Object> engine, KafkaClientService clients) {
        this.engine = engine;
        this.clients = clients;
    }

    /** What differs from service to service of the channel's settings; the rest has defaults. */
    @Produces
    @Singleton
    @Identifier(CHANNEL)
    static Map<String, Object> settings(ServiceHandler service, RuntimeConfig config) {
        PortfolioHandler<Object> handler = service.get();
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "topics",
                handler.inputs().stream()
                        .map(Topic::topicName)
                        .sorted()
                        .collect(Collectors.joining(",")));
        settings.put("group.id", handler.service());
        config.instance().ifPresent(instance -> settings.put("group.instance.id", instance));
        return settings;
    }

    /**
     * Takes more while these are folded, up to a bound: what has come by the time that the engine
     * is free shares a commit. Positions are stored by the engine, so nothing is said of records
     * that are taken and not yet committed.
     */
    @Incoming(CHANNEL)
    public Uni<Void> consume(ConsumerRecords<byte[], byte[]> records) {
        int count = records.count();
        boolean room = taken.addAndGet(count) < ENOUGH;
        CompletableFuture<Void> done =
                engine.records(records).whenComplete((ended, failure) -> taken.addAndGet(-count));
        return room ? Uni.createFrom().voidItem() : Uni.createFrom().completionStage(done);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        onPollingThread(
                consumer -> {
                    if (consumer.assignment().contains(partition)) {
                        consumer.seek(partition, offset);
                    }
                });
    }

    @Override
    public void rejoin() {
        onPollingThread(consumer -> consumer.enforceRebalance("fenced"));
    }

    private void onPollingThread(java.util.function.Consumer<Consumer<byte[], byte[]>> work) {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(CHANNEL);
        consumer.runOnPollingThread(work)
                .subscribe()
                .with(
                        done -> LOG.trace("The consumer was told"),
                        failure -> LOG.warn("The consumer could not be told", failure));
    }
}
