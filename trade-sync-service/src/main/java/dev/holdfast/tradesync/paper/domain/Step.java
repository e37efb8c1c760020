package dev.holdfast.tradesync.paper.domain;

import java.time.Instant;
import java.util.List;

/**
 * What one step of a replay takes from the tape. All prints of one second stand in one step, so
 * that whatever the account shows as of a time has all that happened in it.
 *
 * @param position the last line taken
 * @param at the venue's clock after it
 * @param last whether the tape ends here
 */
public record Step(
        List<Print> prints, List<TapeLine.Broken> broken, long position, Instant at, boolean last) {

    public Step {
        prints = List.copyOf(prints);
        broken = List.copyOf(broken);
    }
}
