package dev.holdfast.tradesync.paper;

import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.TapeLine;
import dev.holdfast.tradesync.paper.domain.TapeState;

import java.time.Instant;
import java.util.List;

/**
 * The replay as REST shows it.
 *
 * @param position the last line that was taken
 * @param marks how many prints were published
 * @param at the venue's clock
 * @param brokenLines how many lines could not be read; the first are named
 */
public record TapeView(
        TapeState state,
        String speed,
        long position,
        long marks,
        Instant at,
        Instant from,
        Instant to,
        long brokenLines,
        List<TapeLine.Broken> firstBrokenLines) {

    static TapeView of(Tape tape, Replay replay, List<TapeLine.Broken> broken) {
        return new TapeView(
                replay.state(),
                replay.speed().toString(),
                replay.position(),
                replay.marks(),
                replay.at(),
                tape.from(),
                tape.to(),
                replay.brokenLines(),
                broken);
    }
}
