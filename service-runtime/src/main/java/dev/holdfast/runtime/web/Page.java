package dev.holdfast.runtime.web;

import java.util.List;
import java.util.Optional;

/** A list as REST gives it; {@code next} is what to ask with for the next page. */
public record Page<T>(List<T> items, Optional<String> next) {

    public static <T> Page<T> of(List<T> items) {
        return new Page<>(List.copyOf(items), Optional.empty());
    }
}
