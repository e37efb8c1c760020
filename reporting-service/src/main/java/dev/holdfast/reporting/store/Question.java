package dev.holdfast.reporting.store;

import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of a portfolio's lines, newest first, a page at a time. Conditions are added where the
 * caller gives a value; a value is always a parameter, never part of the statement.
 */
final class Question {

    private final String from;
    private final String at;
    private final String id;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * @param at the column of time by which lines are ordered
     * @param id an expression that orders lines of the same time
     */
    Question(String from, String portfolio, String at, String id) {
        this.from = from;
        this.at = at;
        this.id = id;
        conditions.add("t.portfolio_id = $1");
        values.add(portfolio);
    }

    /** A condition with one {@code ?} for the value, which is sent as text. */
    Question where(String condition, Optional<?> value) {
        value.ifPresent(
                v -> {
                    values.add(v.toString());
                    conditions.add(condition.replace("?", "$" + values.size() + "::text"));
                });
        return this;
    }

    Question where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** What comes after the cursor of an earlier page. */
    Question after(Optional<Cursor> cursor) {
        cursor.ifPresent(
                c -> {
                    values.add(c.at());
                    values.add(c.id());
                    conditions.add(
                            "(%s, %s) < ($%d::text::timestamptz, $%d::text)"
                                    .formatted(at, id, values.size() - 1, values.size()));
                });
        return this;
    }

    /** One line more than a page is asked for, which tells whether there is another page. */
    String sql(String body, int limit) {
        return "select %s as body, %s::text as at, %s as id from %s where %s order by %s desc, %s desc limit %d"
                .formatted(body, at, id, from, String.join(" and ", conditions), at, id, limit + 1);
    }

    Tuple parameters() {
        return Tuple.wrap(values);
    }
}
