package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.topic.Topic;

import java.time.Instant;

/**
 * A record whose bytes are not what the contracts say.
 *
 * @param field the field at fault, or empty
 * @param message what is wrong with it and what would be right
 */
public record Unreadable(
        Topic topic,
        int partition,
        long offset,
        Instant recordedAt,
        byte[] value,
        String field,
        String message) {}
