package dev.holdfast.portfolio.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two ledgers, field by field. */
final class Comparison {

    private static final ObjectMapper JSON = EventCodec.stateMapper();

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /**
     * A field in which two ledgers differ.
     *
     * @param path as in {@code positions.BTC/USD.lots[0].cost}
     * @param live empty where the live ledger does not have it
     * @param rebuilt empty where the rebuilt one does not have it
     */
    record Difference(String path, Optional<String> live, Optional<String> rebuilt) {}

    /** All differences, none where both say the same; amounts are compared by value. */
    static List<Difference> of(Object live, Object rebuilt) {
        Comparison comparison = new Comparison();
        comparison.compare("", JSON.valueToTree(live), JSON.valueToTree(rebuilt));
        return comparison.differences;
    }

    private void compare(String path, JsonNode live, JsonNode rebuilt) {
        if (live.isObject() && rebuilt.isObject()) {
            Set<String> names = new TreeSet<>();
            live.fieldNames().forEachRemaining(names::add);
            rebuilt.fieldNames().forEachRemaining(names::add);
            String before = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> compare(before + name, live.path(name), rebuilt.path(name)));
        } else if (live.isArray() && rebuilt.isArray()) {
            for (int i = 0; i < Math.max(live.size(), rebuilt.size()); i++) {
                compare(path + "[" + i + "]", live.path(i), rebuilt.path(i));
            }
        } else if (!same(live, rebuilt)) {
            differences.add(new Difference(path, text(live), text(rebuilt)));
        }
    }

    private static boolean same(JsonNode live, JsonNode rebuilt) {
        if (live.equals(rebuilt) || text(live).isEmpty() && text(rebuilt).isEmpty()) {
            return true;
        }
        Optional<BigDecimal> one = amount(live);
        Optional<BigDecimal> other = amount(rebuilt);
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
    }

    private static Optional<BigDecimal> amount(JsonNode value) {
        try {
            return value.isValueNode() && !value.isNull()
                    ? Optional.of(new BigDecimal(value.asText()))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString());
    }
}
