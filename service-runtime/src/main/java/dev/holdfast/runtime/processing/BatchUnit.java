package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.outbox.Frame;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.processing.NaturalIds.NaturalId;
import dev.holdfast.runtime.processing.OwnedPartition.Portfolio;
import dev.holdfast.runtime.store.Commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that one batch changes, kept apart from what is known until it is committed: a batch that
 * fails is simply dropped.
 */
final class BatchUnit<S> {

    private final PortfolioHandler<S> handler;
    private final Map<PortfolioId, Working<S>> portfolios = new LinkedHashMap<>();
    private final Map<Integer, Part<S>> parts = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<NaturalId> seen = new ArrayList<>();
    private final Map<String, List<byte[]>> known;
    private final Set<String> takenForNew;
    private final List<Runnable> counts = new ArrayList<>();

    /** What of the batch belongs to one partition. */
    private static final class Part<S> {
        private final OwnedPartition<S> partition;
        private final Map<String, Long> moves = new HashMap<>();
        private final List<Outbound> records = new ArrayList<>();
        private Map<String, Long> positions = Map.of();
        private List<Long> published = List.of();
        private long frame;
        private boolean written;

        Part(OwnedPartition<S> partition) {
            this.partition = partition;
        }
    }

    /** A portfolio while a batch is folded. */
    static final class Working<S> {
        private final PortfolioId id;
        private final OwnedPartition<S> partition;
        private final boolean stored;
        private final S before;
        private S state;
        private final Map<String, Long> written;
        private final Map<String, Long> read;
        private boolean counted;
        private boolean touched;

        Working(PortfolioId id, OwnedPartition<S> partition, Portfolio<S> known) {
            this.id = id;
            this.partition = partition;
            this.stored = known.stored();
            this.before = known.state();
            this.state = known.state();
            this.written = new HashMap<>(known.written());
            this.read = new HashMap<>(known.read());
        }

        PortfolioId id() {
            return id;
        }

        OwnedPartition<S> partition() {
            return partition;
        }

        S state() {
            return state;
        }

        Map<String, Long> read() {
            return read;
        }

        long written(String topic) {
            return written.getOrDefault(topic, 0L);
        }

        /** What was read besides; it is no change. */
        void reachesBack(S further) {
            state = further;
        }

        void hasRead(String source, long sequence) {
            read.merge(source, sequence, Math::max);
            counted = true;
        }

        void become(S next, Map<String, Long> writtenNext) {
            touched = true;
            state = next;
            if (!writtenNext.isEmpty()) {
                written.putAll(writtenNext);
                counted = true;
            }
        }

        /** Whether a fold answered with anything new in this batch. */
        boolean touched() {
            return touched;
        }

        private boolean dirty() {
            return state != before || counted;
        }
    }

    /** The sequences of a portfolio as they are stored. */
    record Sequences(Map<String, Long> written, Map<String, Long> read) {}

    /** Of what has no natural ids. */
    BatchUnit(PortfolioHandler<S> handler) {
        this(handler, Map.of(), Set.of());
    }

    /**
     * @param known which natural ids were seen before this batch
     * @param takenForNew which were not looked up: the commit fails where one of them was seen
     */
    BatchUnit(
            PortfolioHandler<S> handler, Map<String, List<byte[]>> known, Set<String> takenForNew) {
        this.handler = handler;
        this.known = new HashMap<>(known);
        this.takenForNew = takenForNew;
    }

    Working<S> portfolio(OwnedPartition<S> partition, PortfolioId id) {
        return portfolios.computeIfAbsent(
                id,
                absent -> {
                    Portfolio<S> before = partition.portfolios().get(id);
                    return new Working<>(
                            id,
                            partition,
                            before != null
                                    ? before
                                    : new Portfolio<>(
                                            handler.initial(id), Map.of(), Map.of(), false));
                });
    }

    Collection<Working<S>> portfolios() {
        return List.copyOf(portfolios.values());
    }

    void moved(OwnedPartition<S> partition, String source, long nextOffset) {
        part(partition).moves.merge(source, nextOffset, Math::max);
    }

