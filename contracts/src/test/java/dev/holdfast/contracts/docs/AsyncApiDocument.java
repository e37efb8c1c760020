package dev.holdfast.contracts.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Schemas;
import dev.holdfast.contracts.topic.Topic;

import java.io.IOException;
import java.util.List;

/** {@code docs/asyncapi.json}: the topics as AsyncAPI 3.0 describes them. */
final class AsyncApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AsyncApiDocument() {}

    static String render() throws IOException {
        ObjectNode document = JSON.createObjectNode();
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Holdfast").put("version", "1");
        info.put(
                "description",
                "The topics of Holdfast: multi-day positional trading, scoped to portfolios.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        schemas.setAll((ObjectNode) inlined(JSON.readTree(Schemas.values()).get("$defs")));
        schemas.set("headers", headers());
        for (Topic topic : Topic.values()) {
            ObjectNode channel = channels.putObject(topic.topicName());
            channel.put("address", topic.topicName()).put("description", topic.purpose());
            ObjectNode inChannel = channel.putObject("messages");
            ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
            kafka.putObject("topicConfiguration")
                    .putArray("cleanup.policy")
                    .add(topic.retention() == Topic.Retention.COMPACTED ? "compact" : "delete");
            for (Topic.Type type : topic.types()) {
                inChannel
                        .putObject(type.name())
                        .put("$ref", "#/components/messages/" + type.name());
                ObjectNode message = messages.putObject(type.name());
                JsonNode schema = JSON.readTree(Schemas.of(type.name()));
                message.put("name", type.name()).put("summary", schema.get("description").asText());
                message.putObject("headers").put("$ref", "#/components/schemas/headers");
                ObjectNode payload = (ObjectNode) inlined(schema);
                payload.remove(List.of("$schema", "$id"));
                message.set("payload", payload);
                message.putArray("examples")
                        .addObject()
                        .set("payload", JSON.readTree(Schemas.example(type.name())));
            }
            ObjectNode operation = operations.putObject("read " + topic.topicName());
            operation.put("action", "send");
            operation.putObject("channel").put("$ref", "#/channels/" + topic.topicName());
            operation.put("description", "Written by " + String.join(", ", topic.writers()) + ".");
        }
        return JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(document)
                        .replace(" : ", ": ")
                + "\n";
    }

    private static ObjectNode headers() {
        ObjectNode headers = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        ArrayNode required = headers.putArray("required");
        for (String name :
                List.of(
                        Headers.CE_SPECVERSION,
                        Headers.CE_ID,
                        Headers.CE_TYPE,
                        Headers.CE_SOURCE,
                        Headers.CE_TIME,
                        Headers.CONTENT_TYPE,
                        Headers.TRACEPARENT,
                        Headers.PORTFOLIO_ID,
                        Headers.RUN_ID)) {
            properties.putObject(name).put("type", "string");
            required.add(name);
        }
        properties.putObject(Headers.CE_SEQUENCE).put("type", "string");
        return headers;
    }

    /** The same schema, its references pointing into this document. */
    private static JsonNode inlined(JsonNode schema) throws IOException {
        return JSON.readTree(
                JSON.writeValueAsString(schema)
                        .replace("values.schema.json#/$defs/", "#/components/schemas/")
                        .replace("\"#/$defs/", "\"#/components/schemas/"));
    }
}
