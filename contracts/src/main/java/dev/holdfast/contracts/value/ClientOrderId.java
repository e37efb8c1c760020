package dev.holdfast.contracts.value;

/**
 * The id under which a client knows an order; unique within a portfolio, and the guard against
 * placing one twice.
 */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {

    public ClientOrderId {
        Text.matching(Text.PRINTABLE, value, "client_order_id");
    }

    public static ClientOrderId of(String value) {
        return new ClientOrderId(value);
    }

    @Override
    public int compareTo(ClientOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
