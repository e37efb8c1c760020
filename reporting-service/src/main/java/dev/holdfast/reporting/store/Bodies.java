package dev.holdfast.reporting.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.reporting.domain.entry.Extended;

import java.io.IOException;
import java.util.Map;

/** Writes entries as the JSON that readers get: the conventions of the topics. */
final class Bodies {

    private static final ObjectMapper MAPPER =
            EventCodec.mapper().registerModule(new SimpleModule().addSerializer(new Flat()));

    private Bodies() {}

    static String json(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry of our own must be writable: " + body, e);
        }
    }

    /** Writes an {@link Extended} as one object. */
    private static final class Flat extends StdSerializer<Extended> {

        Flat() {
            super(Extended.class);
        }

        @Override
        public void serialize(Extended value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            ObjectMapper mapper = (ObjectMapper) json.getCodec();
            ObjectNode tree = mapper.valueToTree(value.fields());
            for (Map.Entry<String, Object> field : value.more().entrySet()) {
                tree.set(field.getKey(), mapper.valueToTree(field.getValue()));
            }
            json.writeTree(tree);
        }
    }
}
