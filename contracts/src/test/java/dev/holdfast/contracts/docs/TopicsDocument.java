package dev.holdfast.contracts.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Schemas;
import dev.holdfast.contracts.topic.Topic;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/topics.md}, made from the topics and the schemas. */
final class TopicsDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TopicsDocument() {}

    static String render() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # Topics

                <!-- Generated from the contracts: `./holdfast docs` writes it anew, and a test says when it is stale. -->

                Records are JSON in CloudEvents 1.0 binary mode. Field names are snake_case, decimals are strings in plain
                notation (at most 20 digits before and 18 after the point), instants are RFC 3339 in UTC, symbols are
                `BASE/QUOTE`. Readers ignore fields and types that they do not know. A breaking change is a new topic,
                published beside the old one. A number that cannot be known is `null`.

                All topics have the same number of partitions (12 unless configured). Records are keyed by `portfolio_id`
                and partitioned by the Java client's default, murmur2 of the key; `marks.v1` is keyed by `venue/symbol`
                (ticks by `venue`) and partitioned by murmur2 of the venue.

                ## Headers of every record

                | header | value |
                |---|---|
                """);
        header(page, Headers.CE_SPECVERSION, "`1.0`");
        header(page, Headers.CE_TYPE, "the type, as in the field `type`");
        header(page, Headers.CE_ID, "an id of the record");
        header(page, Headers.CE_SOURCE, "who wrote it, such as `/holdfast/risk-service`");
        header(page, Headers.CE_TIME, "when it was written");
        header(
                page,
                Headers.CE_SEQUENCE,
                "on what Holdfast's services fold: counts from 1 per source, topic and portfolio; a record published twice"
                        + " has the same one");
        header(page, Headers.CONTENT_TYPE, "`application/json`");
        header(page, Headers.TRACEPARENT, "W3C trace context");
        header(page, Headers.PORTFOLIO_ID, "as in the payload; `*` on facts of the market");
        header(page, Headers.RUN_ID, "as in the payload; `-` where no run is attached");
        page.append(
                """

                ## Identities between the figures

                The same at every level: position, slice, run, portfolio; a day is the difference of two boundaries.

                - `gross_pnl = realized_pnl + unrealized_pnl + fx_pnl`
                - `net_pnl = gross_pnl - fees - llm_cost - other_costs`
                - `equity = cash + positions = contributed + net_pnl`
                - of a day: `end_equity - start_equity - cash_flows = net_pnl`, `unexplained = 0`

                ## Overview

                | topic | types | written by |
                |---|---|---|
                """);
        for (Topic topic : Topic.values()) {
            String types =
                    topic.types().stream()
                            .map(type -> "[`" + type.name() + "`](#" + anchor(type.name()) + ")")
                            .collect(Collectors.joining(", "));
            page.append(
                    "| [`%s`](#%s)%s | %s | %s |%n"
                            .formatted(
                                    topic.topicName(),
                                    anchor(topic.topicName()),
                                    topic.retention() == Topic.Retention.COMPACTED
                                            ? " (compacted)"
                                            : "",
                                    types,
                                    String.join(", ", topic.writers())));
        }
        page.append(
                "\nBeside them each service has `<service>.dead-letters.v1`: records that it could not read or apply,");
        page.append(" whole, with their cause.\n");
        for (Topic topic : Topic.values()) {
            page.append("\n## ")
                    .append(topic.topicName())
                    .append("\n\n")
                    .append(topic.purpose())
                    .append('\n');
            for (Topic.Type type : topic.types()) {
                JsonNode schema = JSON.readTree(Schemas.of(type.name()));
                page.append("\n### ")
                        .append(type.name())
                        .append("\n\n")
                        .append(schema.get("description").asText());
                page.append("\n\n").append(fields(schema)).append("\n```json\n");
                page.append(Schemas.example(type.name()).strip()).append("\n```\n");
            }
        }
        page.append("\n## Records within records\n");
        JsonNode defs = JSON.readTree(Schemas.values()).get("$defs");
        for (Map.Entry<String, JsonNode> def : defs.properties()) {
            page.append("\n### ").append(def.getKey()).append("\n\n");
            JsonNode shape = def.getValue();
            if (shape.has("properties")) {
                page.append(fields(shape));
            } else if (shape.has("enum")) {
                Set<String> values = new TreeSet<>();
                shape.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
                page.append("One of ").append(String.join(", ", values)).append(".\n");
            } else {
                if (shape.has("description")) {
                    page.append(shape.get("description").asText()).append(' ');
                }
                page.append(
                        shape.has("pattern")
                                ? "Matches `" + shape.get("pattern").asText() + "`.\n"
                                : "Text of 1 to 128 characters.\n");
            }
        }
        return page.toString();
    }

    private static void header(StringBuilder page, String name, String value) {
        page.append("| `").append(name).append("` | ").append(value).append(" |\n");
    }

    private static String fields(JsonNode schema) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        StringBuilder table = new StringBuilder("| field | value | |\n|---|---|---|\n");
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            JsonNode shape = field.getValue();
            table.append(
                    "| `%s`%s | %s | %s |%n"
                            .formatted(
                                    field.getKey(),
                                    required.contains(field.getKey()) ? "" : " (optional)",
                                    value(shape),
                                    shape.path("description").asText("")));
        }
        return table.toString();
    }

    private static String value(JsonNode shape) {
        if (shape.has("const")) {
            return "`" + shape.get("const").asText() + "`";
        }
        if (shape.has("$ref")) {
            String name = shape.get("$ref").asText().replaceAll(".*/", "");
            return "[" + name + "](#" + anchor(name) + ")";
        }
        if (shape.has("anyOf")) {
            return value(shape.get("anyOf").get(0)) + " or null";
        }
        if (shape.path("type").asText().equals("array")) {
            return "list of " + value(shape.get("items"));
        }
        if (shape.has("additionalProperties")) {
            return "map to " + value(shape.get("additionalProperties"));
        }
        return shape.path("type").asText();
    }

    private static String anchor(String heading) {
        return heading.replace(".", "");
    }
}
