package dev.holdfast.runtime.store;

import dev.holdfast.runtime.handler.Row;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that one transaction writes. Lists are filled by whoever builds the batch. */
public final class Commit {

    final List<Owner> owners = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    final List<Portfolio> portfolios = new ArrayList<>();
    final Set<String> takenForNew = new HashSet<>();
    final List<Seen> seen = new ArrayList<>();
    final List<NewFrame> frames = new ArrayList<>();
    final List<Published> published = new ArrayList<>();
    private List<Row> rows = List.of();

    /** The fence: the partition is still owned under this epoch. */
    record Owner(int partition, long epoch) {}

    record Move(int partition, String source, long expected, long next) {}

    /** {@code state} is null where it is stored already and has not changed. */
    record Portfolio(String portfolioId, int partition, String state, String sequences) {}

    record Seen(String id, byte[] digest) {}

    record NewFrame(int partition, long number, byte[] frame) {}

    /** A frame of the outbox that the broker has acknowledged. */
    record Published(int partition, long number) {}

    public void owner(int partition, long epoch) {
        owners.add(new Owner(partition, epoch));
    }

    public void move(int partition, String source, long expected, long next) {
        moves.add(new Move(partition, source, expected, next));
    }

    /** A portfolio whose state is stored as it is: only what it counted has moved. */
    public void counted(String portfolioId, int partition, String sequences) {
        portfolios.add(new Portfolio(portfolioId, partition, null, sequences));
    }

    public void changed(String portfolioId, int partition, String state, String sequences) {
        portfolios.add(new Portfolio(portfolioId, partition, state, sequences));
    }

    /** Natural ids of which the batch was folded as if they had not been seen before it. */
    public void takenForNew(Collection<String> ids) {
        takenForNew.addAll(ids);
    }

    public void seen(String id, byte[] digest) {
        seen.add(new Seen(id, digest));
    }

    public void frame(int partition, long number, byte[] frame) {
        frames.add(new NewFrame(partition, number, frame));
    }

    public void published(int partition, long number) {
        published.add(new Published(partition, number));
    }

    public void rows(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }
}
