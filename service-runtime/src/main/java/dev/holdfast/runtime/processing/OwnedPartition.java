package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.store.Commit;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A partition while this instance owns it: its positions, its portfolios, and what of its outbox is
 * still to be acknowledged. Used on the lane alone, but for acknowledgements.
 */
final class OwnedPartition<S> {

    private static final int FRAMES_PER_EPOCH_BITS = 32;

    private final int number;
    private final long epoch;
    private final Map<String, Long> stored = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Long> doubted = new HashMap<>();
    private final Map<PortfolioId, Portfolio<S>> portfolios = new HashMap<>();
    private final Set<Long> sent = new HashSet<>();
    private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private long frames;
    private boolean active;
    private long committedNanos = System.nanoTime();

    /**
     * A portfolio between two batches.
     *
     * @param written how many events were written, by topic
     * @param read the last sequence read, by source
     * @param stored whether the database has it
     */
    record Portfolio<S>(
            S state, Map<String, Long> written, Map<String, Long> read, boolean stored) {}

    OwnedPartition(int number, long epoch) {
        this.number = number;
        this.epoch = epoch;
    }

    int number() {
        return number;
    }

    long epoch() {
        return epoch;
    }

    /** Whether what must be said at the start was said, and records may be folded. */
    boolean active() {
        return active;
    }

    void activate() {
        active = true;
    }

    Map<PortfolioId, Portfolio<S>> portfolios() {
        return portfolios;
    }

    long next(String source) {
        return next.getOrDefault(source, 0L);
    }

    /** How far the database knows that the source was folded. */
    long stored(String source) {
        return stored.getOrDefault(source, 0L);
    }

    /** What the database said. */
    void storedPosition(String source, long offset) {
        stored.put(source, offset);
        next.merge(source, offset, Math::max);
    }

    /** Folded, with nothing that had to be committed. */
    void passed(String source, long offset) {
        next.put(source, offset);
    }

    /**
     * Whether something should be written that no batch has taken along for so long: how far it was
     * read, or which of its frames were published.
     */
    boolean overdue(Duration since) {
        return System.nanoTime() - committedNanos >= since.toNanos()
                && (!acknowledged.isEmpty() || !next.equals(stored));
    }

    /** Puts into the commit how far each source was folded, the batch's own moves on top. */
    Map<String, Long> addMoves(Commit commit, Map<String, Long> moves) {
        Map<String, Long> all = new HashMap<>(next);
        all.putAll(moves);
        all.forEach(
                (source, offset) -> {
                    long expected = stored.getOrDefault(source, 0L);
                    if (offset != expected) {
                        commit.move(number, source, expected, offset);
                    }
                });
        return all;
    }

    void committed(Map<String, Long> positions) {
        committedNanos = System.nanoTime();
        stored.putAll(positions);
        next.putAll(positions);
    }

    /**
     * A record that does not follow the last one is either behind a hole in the topic, or was
     * fetched before this partition was taken; it is believed once it came again after a seek. What
     * was fetched behind it meanwhile comes again too.
     */
    boolean doubts(String source, long offset) {
        Long before = doubted.get(source);
        if (before == null || before > offset || before < next(source)) {
            doubted.put(source, offset);
        }
        return before == null || before != offset;
    }

    long newFrame() {
        return (epoch << FRAMES_PER_EPOCH_BITS) | ++frames;
    }

    /** Notes that the frame is on its way; false where it was already. */
    boolean sending(long frame) {
        return sent.add(frame);
    }

    void acknowledged(long frame) {
        acknowledged.add(frame);
    }

    /** Puts into the commit which frames may go; returns them for {@link #forget}. */
    List<Long> addPublished(Commit commit) {
        List<Long> published = List.copyOf(acknowledged);
        published.forEach(frame -> commit.published(number, frame));
        return published;
    }

    /** The frames are out of the outbox. */
    void forget(List<Long> published) {
        published.forEach(
                frame -> {
                    acknowledged.remove(frame);
                    sent.remove(frame);
                });
    }

    /** How many frames are not known to be acknowledged. */
    int outboxDepth() {
        return sent.size();
    }

    /** After the producer was replaced, all that is in the outbox is to be sent again. */
    void nothingIsSent() {
        sent.clear();
    }
}
