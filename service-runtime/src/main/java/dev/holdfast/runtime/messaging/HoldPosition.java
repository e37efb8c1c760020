package dev.holdfast.runtime.messaging;

import dev.holdfast.runtime.processing.Consumption;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

import java.util.function.BiConsumer;

/**
 * A batch that fails where nothing may fail is read again: the partitions are taken over anew, at
 * the positions of the last commit. The channel goes on in any case.
 */
@ApplicationScoped
@Identifier("hold-position")
public class HoldPosition implements KafkaFailureHandler.Factory {

    private static final Logger LOG = Logger.getLogger(HoldPosition.class);

    private final Instance<Consumption> consumption;

    public HoldPosition(Instance<Consumption> consumption) {
        this.consumption = consumption;
    }

    @Override
    public KafkaFailureHandler create(
            KafkaConnectorIncomingConfiguration configuration,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return new KafkaFailureHandler() {
            @Override
            public <K, V> Uni<Void> handle(
                    IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
                LOG.error("A batch failed on its way to the engine and is read again", reason);
                consumption.get().rejoin();
                return Uni.createFrom().voidItem();
            }
        };
    }
}
