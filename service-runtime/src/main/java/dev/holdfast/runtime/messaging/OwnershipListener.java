package dev.holdfast.runtime.messaging;

import dev.holdfast.runtime.processing.Engine;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.util.Collection;
import java.util.concurrent.CompletionException;

/**
 * Takes partitions over before their first record is fetched, and gives them up before another
 * instance may take them. Called on the polling thread, which waits.
 */
@ApplicationScoped
@Identifier("ownership")
public class OwnershipListener implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(OwnershipListener.class);

    private final Engine<Object> engine;

    public OwnershipListener(Engine<Object> engine) {
        this.engine = engine;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        try {
            engine.assigned(consumer.endOffsets(assigned)).forEach(consumer::seek);
        } catch (CompletionException e) {
            if (!engine.stopping()) {
                LOG.errorf(
                        e.getCause(),
                        "The partitions could not be taken over; nothing of them is folded");
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        try {
            engine.revoked();
        } catch (CompletionException e) {
            LOG.debug("There is nothing left to give up");
        }
    }
}
