package dev.holdfast.runtime.web;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits until what a request published has been folded, by whichever instance owns the portfolio,
 * and can be read back.
 */
@ApplicationScoped
public class Effects {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MS = 2;
    private static final long LONGEST_PAUSE_MS = 50;

    /**
     * How often it is asked after the first pause before the pauses grow: most are answered then.
     */
    private static final int EAGER = 10;

    private final Vertx vertx;

    Effects(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Asks until there is an answer. Empty after ten seconds: the request stands and will be done
     * later, which REST says with 202.
     */
    public <T> Uni<Optional<T>> await(Supplier<Uni<Optional<T>>> question) {
        return ask(question, 0, System.nanoTime() + PATIENCE.toNanos());
    }

    private <T> Uni<Optional<T>> ask(
            Supplier<Uni<Optional<T>>> question, int asked, long deadline) {
        return question.get()
                .chain(
                        answer -> {
                            if (answer.isPresent() || System.nanoTime() > deadline) {
                                return Uni.createFrom().item(answer);
                            }
                            return pause(pauseAfter(asked))
                                    .chain(() -> ask(question, asked + 1, deadline));
                        });
    }

    private static long pauseAfter(int asked) {
        int doublings = Math.min(Math.max(0, asked - EAGER), 10);
        return Math.min(FIRST_PAUSE_MS << doublings, LONGEST_PAUSE_MS);
    }

    /** A timer of the current Vert.x context, so that a reactive session may be used after it. */
    private Uni<Void> pause(long ms) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(ms, id -> emitter.complete(null)));
    }
}
