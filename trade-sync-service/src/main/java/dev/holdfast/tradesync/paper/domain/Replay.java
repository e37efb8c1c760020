package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Price;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a tape was replayed, as the venue has committed it.
 *
 * @param tape which one
 * @param position the last line that was taken
 * @param marks how many prints those lines held
 * @param at the venue's clock
 * @param nextFill the id of the next fill
 * @param brokenLines how many lines were passed over as unreadable
 */
public record Replay(
        String tape,
        TapeState state,
        Speed speed,
        long position,
        long marks,
        Instant at,
        Optional<Price> lastPrice,
        long nextFill,
        long brokenLines) {}
