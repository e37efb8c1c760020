package dev.holdfast.risk.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Decisions as REST shows them: word for word as on the topic, their type included. */
final class DecisionJson {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private DecisionJson() {}

    static JsonNode of(Event event) {
        try {
            return JSON.readTree(EventCodec.encode(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of our own is JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
