package dev.holdfast.runtime.processing;

import org.apache.kafka.common.TopicPartition;

/** What the engine asks of whatever consumes for it. Neither call waits. */
public interface Consumption {

    /** Fetches from this offset on. */
    void seek(TopicPartition partition, long offset);

    /** Takes part in a new assignment: another instance owns what this one thought it did. */
    void rejoin();
}
