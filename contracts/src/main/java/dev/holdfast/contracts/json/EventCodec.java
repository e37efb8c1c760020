package dev.holdfast.contracts.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.NameTransformer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.InvalidValue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JSON as it stands on the topics: snake_case, decimals as strings in plain notation, instants in
 * RFC 3339 UTC, unknown fields ignored. What it does not read is answered as a {@link Decoded},
 * never thrown.
 */
public final class EventCodec {

    /** Australian Eastern Standard Time is commonly meant as Sydney's time, with its summer. */
    private static final Map<String, ZoneId> TIMEZONE_ALIASES =
            Map.of("AEST", ZoneId.of("Australia/Sydney"));

    private static final ObjectMapper MAPPER =
            newMapper(factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private static final Map<Class<?>, JsonSerializer<Object>> FIELDS = new ConcurrentHashMap<>();

    private EventCodec() {}

    /** What became of a record's bytes. */
    public sealed interface Decoded {

        record Known(Event event) implements Decoded {}

        /** Of a type that this version does not know: to be passed over. */
        record UnknownType(String type) implements Decoded {}

        /**
         * Not a record of the contracts; {@code field} is empty where the fault is not in one
         * field.
         */
        record Invalid(String field, String message) implements Decoded {}
    }

    /**
     * A mapper with the conventions of the wire; each call gives a copy that the caller may change.
     */
    public static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /**
     * A mapper for state that a service keeps for itself: the conventions of the wire, but decimals
     * of any precision. An average that was divided has more places than the wire admits, and state
     * must come back as it was. Whether a field stands twice need not be asked of what a service
     * wrote itself, and there may be a million of it.
     */
    public static ObjectMapper stateMapper() {
        return newMapper(factory().build()).registerModule(ValueModules.exact());
    }

    /** The event as it stands on its topic, its type included. */
    public static byte[] encode(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            SerializerProvider provider = MAPPER.getSerializerProviderInstance();
            json.writeStartObject();
            json.writeStringField("type", Topic.typeOf(event));
            FIELDS.computeIfAbsent(event.getClass(), type -> fields(provider, type))
                    .serialize(event, json, provider);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("An event of our own must be writable: " + event, e);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields of an event into an object that was begun. */
    private static JsonSerializer<Object> fields(SerializerProvider provider, Class<?> type) {
        try {
            return provider.findValueSerializer(type).unwrappingSerializer(NameTransformer.NOP);
        } catch (JsonMappingException e) {
            throw new IllegalStateException("Events of ours must be writable: " + type, e);
        }
    }

    /** Reads one record of a topic. */
    public static Decoded decode(Topic topic, byte[] json) {
        if (json == null || json.length == 0) {
            return new Decoded.Invalid("", "The record has no value.");
        }
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!(tree instanceof ObjectNode object)) {
                return new Decoded.Invalid("", "The record must be a JSON object.");
            }
            JsonNode type = object.remove("type");
            if (type == null || !type.isTextual()) {
                return new Decoded.Invalid("type", "type is missing; it names the kind of record.");
            }
            return topic.type(type.textValue())
                    .<Decoded>map(known -> read(object, known))
                    .orElseGet(() -> new Decoded.UnknownType(type.textValue()));
        } catch (IOException e) {
            return new Decoded.Invalid("", "The record is not JSON: " + firstLine(e));
        }
    }

    private static Decoded read(ObjectNode object, Topic.Type type) {
        try {
            return new Decoded.Known(MAPPER.treeToValue(object, type.event()));
        } catch (JsonMappingException e) {
            return new Decoded.Invalid(path(e.getPath()), reason(e));
        } catch (JsonProcessingException e) {
            return new Decoded.Invalid("", firstLine(e));
        }
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String reason(JsonMappingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return invalid.getMessage();
            }
        }
        return firstLine(e);
    }

    private static String firstLine(Exception e) {
        String message =
                e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNumberLength(100).build());
    }

    private static ObjectMapper newMapper(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(ValueModules.values())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withConfigOverride(
                        List.class,
                        o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withConfigOverride(
                        Map.class,
                        o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .build();
    }

    /** The timezone of this name, with the aliases that people use. */
    public static ZoneId timezone(String name) {
        try {
            ZoneId alias = TIMEZONE_ALIASES.get(name);
            return alias != null ? alias : ZoneId.of(name);
        } catch (java.time.DateTimeException e) {
            throw new InvalidValue(
                    "timezone must be of the tz database, such as Australia/Sydney, not '"
                            + name
                            + "'");
        }
    }
}
