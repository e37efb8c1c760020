package dev.holdfast.reporting.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended: the time and the id of its last line. */
public record Cursor(String at, String id) {

    /** Reads what {@link #text} wrote; empty where it is anything else. */
    public static Optional<Cursor> of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int split = plain.indexOf('~');
            return split < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Cursor(plain.substring(0, split), plain.substring(split + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + "~" + id).getBytes(StandardCharsets.UTF_8));
    }
}
