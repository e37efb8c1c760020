package dev.holdfast.runtime.web;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Waits until what a request published has been folded, by whichever instance owns the portfolio,
 * and can be read back. Where that is this instance, its commit ends the pause; what others commit
 * is found by asking again.
 */
@ApplicationScoped
public class Effects {

    private static final long FIRST_PAUSE_MS = 5;
    private static final long LONGEST_PAUSE_MS = 50;

    /**
     * How often it is asked after the first pause before the pauses grow: most are answered then.
     */
    private static final int EAGER = 10;

    private final Vertx vertx;
    private final Duration patience;
    private final AtomicReference<CompletableFuture<Void>> nextCommit =
            new AtomicReference<>(new CompletableFuture<>());

    /**
     * @param patience how long a request waits before it is answered by 202; clients, and proxies
     *     before the service, give up on their own after some tens of seconds
     */
    Effects(
            Vertx vertx,
            @ConfigProperty(name = "holdfast.rest.patience", defaultValue = "PT10S")
                    Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** This instance has committed something: whoever waits asks again. */
    public void committed() {
        nextCommit.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /**
     * Asks until there is an answer. Empty when the patience ends: the request stands and will be
     * done later, which REST says with 202.
     */
    public <T> Uni<Optional<T>> await(Supplier<Uni<Optional<T>>> question) {
        return ask(question, 0, System.nanoTime() + patience.toNanos());
    }

    private <T> Uni<Optional<T>> ask(
            Supplier<Uni<Optional<T>>> question, int asked, long deadline) {
        // Taken before the question: a commit between both must not be waited for in vain.
        CompletableFuture<Void> commit = nextCommit.get();
        return question.get()
                .chain(
                        answer -> {
                            if (answer.isPresent() || System.nanoTime() > deadline) {
                                return Uni.createFrom().item(answer);
                            }
                            return pause(pauseAfter(asked), commit)
                                    .chain(() -> ask(question, asked + 1, deadline));
                        });
    }

    private static long pauseAfter(int asked) {
        int doublings = Math.min(Math.max(0, asked - EAGER), 10);
        return Math.min(FIRST_PAUSE_MS << doublings, LONGEST_PAUSE_MS);
    }

    /** Goes on in the current Vert.x context, so that a reactive session may be used after it. */
    private Uni<Void> pause(long ms, CompletableFuture<Void> commit) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            Context context = vertx.getOrCreateContext();
                            long timer = vertx.setTimer(ms, id -> emitter.complete(null));
                            commit.thenRun(
                                    () ->
                                            context.runOnContext(
                                                    over -> {
                                                        vertx.cancelTimer(timer);
                                                        emitter.complete(null);
                                                    }));
                        });
    }
}
