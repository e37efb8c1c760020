package dev.holdfast.runtime.processing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.runtime.store.StoreFailure;

/** States as JSON, with the conventions of the wire and all digits of decimals. */
public final class States {

    private static final ObjectMapper JSON = EventCodec.stateMapper();

    private States() {}

    static String write(Object state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new StoreFailure.DataError(
                    "The state cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @throws IllegalStateException where this version cannot read what another one wrote
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A stored "
                            + type.getSimpleName()
                            + " cannot be read by this version: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
