package dev.holdfast.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Waits until a part serves, and no longer than until one has failed. */
final class Readiness {

    /** Services log each look at them while they are not ready. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();
    private final CompletableFuture<Supervisor.Failure> failure;

    Readiness(CompletableFuture<Supervisor.Failure> failure) {
        this.failure = failure;
    }

    /** Until something accepts connections on this port. */
    void awaitPort(Part part, int port, Duration limit) {
        await(part, () -> accepts(port), limit);
    }

    /** Until the service behind this address says that it is ready. */
    void awaitReady(Part part, URI service, Duration limit) {
        await(part, () -> isReady(service), limit);
    }

    boolean isReady(URI service) {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/q/health/ready"))
                        .timeout(ANSWER_LIMIT)
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while waiting for " + service + ".", e);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) ANSWER_LIMIT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void await(Part part, BooleanSupplier serves, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!serves.getAsBoolean()) {
            if (failure.isDone()) {
                throw new StartFailure(failure.join().sentence());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(
                        "%s is not ready after %d s; see %s."
                                .formatted(part.name(), limit.toSeconds(), part.log()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while waiting for a part to start.", e);
        }
    }
}
