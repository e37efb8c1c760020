package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Symbol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether plans are watched: a symbol that has had no mark for the limit leaves its plans without
 * anybody who judges them. The time of the last mark is noted once in a tenth of the limit, since
 * what is noted is stored; so a plan is called unwatched a tenth late at most, and never early.
 */
final class Watched {

    private static final int NOTES_PER_LIMIT = 10;

    /** So many plans of a symbol are told one by one; of more, the count is told by the metric. */
    private static final int TOLD_AT_MOST = 500;

    private Watched() {}

    /** Notes that a symbol was seen, and takes back that it was not. */
    static void seen(Turn turn, Symbol symbol, Instant at) {
        if (turn.book().table().of(symbol).isEmpty()) {
            return;
        }
        Instant last = turn.book().lastMarks().get(symbol);
        boolean unwatched = turn.book().unwatched().containsKey(symbol);
        if (last == null || unwatched || !at.isBefore(last.plus(interval(turn)))) {
            turn.become(turn.book().seen(symbol, at));
        }
        if (unwatched) {
            tell(turn, symbol, "marks of " + symbol + " are back", at);
        }
    }

    /** When the next symbol is to be looked at. */
    static Optional<Instant> next(PlanBook book) {
        if (book.settings().isEmpty()) {
            return Optional.empty();
        }
        Duration limit = book.settings().get().unwatchedAfter();
        return book.lastMarks().entrySet().stream()
                .filter(noted -> !book.unwatched().containsKey(noted.getKey()))
                .map(noted -> noted.getValue().plus(limit).plus(limit.dividedBy(NOTES_PER_LIMIT)))
                .min(Instant::compareTo);
    }

    /** Looks at every symbol whose limit has passed by now. */
    static void look(Turn turn, Instant now) {
        Duration limit = turn.book().settings().orElseThrow().unwatchedAfter();
        Instant late = now.minus(limit).minus(interval(turn));
        for (Map.Entry<Symbol, Instant> noted : turn.book().lastMarks().entrySet()) {
            Symbol symbol = noted.getKey();
            if (noted.getValue().isAfter(late) || turn.book().unwatched().containsKey(symbol)) {
                continue;
            }
            if (turn.book().table().of(symbol).isEmpty()) {
                turn.become(turn.book().forgotten(symbol));
            } else {
                turn.become(turn.book().unwatched(symbol, noted.getValue()));
                tell(turn, symbol, "unwatched: no mark of " + symbol + " for " + limit, now);
            }
        }
    }

    private static Duration interval(Turn turn) {
        return turn.book().settings().orElseThrow().unwatchedAfter().dividedBy(NOTES_PER_LIMIT);
    }

    private static void tell(Turn turn, Symbol symbol, String what, Instant at) {
        List<PlanId> plans = turn.book().table().of(symbol).byAge().values();
        if (plans.size() <= TOLD_AT_MOST) {
            plans.forEach(id -> turn.told(turn.plan(id).orElseThrow(), what, at));
        }
    }
}