    void publish(OwnedPartition<S> partition, Collection<Outbound> records) {
        if (!records.isEmpty()) {
            part(partition).records.addAll(records);
            part(partition).written = true;
        }
    }

    void store(OwnedPartition<S> partition, Collection<Row> more) {
        if (!more.isEmpty()) {
            rows.addAll(more);
            part(partition).written = true;
        }
    }

    /** With what contents this id was seen, this batch included. */
    List<byte[]> contentsOf(String naturalId) {
        return known.getOrDefault(naturalId, List.of());
    }

    /** Whether the record says something else under an id that was seen before this batch. */
    boolean conflicts(ReadRecord.Foldable read) {
        return read.naturalId()
                .filter(id -> !contentsOf(id.id()).isEmpty())
                .filter(id -> contentsOf(id.id()).stream().noneMatch(id::sameContent))
                .isPresent();
    }

    void sees(OwnedPartition<S> partition, NaturalId id) {
        seen.add(id);
        part(partition).written = true;
        List<byte[]> contents = new ArrayList<>(contentsOf(id.id()));
        contents.add(id.digest());
        known.put(id.id(), contents);
    }

    /** Counted once the batch is committed. */
    void count(Runnable metric) {
        counts.add(metric);
    }

    /** Whether there is more to write than how far the inputs were read. */
    boolean changesSomething() {
        return portfolios.values().stream().anyMatch(Working::dirty)
                || parts.values().stream().anyMatch(part -> part.written);
    }

    /**
     * The transaction: of the partitions in which something changed; how far the others were read
     * is stored when there is time.
     *
     * @throws dev.holdfast.runtime.store.StoreFailure.DataError where a state cannot be written as
     *     JSON
     */
    Commit commit() {
        Commit commit = new Commit();
        for (Working<S> portfolio : portfolios.values()) {
            if (portfolio.dirty()) {
                part(portfolio.partition).written = true;
                String sequences = States.write(new Sequences(portfolio.written, portfolio.read));
                if (portfolio.stored && handler.sameDocument(portfolio.before, portfolio.state)) {
                    commit.counted(portfolio.id.value(), portfolio.partition.number(), sequences);
                } else {
                    commit.changed(
                            portfolio.id.value(),
                            portfolio.partition.number(),
                            States.write(handler.document(portfolio.state)),
                            sequences);
                }
            }
        }
        for (Part<S> part : parts.values()) {
            if (!part.written) {
                continue;
            }
            OwnedPartition<S> partition = part.partition;
            commit.owner(partition.number(), partition.epoch());
            part.positions = partition.addMoves(commit, part.moves);
            part.published = partition.addPublished(commit);
            if (!part.records.isEmpty()) {
                part.frame = partition.newFrame();
                commit.frame(partition.number(), part.frame, Frame.encode(part.records));
            }
        }
        commit.takenForNew(takenForNew);
        seen.forEach(id -> commit.seen(id.id(), id.digest()));
        commit.rows(rows);
        return commit;
    }

    /** Takes over into memory what was committed. */
    void committed(Sender<S> sender) {
        for (Working<S> portfolio : portfolios.values()) {
            if (portfolio.dirty()) {
                portfolio
                        .partition
                        .portfolios()
                        .put(
                                portfolio.id,
                                new Portfolio<>(
                                        portfolio.state, portfolio.written, portfolio.read, true));
            }
        }
        for (Part<S> part : parts.values()) {
            if (!part.written) {
                part.moves.forEach(part.partition::passed);
                continue;
            }
            part.partition.committed(part.positions);
            part.partition.forget(part.published);
            if (!part.records.isEmpty()) {
                sender.send(part.partition, part.frame, part.records);
            }
        }
        counts.forEach(Runnable::run);
    }

    /** Takes over how far the inputs were read where nothing had to be committed. */
    void passed() {
        parts.values().forEach(part -> part.moves.forEach(part.partition::passed));
        counts.forEach(Runnable::run);
    }

    /** Publishes a frame that was committed. */
    interface Sender<S> {
        void send(OwnedPartition<S> partition, long frame, List<Outbound> records);
    }

    private Part<S> part(OwnedPartition<S> partition) {
        return parts.computeIfAbsent(partition.number(), n -> new Part<>(partition));
    }
}
