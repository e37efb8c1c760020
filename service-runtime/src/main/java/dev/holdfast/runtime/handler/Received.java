package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.topic.Topic;

import java.time.Instant;

/**
 * One record, read.
 *
 * @param recordedAt the record's time at the broker
 * @param conflicting the record has the natural id of an earlier one (a client order id, a fill's
 *     identity, a call id ...) and says something else. Records that say the same again are skipped
 *     before a handler sees them.
 */
public record Received(
        Topic topic,
        int partition,
        long offset,
        Instant recordedAt,
        Event event,
        boolean conflicting) {}
