package dev.holdfast.runtime.processing;

import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.Commit;
import dev.holdfast.runtime.store.StoreFailure;
import dev.holdfast.runtime.store.StoreFailure.DataError;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Folds and commits, over every outage: refused data goes back to whoever folded it, a database
 * that is away is waited for, and a fence ends it. Used on the lane.
 */
final class Commits<S> {

    private static final Logger LOG = Logger.getLogger(Commits.class);
    private static final long FIRST_BACKOFF_MILLIS = 50;
    private static final long MAX_BACKOFF_MILLIS = 2_000;

    private final BatchStore store;
    private final Ownership<S> ownership;
    private final RuntimeMetrics metrics;
    private final Status status;
    private volatile Consumption consumption;
    private volatile boolean interrupted;
    private volatile Runnable afterCommit = () -> {};

    Commits(BatchStore store, Ownership<S> ownership, RuntimeMetrics metrics, Status status) {
        this.store = store;
        this.ownership = ownership;
        this.metrics = metrics;
        this.status = status;
    }

    void consumption(Consumption consumption) {
        this.consumption = consumption;
    }

    Consumption consumption() {
        return consumption;
    }

    void afterCommit(Runnable work) {
        afterCommit = work;
    }

    /** Whether waiting for the database is to end: the partitions go, or the instance does. */
    void interrupted(boolean ends) {
        interrupted = ends;
    }

    /**
     * Folds and commits; again for as long as the database is away.
     *
     * @throws DataError where the database refuses what was folded
     * @throws Lost where the partitions are another's
     */
    void attempt(Supplier<BatchUnit<S>> fold) {
        for (long pause = FIRST_BACKOFF_MILLIS; ; pause = longer(pause)) {
            try {
                BatchUnit<S> unit = fold.get();
                if (unit.changesSomething()) {
                    commit(unit);
                } else {
                    unit.passed();
                }
                return;
            } catch (StoreFailure.Fenced e) {
                throw fenced(e);
            } catch (StoreFailure.Unavailable e) {
                // Whether the commit happened is not known: what the database knows decides.
                untilReachable(e, pause, ownership::reload);
            }
        }
    }

    private void commit(BatchUnit<S> unit) {
        Commit commit = unit.commit();
        write(commit);
        unit.committed(ownership::send);
        unit.portfolios().forEach(known -> ownership.remember(known.id(), known.state()));
        status.reachable();
        afterCommit.run();
    }

    private void write(Commit commit) {
        long start = System.nanoTime();
        store.commit(commit);
        metrics.commit(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Stores how far these were read and which of their frames were published. */
    void persist(Collection<OwnedPartition<S>> partitions) {
        Commit commit = new Commit();
        Map<OwnedPartition<S>, Map<String, Long>> positions = new HashMap<>();
        Map<OwnedPartition<S>, List<Long>> published = new HashMap<>();
        for (OwnedPartition<S> partition : partitions) {
            commit.owner(partition.number(), partition.epoch());
            positions.put(partition, partition.addMoves(commit, Map.of()));
            published.put(partition, partition.addPublished(commit));
        }
        try {
            store.commit(commit);
            positions.forEach(OwnedPartition::committed);
            published.forEach(OwnedPartition::forget);
        } catch (StoreFailure.Fenced e) {
            throw fenced(e);
        } catch (StoreFailure.Unavailable e) {
            untilReachable(e, FIRST_BACKOFF_MILLIS, ownership::reload);
        }
    }

    /** Does it, again for as long as the database or the broker is away. */
    void untilReachable(Runnable work) {
        try {
            work.run();
        } catch (StoreFailure.Unavailable e) {
            untilReachable(e, FIRST_BACKOFF_MILLIS, work);
        }
    }

    private void untilReachable(StoreFailure.Unavailable first, long firstPause, Runnable work) {
        StoreFailure.Unavailable failure = first;
        for (long pause = firstPause; ; pause = longer(pause)) {
            status.unreachable(failure.getMessage());
            LOG.warnf("%s; trying again in %d ms", failure.getMessage(), pause);
            pause(pause);
            if (interrupted) {
                ownership.dropAll();
                throw new Lost();
            }
            try {
                work.run();
                status.reachable();
                return;
            } catch (StoreFailure.Unavailable e) {
                failure = e;
            } catch (StoreFailure.Fenced e) {
                throw fenced(e);
            }
        }
    }

    private static long longer(long pause) {
        return Math.min(MAX_BACKOFF_MILLIS, pause * 2);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lost();
        }
    }

    private Lost fenced(StoreFailure.Fenced fence) {
        LOG.warnf("Fenced: %s; everything known of the partitions is void", fence.getMessage());
        metrics.fenced();
        rejoin();
        return new Lost();
    }

    /** Drops everything and takes part in the next assignment. */
    void rejoin() {
        ownership.dropAll();
        Consumption now = consumption;
        if (now != null) {
            now.rejoin();
        }
    }

    /** The partitions were given up while something waited for them. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("The partitions are another instance's.", null, false, false);
        }
    }
}
