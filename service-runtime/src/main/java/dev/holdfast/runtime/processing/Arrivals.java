package dev.holdfast.runtime.processing;

import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Records that were fetched while the lane was busy. What waits is folded as one batch: a commit
 * costs nearly the same for many, so a lane that fell behind for a moment catches up at once.
 */
final class Arrivals {

    /**
     * What a batch comes to (events, states, rows, frame) must fit a small heap many times over.
     */
    static final int MOST = 1_000;

    /**
     * Records of one fetch.
     *
     * @param done ends once they are committed, or are another's
     */
    record Arrival(ConsumerRecords<byte[], byte[]> records, CompletableFuture<Void> done) {}

    private final Deque<Arrival> waiting = new ArrayDeque<>();

    synchronized CompletableFuture<Void> add(ConsumerRecords<byte[], byte[]> records) {
        Arrival arrival = new Arrival(records, new CompletableFuture<>());
        waiting.add(arrival);
        return arrival.done();
    }

    /**
     * Takes what makes one batch, in the order in which it came; nothing where an earlier one took
     * it along.
     */
    synchronized List<Arrival> take() {
        List<Arrival> batch = new ArrayList<>();
        int records = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty() || records + waiting.peek().records().count() <= MOST)) {
            Arrival next = waiting.remove();
            records += next.records().count();
            batch.add(next);
        }
        return batch;
    }
}
