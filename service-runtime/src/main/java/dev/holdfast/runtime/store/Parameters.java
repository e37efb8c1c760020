package dev.holdfast.runtime.store;

import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Parameters of a statement, arrays among them. The client's own {@code Tuple.of} takes an array
 * that stands last apart, and a statement with a tuple around an immutable list never comes back.
 */
public final class Parameters {

    private Parameters() {}

    public static Tuple of(Object p1) {
        return tuple(new Object[] {p1});
    }

    public static Tuple of(Object p1, Object p2) {
        return tuple(new Object[] {p1, p2});
    }

    public static Tuple of(Object p1, Object p2, Object p3) {
        return tuple(new Object[] {p1, p2, p3});
    }

    /** One parameter for each element; an element that is an array is one parameter. */
    public static Tuple all(Object[] values) {
        return tuple(values);
    }

    private static Tuple tuple(Object[] values) {
        return Tuple.wrap(new ArrayList<>(Arrays.asList(values)));
    }
}
