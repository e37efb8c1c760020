package dev.holdfast.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which differences between two versions of a schema break those who write or read by the older
 * one.
 */
final class SchemaChange {

    private static final Set<String> WORDS = Set.of("description", "title");

    private SchemaChange() {}

    static List<String> breaking(JsonNode released, JsonNode now) {
        List<String> breaks = new ArrayList<>();
        compare("", released, now, breaks);
        return breaks;
    }

    private static void compare(String path, JsonNode released, JsonNode now, List<String> breaks) {
        if (!released.isObject() || !now.isObject()) {
            if (!released.equals(now)) {
                breaks.add(path + " was " + released + " and is " + now);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> member : released.properties()) {
            String name = member.getKey();
            String at = path + "/" + name;
            if (WORDS.contains(name) && !path.endsWith("/properties")) {
                continue;
            }
            if (!now.has(name)) {
                breaks.add(at + " was removed");
            } else if (name.equals("required") && member.getValue().isArray()) {
                compareRequired(at, member.getValue(), now.get(name), breaks);
            } else if (name.equals("enum")) {
                Set<String> gone = texts(member.getValue());
                gone.removeAll(texts(now.get(name)));
                gone.forEach(value -> breaks.add(at + " no longer has " + value));
            } else {
                compare(at, member.getValue(), now.get(name), breaks);
            }
        }
        boolean grows = path.endsWith("/properties") || path.endsWith("/$defs");
        if (!grows) {
            now.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (!released.has(name) && !WORDS.contains(name)) {
                                    breaks.add(path + "/" + name + " is a new constraint");
                                }
                            });
        }
    }

    private static void compareRequired(
            String path, JsonNode released, JsonNode now, List<String> breaks) {
        Set<String> gone = texts(released);
        gone.removeAll(texts(now));
        gone.forEach(name -> breaks.add(path + " no longer has " + name));
        Set<String> added = texts(now);
        added.removeAll(texts(released));
        added.forEach(name -> breaks.add(path + " now has " + name));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
