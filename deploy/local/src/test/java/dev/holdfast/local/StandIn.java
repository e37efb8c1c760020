package dev.holdfast.local;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process for tests that does nothing but live. It takes the place of a service: it says that it
 * is ready where it was given a port, notes its name when it is asked to stop, and may be stubborn.
 */
public final class StandIn {

    private StandIn() {}

    /** Takes a name, the file where stops are noted, and {@code stubborn} or nothing. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 1) {
            boolean stubborn = arguments.length > 2 && arguments[2].equals("stubborn");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        note(Path.of(arguments[1]), arguments[0]);
                                        if (stubborn) {
                                            sleep();
                                        }
                                    }));
        }
        String port = System.getenv("QUARKUS_HTTP_PORT");
        if (port != null) {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
                            0);
            server.createContext(
                    "/q/health/ready",
                    exchange -> {
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            server.start();
        }
        System.out.println("up");
        sleep();
    }

    private static void note(Path file, String name) {
        try {
            Files.writeString(
                    file, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
