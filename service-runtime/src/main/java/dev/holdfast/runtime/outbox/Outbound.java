package dev.holdfast.runtime.outbox;

import java.util.List;

/**
 * A record to be published.
 *
 * @param partition where it must stand, or {@link #BY_KEY}
 */
public record Outbound(String topic, int partition, byte[] key, byte[] value, List<Tag> headers) {

    /** The partition follows from the key, by murmur2. */
    public static final int BY_KEY = -1;

    /** A header. */
    public record Tag(String name, byte[] value) {}
}
