package dev.holdfast.runtime.replay;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.assembly.ServiceHandler;
import dev.holdfast.runtime.processing.PastRecords;
import dev.holdfast.runtime.processing.States;
import dev.holdfast.runtime.store.BatchStore;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens replays; see {@link Replay}. */
@ApplicationScoped
public class Replays {

    private final Map<String, Object> broker;
    private final ServiceHandler service;
    private final BatchStore store;

    Replays(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            ServiceHandler service,
            BatchStore store) {
        this.broker = broker;
        this.service = service;
        this.store = store;
    }

    /**
     * A portfolio as the database has it.
     *
     * @param through the next offset of each of its inputs: what is before them was folded into the
     *     state, by one commit
     */
    public record Snapshot<S>(S state, int partition, Map<Topic, Long> through) {}

    /** The portfolio as of its last commit; empty where nothing was ever folded into it. */
    public <S> Uni<Optional<Snapshot<S>>> snapshot(PortfolioId portfolio, Class<S> type) {
        return store.snapshot(portfolio.value())
                .map(
                        found ->
                                found.map(
                                        stored -> {
                                            Map<Topic, Long> through = new EnumMap<>(Topic.class);
                                            stored.positions()
                                                    .forEach(
                                                            (source, next) ->
                                                                    Topic.named(source)
                                                                            .ifPresent(
                                                                                    topic ->
                                                                                            through
                                                                                                    .put(
                                                                                                            topic,
                                                                                                            next)));
                                            return new Snapshot<>(
                                                    States.read(stored.state(), type),
                                                    stored.partition(),
                                                    through);
                                        }));
    }

    /**
     * From the beginning of the topics. The caller closes it, and uses it on one thread that may
     * wait.
     */
    public Replay open(PortfolioId portfolio, int partition) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service.get().service() + "-replay");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // It works beside the live consumption, in the same small heap.
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        return new Replay(
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                partition,
                new PastRecords(service.get().service(), portfolio));
    }
}
