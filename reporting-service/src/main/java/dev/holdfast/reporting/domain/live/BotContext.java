package dev.holdfast.reporting.domain.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A block of JSON for a bot's prompt, within a number of bytes. What is least useful goes first:
 * the last items of lists, then whole sections.
 */
public final class BotContext {

    private BotContext() {}

    /**
     * A section of the block, its values already JSON.
     *
     * @param rank how useful it is, the most useful section being 1
     * @param items of a list, the most useful first; a section that is one value has one
     */
    public record Section(String name, int rank, boolean list, List<String> items) {

        public static Section value(String name, int rank, String json) {
            return new Section(name, rank, false, List.of(json));
        }

        public static Section list(String name, int rank, List<String> items) {
            return new Section(name, rank, true, List.copyOf(items));
        }

        private String json() {
            return list ? "[" + String.join(",", items) + "]" : items.getFirst();
        }

        private Section shorter() {
            return new Section(name, rank, list, items.subList(0, items.size() - 1));
        }
    }

    /**
     * The block as JSON, in the order of the sections given; {@code trimmed} in it names what was
     * cut. Where not even the most useful section fits, that one alone is given: a budget below it
     * cannot be kept.
     *
     * @param budget in bytes of UTF-8
     */
    public static String within(List<Section> sections, int budget) {
        Map<String, Section> kept = new LinkedHashMap<>();
        sections.forEach(section -> kept.put(section.name(), section));
        TreeSet<String> trimmed = new TreeSet<>();
        String block = json(kept, trimmed);
        while (block.getBytes(StandardCharsets.UTF_8).length > budget && kept.size() > 1) {
            Section least = leastUseful(kept);
            trimmed.add(least.name());
            if (least.list() && least.items().size() > 1) {
                kept.put(least.name(), least.shorter());
            } else {
                kept.remove(least.name());
            }
            block = json(kept, trimmed);
        }
        return block;
    }

    /** Lists lose items down to one, the least useful list first; then whole sections go. */
    private static Section leastUseful(Map<String, Section> kept) {
        List<Section> byUse = new ArrayList<>(kept.values());
        byUse.sort(Comparator.comparing(Section::rank).reversed());
        return byUse.stream()
                .filter(section -> section.list() && section.items().size() > 1)
                .findFirst()
                .orElse(byUse.getFirst());
    }

    private static String json(Map<String, Section> sections, TreeSet<String> trimmed) {
        String body =
                sections.values().stream()
                        .map(section -> "\"" + section.name() + "\":" + section.json())
                        .collect(Collectors.joining(","));
        String cut =
                trimmed.stream()
                        .map(name -> "\"" + name + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        return "{\"portfolio\":{" + body + ",\"trimmed\":" + cut + "}}";
    }
}
