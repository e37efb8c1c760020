package dev.holdfast.reporting.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands in for reporting-service: the page's own files, answers from {@code browser/swing/*.json},
 * and a stream that says what a test tells it to say.
 */
final class StandInService implements AutoCloseable {

    static final String KEY = "an-operators-key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "css", "text/css", "js", "text/javascript");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Consumer<ObjectNode>> edits = new ConcurrentHashMap<>();
    private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
    private final List<Long> openedAfter = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JsonNode> commands = new LinkedBlockingQueue<>();
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;
    private volatile boolean signedIn = true;
    private volatile String role = "operator";
    private volatile long sequence = 4711;

    StandInService() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Changes what a file says before it is sent, e.g. {@code overview}. */
    StandInService with(String name, Consumer<ObjectNode> edit) {
        edits.merge(name, edit, Consumer::andThen);
        return this;
    }

    StandInService as(String wanted) {
        role = wanted;
        return this;
    }

    StandInService signedOut() {
        signedIn = false;
        return this;
    }

    /** Sends a part to everybody who listens, and keeps it for later snapshots. */
    void send(String part, JsonNode value) {
        sequence++;
        with("overview", overview -> overview.set(part, value));
        ObjectNode data = JSON.createObjectNode().put("sequence", sequence);
        data.set("value", value);
        tell("event: " + part + "\nid: " + sequence + "\ndata: " + data + "\n\n");
    }

    /** A part of the overview as a test has it so far, to be changed and sent. */
    ObjectNode part(String name) {
        return (ObjectNode) overview().get(name);
    }

    ObjectNode overview() {
        return file("overview").orElseThrow();
    }

    /** Something was sent that no listener got: only the next heartbeat tells. */
    void loseAnEvent(String part, JsonNode value) {
        sequence++;
        with("overview", overview -> overview.set(part, value));
    }

    void beat() {
        tell(heartbeat());
    }

    void breakDown() {
        reachable = false;
        tell("");
    }

    void comeBack() {
        reachable = true;
    }

    /** The next command that the page posts; waits for it. */
    JsonNode nextCommand() throws InterruptedException {
        JsonNode command = commands.poll(60, TimeUnit.SECONDS);
        if (command == null) {
            throw new AssertionError("The page posted no command within 5 s.");
        }
        return command;
    }

    boolean gotNoCommand() {
        return commands.isEmpty();
    }

    /** After which sequences the stream was opened. */
    List<Long> openedAfter() {
        return List.copyOf(openedAfter);
    }

    /** Bytes of each of the page's own files that were asked for, uncompressed. */
    Map<String, Integer> filesSent() {
        return new HashMap<>(sent);
    }

    @Override
    public void close() {
        breakDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void tell(String text) {
        streams.forEach(stream -> stream.add(text));
    }

    private String heartbeat() {
        return "event: heartbeat\ndata: {\"sequence\":"
                + sequence
                + ",\"at\":\"2026-01-01T00:00:00Z\"}\n\n";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/portfolios") || path.equals("/session")) {
            if (!reachable) {
                exchange.close();
            } else if (path.equals("/session")) {
                session(exchange);
            } else if (!signedIn) {
                json(exchange, 401, problem("KEY_REQUIRED", "Sign in."));
            } else {
                portfolio(exchange, path);
            }
            return;
        }
        boolean page = path.equals("/") || path.startsWith("/p/");
        file(exchange, page ? "/index.html" : path);
    }

    private void session(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            signedIn = JSON.readTree(exchange.getRequestBody()).path("key").asText().equals(KEY);
        }
        if (signedIn) {
            ObjectNode session = JSON.createObjectNode().put("name", "ada").put("role", role);
            session.putArray("portfolios").add("*");
            json(exchange, 200, session);
        } else {
            json(exchange, 401, problem("KEY_UNKNOWN", "This key is not known."));
        }
    }

    private void portfolio(HttpExchange exchange, String path) throws IOException {
        String rest = path.replaceFirst("^/portfolios(/swing)?/?", "");
        if (rest.equals("events")) {
            stream(exchange);
        } else if (rest.equals("operator-commands") || rest.equals("plan-commands")) {
            JsonNode command = JSON.readTree(exchange.getRequestBody());
            commands.add(command);
            ObjectNode accepted = JSON.createObjectNode().put("accepted", true);
            json(exchange, 202, accepted.set("command_id", command.get("command_id")));
        } else {
            Optional<JsonNode> found = file(nameOf(rest)).map(body -> narrowed(body, exchange));
            if (found.isPresent()) {
                json(exchange, 200, found.get());
            } else {
                json(exchange, 404, problem("UNKNOWN", "There is no " + rest + "."));
            }
        }
    }

    private static String nameOf(String rest) {
        return switch (rest) {
            case "" -> "portfolios";
            case "orders" -> "orders-done";
            case "plans" -> "plans-closed";
            default -> rest.replaceFirst("^days/", "day-").replaceFirst("^plans/", "plan-");
        };
    }

    /** What the service does with {@code verdict} and {@code symbol}. */
    private static JsonNode narrowed(ObjectNode body, HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        for (String pair : query.split("&")) {
            String[] field = pair.split("=", 2);
            if (field[0].equals("verdict") || field[0].equals("symbol")) {
                List<JsonNode> kept = new ArrayList<>();
                body.get("items").forEach(kept::add);
                kept.removeIf(item -> !item.get(field[0]).asText().equalsIgnoreCase(field[1]));
                body.putArray("items").addAll(kept);
            }
        }
        return body;
    }

    private Optional<ObjectNode> file(String name) {
        return resource("browser/swing/" + name + ".json")
                .map(
                        bytes -> {
                            try {
                                ObjectNode body = (ObjectNode) JSON.readTree(bytes);
                                if (name.equals("overview")) {
                                    body.put("sequence", sequence);
                                }
                                edits.getOrDefault(name, unchanged -> {}).accept(body);
                                return body;
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private void stream(HttpExchange exchange) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("after=0");
        openedAfter.add(Long.valueOf(query.replaceFirst(".*after=", "")));
        BlockingQueue<String> mine = new LinkedBlockingQueue<>();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        mine.add("retry: 1000\n\n" + heartbeat());
        streams.add(mine);
        try (OutputStream body = exchange.getResponseBody()) {
            while (reachable) {
                body.write(mine.take().getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (IOException | InterruptedException gone) {
            // The page has left, or the test is over.
        } finally {
            streams.remove(mine);
            exchange.close();
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        Optional<byte[]> found = resource("META-INF/resources" + path);
        if (found.isEmpty()) {
            json(exchange, 404, problem("UNKNOWN", "There is no " + path + "."));
            return;
        }
        sent.put(path, found.get().length);
        String type = TYPES.getOrDefault(path.replaceFirst(".*\\.", ""), "text/plain");
        write(exchange, 200, type, found.get());
    }

    static Optional<byte[]> resource(String name) {
        try (InputStream in = StandInService.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode problem(String code, String detail) {
        return JSON.createObjectNode().put("code", code).put("detail", detail);
    }

    private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        write(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
