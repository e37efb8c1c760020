package dev.holdfast.tradesync.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of JSON, written in the order given. */
final class StubJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StubJson() {}

    /** Names and values, one after the other. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The fields of an object, each as text. */
    static Map<String, String> flat(String json) {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {})
                    .forEach((name, value) -> fields.put(name, String.valueOf(value)));
            return fields;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
