package dev.holdfast.portfolio.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A position as all fills before an instant made it: from where fills of its symbol can be folded
 * again without the first.
 */
public record Spot(Instant at, Position position) {

    /** One is put away for every so many fills of a symbol. */
    static final int SPACING = 1_000;

    static boolean due(Position before, Position after) {
        return before.trades() / SPACING != after.trades() / SPACING;
    }

    /** Those along the fills of a tail, after an instant. Fills of one instant stay together. */
    static List<Spot> along(Tail tail, Ledger ledger, Instant after) {
        List<Spot> spots = new ArrayList<>();
        PositionFold fold = new PositionFold(tail.before(), ledger.costBasis());
        long last = tail.before().trades();
        long count = last;
        for (int i = 0; i < tail.fills().size(); i++) {
            Fill fill = tail.fills().get(i);
            boolean between = i > 0 && fill.at().isAfter(tail.fills().get(i - 1).at());
            if (between && count / SPACING != last / SPACING && fill.at().isAfter(after)) {
                spots.add(new Spot(fill.at(), fold.position()));
                last = count;
            }
            fold.fill(fill);
            count++;
        }
        return spots;
    }
}
