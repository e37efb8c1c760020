package dev.holdfast.contracts.value;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values that stand in nearly every record and of which there are few, such as symbols: each is
 * checked and held once, not once a record. What there is too many of is forgotten and made anew.
 */
final class Shared<T> {

    private static final int MOST = 4_096;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> make;

    Shared(Function<String, T> make) {
        this.make = make;
    }

    /** The value of this text; fails as making it does. */
    T of(String text) {
        T there = text == null ? null : known.get(text);
        if (there != null) {
            return there;
        }
        T made = make.apply(text);
        if (known.size() >= MOST) {
            known.clear();
        }
        T first = known.putIfAbsent(text, made);
        return first == null ? made : first;
    }
}
