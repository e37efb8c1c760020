package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.local.StartFailure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A service's REST, with a key. */
public final class Rest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = EventCodec.mapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI base;
    private final String apiKey;

    public Rest(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    JsonNode postCsv(String path, String csv) {
        return send(
                request(path)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    public JsonNode put(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public JsonNode patch(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    /** Readable by people and by programs. */
    static String pretty(JsonNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (IOException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("X-API-Key", apiKey)
                .header("Accept", "application/json, application/problem+json");
    }

    /** What is wrong, and with which fields, each said once. */
    private static String reason(JsonNode problem) {
        String detail = problem.path("detail").asText(problem.path("title").asText());
        StringBuilder reason = new StringBuilder(detail);
        for (JsonNode error : problem.path("errors")) {
            String message = error.path("message").asText();
            if (!detail.contains(message)) {
                reason.append("\n  ")
                        .append(error.path("field").asText())
                        .append(' ')
                        .append(message);
            }
        }
        return reason.toString();
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw new StartFailure(
                        "Refused (%d): %s".formatted(answer.statusCode(), reason(body)));
            }
            return body;
        } catch (IOException e) {
            throw new StartFailure(
                    "No answer from " + base + ": ./holdfast status tells what runs.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while waiting for " + base + ".", e);
        }
    }
}
