package dev.holdfast.tradesync.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A venue on a loopback port: a book, the venue's JSON, and the troubles it is told to make. */
public final class StubVenueServer implements AutoCloseable {

    /** What was asked; parameters of query, form and JSON body are together. */
    public record Request(
            String method,
            String path,
            Map<String, String> parameters,
            Map<String, String> headers) {

        public String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    public record Reply(int status, String body, Map<String, String> headers) {

        public static Reply ok(String body) {
            return new Reply(200, body, Map.of());
        }
    }

    /** A venue's way to ask and answer. */
    public interface Skin {
        Reply answer(Request request, StubBook book) throws IOException;
    }

    /** What goes wrong with an answer. */
    public sealed interface Trouble {
        /** Answered instead of what was asked, which is not done. */
        record Instead(Reply reply) implements Trouble {}

        /** Done, and the answer never arrives. */
        record AnswerLost() implements Trouble {}

        /** Done, and only the first part of the answer arrives. */
        record CutOff(int characters) implements Trouble {}

        /** Done and answered, late. */
        record Slow(Duration delay) implements Trouble {}
    }

    private record Expected(String path, Trouble trouble) {}

    private final StubBook book;
    private final Skin skin;
    private final HttpServer server;
    private final List<Expected> troubles = new ArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * @param port zero for any that is free
     */
    public StubVenueServer(int port, StubBook book, Skin skin) {
        this.book = book;
        this.skin = skin;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public StubBook book() {
        return book;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public long requests(String path) {
        return requests.stream().filter(request -> request.path().contains(path)).count();
    }

    /** The next question whose path contains this meets trouble; once, in the order given. */
    public void next(String path, Trouble trouble) {
        synchronized (troubles) {
            troubles.add(new Expected(path, trouble));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            if (request.path().startsWith("/stub/")) {
                send(exchange, StubControl.answer(request, book));
                return;
            }
            requests.add(request);
            Trouble trouble = take(request.path());
            Reply reply =
                    trouble instanceof Trouble.Instead instead
                            ? instead.reply()
                            : skin.answer(request, book);
            switch (trouble) {
                case Trouble.AnswerLost lost -> {}
                case Trouble.CutOff cut ->
                        send(
                                exchange,
                                new Reply(
                                        reply.status(),
                                        reply.body()
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                cut.characters(),
                                                                reply.body().length())),
                                        reply.headers()));
                case Trouble.Slow slow -> {
                    LockSupport.parkNanos(slow.delay().toNanos());
                    send(exchange, reply);
                }
                case Trouble.Instead instead -> send(exchange, reply);
                case null -> send(exchange, reply);
            }
        }
    }

    private Trouble take(String path) {
        synchronized (troubles) {
            for (Expected expected : troubles) {
                if (path.contains(expected.path())) {
                    troubles.remove(expected);
                    return expected.trouble();
                }
            }
            return null;
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parse(exchange.getRequestURI().getRawQuery(), parameters);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
            StubJson.flat(body).forEach(parameters::put);
        } else {
            parse(body, parameters);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters,
                headers);
    }

    private static void parse(String form, Map<String, String> into) {
        if (form == null || form.isEmpty()) {
            return;
        }
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                into.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
    }
}
