package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.holdfast.local.cli.Rest;

import java.time.Instant;

/** The replay of the recorded week, which trade-sync-service plays as a market. */
final class PaperTape {

    private static final String PATH = "paper/tape";

    private final Rest tradeSync;

    PaperTape(Rest tradeSync) {
        this.tradeSync = tradeSync;
    }

    /** How far it was played. */
    record Position(String state, long marks, Instant from, Instant to) {}

    /**
     * @param speed seconds of the tape in one second
     */
    void run(int speed) {
        tradeSync.put(
                PATH,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", "RUNNING")
                        .put("speed", String.valueOf(speed)));
    }

    void pause() {
        tradeSync.put(PATH, JsonNodeFactory.instance.objectNode().put("state", "PAUSED"));
    }

    Position position() {
        JsonNode tape = tradeSync.get(PATH);
        return new Position(
                tape.path("state").asText(),
                tape.path("marks").asLong(),
                Instant.parse(tape.path("from").asText()),
                Instant.parse(tape.path("to").asText()));
    }
}
