package dev.holdfast.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.topic.Schemas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Other tools are built on the topics, so a schema may grow and never break. {@code
 * src/test/resources/released} holds the schemas as they were released; a breaking change is a new
 * topic, beside the old one.
 */
class SchemaCompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RELEASED = Path.of("src/test/resources/released");

    static Stream<String> released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".schema.json", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatWasReleasedStillHolds(String name) throws Exception {
        JsonNode released =
                JSON.readTree(Files.readString(RELEASED.resolve(name + ".schema.json")));
        JsonNode now = JSON.readTree(name.equals("values") ? Schemas.values() : Schemas.of(name));
        assertThat(SchemaChange.breaking(released, now)).isEmpty();
    }

    @Test
    void aRemovedFieldBreaks() throws Exception {
        ObjectNode now = (ObjectNode) trade();
        ((ObjectNode) now.get("properties")).remove("fees");
        assertThat(SchemaChange.breaking(trade(), now))
                .containsExactly("/properties/fees was removed");
    }

    @Test
    void aNewRequiredFieldBreaksThoseWhoWrite() throws Exception {
        ObjectNode now = (ObjectNode) trade();
        now.withArray("required").add("tag");
        assertThat(SchemaChange.breaking(trade(), now)).containsExactly("/required now has tag");
    }

    @Test
    void aFieldThatIsNoLongerRequiredBreaksThoseWhoRead() throws Exception {
        ObjectNode now = (ObjectNode) trade();
        now.withArray("required").remove(0);
        assertThat(SchemaChange.breaking(trade(), now))
                .containsExactly("/required no longer has type");
    }

    @Test
    void anotherShapeOfAFieldBreaks() throws Exception {
        ObjectNode now = (ObjectNode) trade();
        ((ObjectNode) now.at("/properties/quantity")).put("$ref", "values.schema.json#/$defs/id");
        assertThat(SchemaChange.breaking(trade(), now)).hasSize(1);
    }

    @Test
    void aNewOptionalFieldAndBetterWordsBreakNothing() throws Exception {
        ObjectNode now = (ObjectNode) trade();
        now.put("description", "In better words.");
        ((ObjectNode) now.get("properties")).putObject("settled_at").put("type", "string");
        assertThat(SchemaChange.breaking(trade(), now)).isEqualTo(List.of());
    }

    private static JsonNode trade() throws IOException {
        return JSON.readTree(Schemas.of("trade.synced"));
    }
}
