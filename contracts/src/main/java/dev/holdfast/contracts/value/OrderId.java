package dev.holdfast.contracts.value;

/** The id under which the venue knows an order. */
public record OrderId(String value) implements Comparable<OrderId> {

    public OrderId {
        Text.matching(Text.PRINTABLE, value, "order_id");
    }

    public static OrderId of(String value) {
        return new OrderId(value);
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
