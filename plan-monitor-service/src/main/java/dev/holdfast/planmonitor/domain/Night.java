package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Price;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the nights did to a plan.
 *
 * @param timesWidened how often its levels were moved
 * @param boundary the last day boundary at which the policy looked at it, whether or not that moved
 *     anything
 * @param date the day that began there
 * @param restore what undoes the widenings since the last open, where the policy wants that
 */
public record Night(
        int timesWidened,
        Optional<Instant> boundary,
        Optional<LocalDate> date,
        Optional<Restore> restore) {

    static final Night NONE = new Night(0, Optional.empty(), Optional.empty(), Optional.empty());

    /** The levels as they stood before the first widening since the last open. */
    public record Restore(
            Optional<Price> stop,
            Optional<Price> target,
            List<Levels.Step> steps,
            Instant boundary) {

        public Restore {
            steps = List.copyOf(steps);
        }
    }

    Night passed(Instant at, LocalDate day) {
        return new Night(timesWidened, Optional.of(at), Optional.of(day), restore);
    }

    Night widened(Optional<Restore> undoing) {
        return new Night(timesWidened + 1, boundary, date, undoing);
    }

    Night withoutRestore() {
        return restore.isEmpty() ? this : new Night(timesWidened, boundary, date, Optional.empty());
    }
}
