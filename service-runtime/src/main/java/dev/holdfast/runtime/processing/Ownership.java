package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.outbox.Frame;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.processing.BatchUnit.Sequences;
import dev.holdfast.runtime.processing.OwnedPartition.Portfolio;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.Claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The partitions that this instance owns. Used on the lane; the states may be read by anybody. */
final class Ownership<S> {

    private final PortfolioHandler<S> handler;
    private final BatchStore store;
    private final OutboxPublisher outbox;
    private final Map<Integer, OwnedPartition<S>> owned = new ConcurrentSkipListMap<>();
    private final Map<PortfolioId, S> states = new ConcurrentHashMap<>();

    Ownership(PortfolioHandler<S> handler, BatchStore store, OutboxPublisher outbox) {
        this.handler = handler;
        this.store = store;
        this.outbox = outbox;
    }

    static String marksSource(int marksPartition) {
        return Topic.MARKS.topicName() + "/" + marksPartition;
    }

    Collection<OwnedPartition<S>> all() {
        return owned.values();
    }

    Optional<OwnedPartition<S>> find(int partition) {
        return Optional.ofNullable(owned.get(partition));
    }

    boolean allActive() {
        return owned.values().stream().allMatch(OwnedPartition::active);
    }

    Map<PortfolioId, S> states() {
        return Map.copyOf(states);
    }

    Optional<S> state(PortfolioId portfolio) {
        return Optional.ofNullable(states.get(portfolio));
    }

    /**
     * Takes partitions over and publishes again what their outbox still holds.
     *
     * @param marksPartitions how many partitions of the marks are folded; 0 for none
     */
    void claim(Collection<Integer> partitions, int marksPartitions) {
        List<String> sources =
                new ArrayList<>(handler.inputs().stream().map(Topic::topicName).toList());
        for (int m = 0; m < marksPartitions; m++) {
            sources.add(marksSource(m));
        }
        for (Claim claim : store.claim(partitions, sources)) {
            OwnedPartition<S> partition = new OwnedPartition<>(claim.partition(), claim.epoch());
            owned.put(claim.partition(), partition);
            adopt(partition, claim);
        }
    }

    /** After a commit of which nobody knows whether it happened. */
    void reload() {
        if (owned.isEmpty()) {
            return;
        }
        Map<Integer, Long> epochs =
                owned.values().stream()
                        .collect(Collectors.toMap(OwnedPartition::number, OwnedPartition::epoch));
        for (Claim claim : store.reload(epochs)) {
            adopt(owned.get(claim.partition()), claim);
        }
    }

    private void adopt(OwnedPartition<S> partition, Claim claim) {
        claim.positions().forEach(partition::storedPosition);
        partition.portfolios().clear();
        claim.portfolios().parallelStream()
                .map(stored -> Map.entry(PortfolioId.of(stored.portfolioId()), portfolio(stored)))
                .toList()
                .forEach(
                        known -> {
                            partition.portfolios().put(known.getKey(), known.getValue());
                            states.put(known.getKey(), known.getValue().state());
                        });
        for (Claim.StoredFrame frame : claim.frames()) {
            if (partition.sending(frame.number())) {
                publish(partition, frame.number(), Frame.decode(frame.frame()));
            }
        }
    }

    private Portfolio<S> portfolio(Claim.StoredPortfolio stored) {
        Sequences sequences = States.read(stored.sequences(), Sequences.class);
        S document = States.read(stored.state(), handler.stateType());
        return new Portfolio<>(
                stored.rows().isEmpty() ? document : handler.joined(document, stored.rows()),
                sequences.written(),
                sequences.read(),
                true);
    }

    /** Publishes a frame right after its commit. */
    void send(OwnedPartition<S> partition, long frame, List<Outbound> records) {
        if (partition.sending(frame)) {
            publish(partition, frame, records);
        }
    }

    private void publish(OwnedPartition<S> partition, long frame, List<Outbound> records) {
        outbox.publish(records)
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                partition.acknowledged(frame);
                            }
                        });
    }

    /** Publishes everything again that is in the outbox, with a new producer. */
    void publishAgain() {
        outbox.recover();
        owned.values().forEach(OwnedPartition::nothingIsSent);
        reload();
    }

    void remember(PortfolioId portfolio, S state) {
        states.put(portfolio, state);
    }

    void drop(Collection<Integer> partitions) {
        for (Integer partition : partitions) {
            OwnedPartition<S> dropped = owned.remove(partition);
            if (dropped != null) {
                dropped.portfolios().keySet().forEach(states::remove);
            }
        }
    }

    void dropAll() {
        drop(List.copyOf(owned.keySet()));
    }

    int outboxDepth() {
        return owned.values().stream().mapToInt(OwnedPartition::outboxDepth).sum();
    }
}
