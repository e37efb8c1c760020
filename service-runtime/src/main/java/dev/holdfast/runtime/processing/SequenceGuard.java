package dev.holdfast.runtime.processing;

import java.util.Map;

/**
 * Tells a republished event from a new one, and a hole from neither, by the sequence that each of
 * our services counts per topic and portfolio.
 */
final class SequenceGuard {

    /** What a sequence says of its record. */
    sealed interface Verdict {

        record Fresh() implements Verdict {}

        record Duplicate() implements Verdict {}

        /** {@code missing} events before this one were never seen. */
        record Gap(long missing) implements Verdict {}
    }

    private static final Verdict FRESH = new Verdict.Fresh();
    private static final Verdict DUPLICATE = new Verdict.Duplicate();

    private SequenceGuard() {}

    static String source(String service, String topic) {
        return service + "/" + topic;
    }

    /**
     * @param compacted whether the broker may drop older events of the topic, where a hole means
     *     nothing
     */
    static Verdict judge(
            Map<String, Long> lastSeen, String source, long sequence, boolean compacted) {
        long last = lastSeen.getOrDefault(source, 0L);
        if (sequence <= last) {
            return DUPLICATE;
        }
        return sequence == last + 1 || compacted ? FRESH : new Verdict.Gap(sequence - last - 1);
    }
}
