package dev.holdfast.runtime.messaging;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.assembly.ServiceHandler;
import dev.holdfast.runtime.observe.RuntimeMetrics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many records stand on the inputs that this instance has not fetched yet. The broker cannot
 * tell, since offsets are kept in the database.
 */
@ApplicationScoped
public class Lag {

    private static final Logger LOG = Logger.getLogger(Lag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final KafkaClientService clients;
    private volatile Map<String, Long> records = Map.of();
    private Cancellable looks = () -> {};

    Lag(KafkaClientService clients) {
        this.clients = clients;
    }

    void start(@Observes StartupEvent event, ServiceHandler service, RuntimeMetrics metrics) {
        for (Topic topic : service.get().inputs()) {
            metrics.lag(topic, () -> records.getOrDefault(topic.topicName(), 0L));
        }
        looks =
                Multi.createFrom()
                        .ticks()
                        .every(INTERVAL)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(tick -> look())
                        .subscribe()
                        .with(
                                found -> records = found,
                                failure -> LOG.error("The lag is not measured", failure));
    }

    void stop(@Observes ShutdownEvent event) {
        looks.cancel();
    }

    private Uni<Map<String, Long>> look() {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(Inputs.CHANNEL);
        if (consumer == null) {
            return Uni.createFrom().item(records);
        }
        return consumer.runOnPollingThread(Lag::byTopic).onFailure().recoverWithItem(records);
    }

    private static Map<String, Long> byTopic(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .collect(
                        Collectors.groupingBy(
                                TopicPartition::topic,
                                Collectors.summingLong(
                                        partition -> consumer.currentLag(partition).orElse(0))));
    }
}
