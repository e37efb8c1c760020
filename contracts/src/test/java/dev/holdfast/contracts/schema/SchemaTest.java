package dev.holdfast.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.json.EventCodec.Decoded;
import dev.holdfast.contracts.topic.Schemas;
import dev.holdfast.contracts.topic.Topic;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The schemas are the truth; the records and the examples must say the same. */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder ->
                            builder.schemaMappers(
                                    mappers ->
                                            mappers.mapPrefix(
                                                    Schemas.BASE, "classpath:" + Schemas.FOLDER)));

    record Case(Topic topic, Topic.Type type) {

        JsonNode example() throws Exception {
            return JSON.readTree(Schemas.example(type.name()));
        }

        Decoded decoded(JsonNode json) throws Exception {
            return EventCodec.decode(topic, JSON.writeValueAsBytes(json));
        }

        Set<String> faults(JsonNode json) {
            Set<String> faults = new TreeSet<>();
            schemaOf(type.name()).validate(json).forEach(fault -> faults.add(fault.getMessage()));
            return faults;
        }

        @Override
        public String toString() {
            return type.name();
        }
    }

    static Stream<Case> types() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> topic.types().stream().map(type -> new Case(topic, type)));
    }

    private static JsonSchema schemaOf(String type) {
        return SCHEMAS.getSchema(SchemaLocation.of(Schemas.BASE + type + ".schema.json"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theExampleOfATypeKeepsItsSchema(Case c) throws Exception {
        assertThat(c.faults(c.example())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsReadFromTheExampleIsWrittenAsTheExample(Case c) throws Exception {
        assertThat(c.decoded(c.example()))
                .isInstanceOfSatisfying(
                        Decoded.Known.class,
                        known ->
                                assertThat(
                                                new String(
                                                        EventCodec.encode(known.event()),
                                                        StandardCharsets.UTF_8))
                                        .isEqualTo(compact(c)));
    }

    private static String compact(Case c) {
        try {
            return JSON.writeValueAsString(c.example());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaNamesTheFieldsOfTheRecordAndNoOthers(Case c) throws Exception {
        Set<String> ofRecord = new TreeSet<>(Set.of("type"));
        for (RecordComponent component : c.type().event().getRecordComponents()) {
            ofRecord.add(
                    component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase());
        }
        Set<String> ofSchema = new TreeSet<>();
        JSON.readTree(Schemas.of(c.type().name()))
                .get("properties")
                .fieldNames()
                .forEachRemaining(ofSchema::add);
        assertThat(ofSchema).isEqualTo(ofRecord);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRecordWithoutARequiredFieldIsNeitherValidNorRead(Case c) throws Exception {
        for (JsonNode required : JSON.readTree(Schemas.of(c.type().name())).get("required")) {
            ObjectNode without = (ObjectNode) c.example();
            without.remove(required.textValue());
            assertThat(c.faults(without)).as("schema without %s", required).isNotEmpty();
            if (!without.isEmpty() && !c.example().get(required.textValue()).isNumber()) {
                assertThat(c.decoded(without))
                        .as("record without %s", required)
                        .isInstanceOf(Decoded.Invalid.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFieldThatALaterVersionAddsDisturbsNobody(Case c) throws Exception {
        ObjectNode later = (ObjectNode) c.example();
        later.putObject("added_later").put("by", "a newer writer");
        assertThat(c.faults(later)).isEmpty();
        assertThat(c.decoded(later)).isEqualTo(c.decoded(c.example()));
    }
}
