package dev.holdfast.runtime.processing;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which an instance folds: batches of records, batches of marks, updates and
 * changes of ownership follow one another on it, so that nothing of them needs a lock.
 */
public final class Lane implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final ScheduledThreadPoolExecutor thread;
    private volatile long lastTurnNanos = System.nanoTime();

    public Lane(String name) {
        thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread lane = new Thread(work, name);
                            lane.setDaemon(true);
                            return lane;
                        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Does it after all that was asked for before. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(
                    () -> {
                        lastTurnNanos = System.nanoTime();
                        try {
                            result.complete(work.call());
                        } catch (Throwable failure) {
                            result.completeExceptionally(failure);
                        }
                        lastTurnNanos = System.nanoTime();
                    });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    public void every(Duration interval, Runnable work) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        lastTurnNanos = System.nanoTime();
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Housekeeping failed; it is tried again", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** How long the thread has been at its present work, or without any. */
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Ends at once, as if the process had. */
    void kill() {
        thread.shutdownNow();
    }

    /** Ends after what was asked for so far. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
