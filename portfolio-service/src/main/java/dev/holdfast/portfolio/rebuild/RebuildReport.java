package dev.holdfast.portfolio.rebuild;

import dev.holdfast.portfolio.rebuild.Comparison.Difference;

import java.util.List;
import java.util.Optional;

/**
 * What a rebuild came to.
 *
 * @param records how many were folded
 * @param differenceCount of all, of which {@code differences} are the first
 * @param notBooked records of the topics that the rebuild could not book, each with the cause
 * @param unreadable where on the topics records stand that are not of the contracts
 * @param swapped whether the rebuilt ledger is the live one now
 * @param message why it failed, or was not swapped
 */
record RebuildReport(
        long records,
        long milliseconds,
        int differenceCount,
        List<Difference> differences,
        List<String> notBooked,
        List<String> unreadable,
        boolean swapped,
        Optional<String> message) {

    private static final int SHOWN = 200;

    RebuildReport {
        differences = differences.stream().limit(SHOWN).toList();
        notBooked = notBooked.stream().limit(SHOWN).toList();
        unreadable = unreadable.stream().limit(SHOWN).toList();
    }

    static RebuildReport failed(String message) {
        return new RebuildReport(
                0, 0, 0, List.of(), List.of(), List.of(), false, Optional.of(message));
    }
}
