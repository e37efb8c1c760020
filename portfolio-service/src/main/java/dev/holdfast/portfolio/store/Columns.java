package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;

import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows turned into columns for {@code unnest}. All columns travel as text; the statement casts
 * them.
 */
final class Columns<T> {

    private final List<T> rows;
    private final Tuple columns = Tuple.tuple();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    Columns<T> text(Function<T, Object> value) {
        String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = String.valueOf(value.apply(rows.get(i)));
        }
        columns.addArrayOfString(column);
        return this;
    }

    Columns<T> optional(Function<T, Optional<?>> value) {
        String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i)).map(String::valueOf).orElse(null);
        }
        columns.addArrayOfString(column);
        return this;
    }

    /** The event as it stands on its topic. */
    Columns<T> body(Function<T, ? extends Event> event) {
        return text(row -> new String(EventCodec.encode(event.apply(row)), StandardCharsets.UTF_8));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Tuple tuple() {
        return columns;
    }

    /** The events of one type among many. */
    static <E> List<E> only(List<Event> events, Class<E> type) {
        List<E> some = new ArrayList<>();
        for (Event event : events) {
            if (type.isInstance(event)) {
                some.add(type.cast(event));
            }
        }
        return some;
    }
}
